/**
 * Before a scan: fetch and build the indexes that the scanned project needs, in a child process with a bounded
 * wait, so that a slow network delays the first scan by a known time and the work is not lost. After a scan: refresh
 * old indexes in the background for the next one.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { indexPath, installedIndexes, openRegular, type Store } from '@theriac/advisories';
import { type AdvisoryIndexId, advisorySet, type IndexId, type IndexInfo } from '@theriac/core';
import type { CommandContext } from '../command/command.ts';
import type { Spawned } from '../commands/db/build-indexes.ts';
import type { Progress } from './progress.ts';

const DEFAULT_WAIT_SECONDS = 90;
/** An update that has not heard from the source by then will not be waited for. */
const SILENCE_MS = 5000;
const MAX_WAIT_SECONDS = 24 * 60 * 60;
const REFRESH_AFTER_MS = 24 * 60 * 60 * 1000;
/** A refresh that was begun is not begun again for this long, whether or not it succeeded. */
const REFRESH_PAUSE_MS = 60 * 60 * 1000;

interface EnsureOptions {
  readonly feeds: string | undefined;
  readonly progress: Progress;
  readonly quiet: boolean;
  readonly context: CommandContext;
}

export async function ensureIndexes(
  store: Store,
  needed: readonly AdvisoryIndexId[],
  options: EnsureOptions,
): Promise<void> {
  const wanted: IndexId[] = [...needed.filter((id) => advisorySet(id).osv !== null), 'facts'];
  const missing = wanted.filter((id) => !existsSync(indexPath(store, id)));
  if (missing.length === 0 || (missing.length === 1 && missing[0] === 'facts' && needed.length === 0)) return;
  const { env, stderr, self } = options.context;
  if (self === undefined) return;
  const stamp = `first-${missing.join('-')}`;
  // Whoever names a source wants it asked now.
  if (options.feeds === undefined && recently(store, stamp)) return;
  options.progress.show(`Fetching advisories: ${missing.join(', ')}`);
  const seconds = waitSeconds(env.THERIAC_WAIT_SECONDS);
  const child = spawnUpdate(self, missing, options.feeds, 'waits', env);
  const outcome = await heardFrom(child, seconds * 1000, (line) => options.progress.show(line));
  options.progress.done();
  if (outcome === 'done') return;
  mark(store, stamp);
  if (options.quiet) return;
  const why =
    outcome === 'silent'
      ? `no answer from the source of the advisories within ${SILENCE_MS / 1000} s (a firewall or proxy may swallow the connection); this scan goes on without an index`
      : outcome === 'waiting'
        ? `the advisory index is not ready after ${seconds} s; its download continues in the background`
        : 'the advisory index could not be fetched; run `theriac db update` to see why';
  stderr.write(`theriac: ${why}\n`);
}

function waitSeconds(given: string | undefined): number {
  const seconds = Number(given);
  return given === undefined || given === '' || !(seconds >= 0 && seconds <= MAX_WAIT_SECONDS)
    ? DEFAULT_WAIT_SECONDS
    : seconds;
}

/** Starts `theriac db update` for indexes older than a day and does not wait. */
export function refreshLater(
  store: Store,
  used: readonly IndexInfo[],
  feeds: string | undefined,
  { env, self }: CommandContext,
): void {
  if (self === undefined || env.CI !== undefined || used.length === 0) return;
  const old = used.filter(
    (i) => i.source === 'index' && Date.now() - Date.parse(i.builtAt) > REFRESH_AFTER_MS,
  );
  const installed = installedIndexes(store);
  const stale = old.map((i) => i.ecosystem).filter((id) => installed.includes(id));
  if (stale.length === 0 || recently(store, 'refresh')) return;
  mark(store, 'refresh');
  spawnUpdate(self, stale, feeds, 'yields', env).unref();
}

/** Waits for the end of an update, but neither longer than the limit nor for one that hears nothing. */
function heardFrom(
  child: ChildProcess,
  timeoutMs: number,
  onLine: (line: string) => void,
): Promise<'done' | 'failed' | 'waiting' | 'silent'> {
  return new Promise((resolve) => {
    const leave = (outcome: 'waiting' | 'silent') => () => {
      child.stdout?.destroy();
      child.unref();
      end(outcome);
    };
    const timer = setTimeout(leave('waiting'), timeoutMs);
    const silence = setTimeout(leave('silent'), SILENCE_MS);
    const end = (outcome: 'done' | 'failed' | 'waiting' | 'silent'): void => {
      clearTimeout(timer);
      clearTimeout(silence);
      resolve(outcome);
    };
    child.stdout?.on('data', (chunk: Buffer) => {
      clearTimeout(silence);
      onLine(chunk.toString().trim().split('\n').at(-1) ?? '');
    });
    child.on('error', () => end('failed'));
    child.on('exit', (code) => end(code === 0 ? 'done' : 'failed'));
  });
}

function spawnUpdate(
  [program = '', ...first]: readonly string[],
  only: readonly string[],
  feeds: string | undefined,
  spawned: Spawned,
  env: CommandContext['env'],
): ChildProcess {
  const args = ['db', 'update', '--only', only.join(','), ...(feeds === undefined ? [] : ['--feeds', feeds])];
  return spawn(program, [...first, ...args], {
    detached: true,
    env: { ...env, THERIAC_SPAWNED: spawned },
    stdio: ['ignore', spawned === 'waits' ? 'pipe' : 'ignore', 'ignore'],
  });
}

function stampPath(store: Store, name: string): string {
  return join(store.downloads, `${name}.stamp`);
}

function recently(store: Store, name: string): boolean {
  try {
    return Date.now() - statSync(stampPath(store, name)).mtimeMs < REFRESH_PAUSE_MS;
  } catch {
    // Never tried.
    return false;
  }
}

function mark(store: Store, name: string): void {
  try {
    mkdirSync(store.downloads, { recursive: true });
    closeSync(openRegular(stampPath(store, name), 'write'));
  } catch {
    // Without the stamp the next scan tries again, which is all that is lost.
  }
}
