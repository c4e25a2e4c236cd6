/** Once per run: the bundle that the end-to-end tests call, and an index of our own records. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSampleIndex, writeSampleFeeds } from '@theriac/testing/sample-feeds';
import { whatIsLeftOut } from '@theriac/testing/test-kinds';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A mirror as `--feeds` takes it. */
    sampleFeeds: string;
    /** Value for `THERIAC_DATA`, with an index of that mirror. Tests must not write there. */
    sampleData: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => void> {
  execFileSync(process.execPath, [fileURLToPath(new URL('../tools/build.ts', import.meta.url))], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const folder = mkdtempSync(join(tmpdir(), 'theriac-sample-'));
  const feeds = join(folder, 'feeds');
  const data = join(folder, 'data');
  writeSampleFeeds(feeds);
  await buildSampleIndex(feeds, data);
  project.provide('sampleFeeds', feeds);
  project.provide('sampleData', data);
  return () => {
    rmSync(folder, { recursive: true, force: true });
    process.stderr.write(`${whatIsLeftOut()}\n`);
  };
}
