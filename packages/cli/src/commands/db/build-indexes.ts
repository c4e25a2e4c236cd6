/** Builds indexes from feeds, for `theriac db build` and `theriac db update`. */

import { join } from 'node:path';
import { ensureFolder, installedIndexes, type Store, storeOf, takeLock } from '@theriac/advisories';
import { buildIndexes, type Downloader, describeSource, type FeedSource } from '@theriac/advisories/build';
import { count, type IndexId, TheriacError } from '@theriac/core';
import type { CommandContext } from '../../command/command.ts';
import { nowOf } from '../../inputs/time.ts';
import { Progress } from '../../run/progress.ts';
import { VERSION } from '../../version.ts';

/**
 * Builds indexes and reports what was built.
 * @param only undefined: everything that the source has
 */
export async function buildAndReport(
  source: FeedSource,
  { only, quiet }: { readonly only: readonly IndexId[] | undefined; readonly quiet: boolean },
  context: CommandContext,
): Promise<number> {
  const { env, stdout } = context;
  const store = storeOf(env);
  const progress = new Progress(quiet, context);
  const heard = heartbeat(context);
  const show = (text: string): void => {
    progress.show(text);
    heard(text);
  };
  let download: Downloader = () => Promise.resolve(undefined);
  if (source.kind !== 'directory') {
    if (env.THERIAC_OFFLINE === '1')
      throw new TheriacError(
        'THERIAC_USAGE',
        'THERIAC_OFFLINE=1 forbids the network: unset it, or build from a folder with `theriac db build --feeds DIR`',
      );
    const { downloader } = await import('@theriac/advisories/download');
    download = downloader({
      folder: store.downloads,
      env,
      userAgent: `theriac/${VERSION}`,
      progress: (url, received, total) =>
        show(
          `Fetching ${url}: ${mebibytes(received)}${total === undefined ? '' : ` of ${mebibytes(total)}`}`,
        ),
    });
  }
  const turn =
    source.kind === 'directory'
      ? { only, release: () => {} }
      : await takeTurn(store, only, context.env, show);
  if (turn === undefined) return 0;
  try {
    const built = await buildIndexes({
      source,
      store,
      ...(turn.only === undefined ? {} : { only: turn.only }),
      download,
      builtAt: nowOf(env),
      progress: (step) => show(`Building ${step.index}: ${count(step.records, 'record')}`),
    });
    progress.done();
    if (!quiet) {
      for (const index of built)
        stdout.write(`${index.ecosystem.padEnd(14)}${count(index.records, 'record')}\n`);
      stdout.write(`Built from ${describeSource(source)} into ${store.indexes}\n`);
    }
    return 0;
  } finally {
    turn.release();
    progress.done();
  }
}

/** How a scan starts an update: one that waits for another that runs already, or one that leaves it to that one. */
export type Spawned = 'waits' | 'yields';

interface Turn {
  readonly only: readonly IndexId[] | undefined;
  readonly release: () => void;
}

const POLL_MS = 200;

/**
 * One update at a time fetches: what a scan starts waits for the one that runs, and then builds what is still missing.
 * One that a person starts does not wait.
 * @returns undefined when there is nothing left to do
 */
async function takeTurn(
  store: Store,
  only: readonly IndexId[] | undefined,
  env: CommandContext['env'],
  show: (text: string) => void,
): Promise<Turn | undefined> {
  ensureFolder(store.downloads);
  const path = join(store.downloads, 'update.lock');
  const spawned = env.THERIAC_SPAWNED;
  for (;;) {
    const release = takeLock(path);
    if (release !== undefined) {
      // The one that ran may also have ended before this one began.
      if (spawned !== 'waits') return { only, release };
      const here = installedIndexes(store);
      const missing = only?.filter((id) => !here.includes(id));
      if (missing === undefined || missing.length > 0) return { only: missing, release };
      release();
      return undefined;
    }
    if (spawned === 'yields') return undefined;
    if (spawned !== 'waits') return { only, release: () => {} };
    show('Waiting for another update');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const BEAT_MS = 500;

/** What an update that a scan started tells the scan: that it is alive, and what it does. */
function heartbeat({ env, stdout }: CommandContext): (text: string) => void {
  if (env.THERIAC_SPAWNED === undefined) return () => {};
  let last = 0;
  return (text) => {
    if (Date.now() - last < BEAT_MS) return;
    last = Date.now();
    stdout.write(`${text}\n`);
  };
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
