/** One index of the public feeds for all tests of a run, built when first wanted; worker threads share it. */

import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { storeOf } from '@theriac/advisories';
import { buildIndexes, feedSourceOf } from '@theriac/advisories/build';
import { feedPath } from '@theriac/testing/public-sets';

export const FEEDS = feedPath('');
/** When the shared index says it was built: close to the feeds' own age, so that results do not change with time. */
export const BUILT_AT = '2026-08-20T00:00:00Z';
/** A day on which that index is fresh. */
export const AS_OF = '2026-08-22';

const PREFIX = 'theriac-shared-index-';

/** Value for `THERIAC_DATA`. Tests must not write there. */
export async function sharedData(): Promise<string> {
  const folder = join(tmpdir(), `${PREFIX}${process.pid}`);
  try {
    mkdirSync(folder);
  } catch {
    while (!existsSync(join(folder, 'done'))) await setTimeout(50);
    return folder;
  }
  removeThoseOfDeadProcesses();
  await buildIndexes({
    source: feedSourceOf(FEEDS),
    store: storeOf({ THERIAC_DATA: folder }),
    only: ['npm', 'pypi', 'maven', 'composer', 'facts'],
    download: () => Promise.resolve(undefined),
    builtAt: BUILT_AT,
  });
  writeFileSync(join(folder, 'done'), '');
  return folder;
}

function removeThoseOfDeadProcesses(): void {
  for (const name of readdirSync(tmpdir()).filter((n) => n.startsWith(PREFIX))) {
    try {
      process.kill(Number(name.slice(PREFIX.length)), 0);
    } catch {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}
