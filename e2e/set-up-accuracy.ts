/** Fails before any test when the feeds are not there; builds one index of them for all tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeOf } from '@theriac/advisories';
import { buildIndexes, feedSourceOf } from '@theriac/advisories/build';
import { FEEDS, folderOf } from '@theriac/testing/public-sets';
import { BUILT_AT } from '@theriac/testing/sample-feeds';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Value for `THERIAC_DATA`, with indexes of every public feed. Tests must not write there. */
    feedsData: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => void> {
  const feeds = folderOf(FEEDS);
  const folder = mkdtempSync(join(tmpdir(), 'theriac-feeds-'));
  await buildIndexes({
    source: feedSourceOf(feeds),
    store: storeOf({ THERIAC_DATA: folder }),
    download: () => Promise.resolve(undefined),
    builtAt: BUILT_AT,
  });
  project.provide('feedsData', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
