/** Fails before any test when the feeds are not there; builds one index of them for all tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFeedsIndex } from '@theriac/testing/feeds-index';
import { FEEDS, folderOf } from '@theriac/testing/public-sets';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Value for `THERIAC_DATA`, with indexes of every public feed. Tests must not write there. */
    feedsData: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => void> {
  folderOf(FEEDS);
  const folder = mkdtempSync(join(tmpdir(), 'theriac-feeds-'));
  await buildFeedsIndex(folder);
  project.provide('feedsData', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
