/** Once per run: the bundle that the end-to-end tests call, and an index of our own records. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
    /** Folder of the PostgreSQL that tests share; it is started by the first test that needs it. */
    serverData: string;
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
  const serverData = join(folder, 'server');
  // Where root runs the tests, another user runs PostgreSQL.
  chmodSync(folder, 0o755);
  project.provide('serverData', serverData);
  return async () => {
    await stopDatabase(serverData);
    rmSync(folder, { recursive: true, force: true });
    process.stderr.write(`${whatIsLeftOut()}\n`);
  };
}

/** Whoever started it among the tests has ended by now. */
async function stopDatabase(serverData: string): Promise<void> {
  const lock = join(serverData, 'database', 'postmaster.pid');
  const pid = (): number | undefined => {
    try {
      return Number(readFileSync(lock, 'utf8').split('\n', 1)[0]);
    } catch {
      return undefined;
    }
  };
  const running = pid();
  if (running === undefined) return;
  process.kill(running, 'SIGINT');
  for (let tries = 0; tries < 200 && pid() !== undefined; tries += 1)
    await new Promise((done) => setTimeout(done, 50));
}
