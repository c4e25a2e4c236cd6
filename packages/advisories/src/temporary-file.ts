/**
 * Files that are written beside their final name and renamed when they are whole. Their names say who writes them, so
 * that what a killed process left is told from what a running one is writing.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Process numbers mean something on one machine only; folders may be shared. */
const HERE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
/** `<name>.<machine>.<process>.<number by chance>.tmp`; older versions left out the first, or the first two. */
const TEMPORARY = /^(.+?)(?:\.([0-9a-f]{8}))?(?:\.(\d{1,10}))?\.[0-9a-f]{8}\.tmp$/;
/** Nothing takes so long to write. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

export function temporaryBeside(path: string): string {
  return `${path}.${HERE}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
}

/**
 * Removes what processes left that no longer run.
 * @param path the file that was being written; a folder: every index in it
 */
export function removeLeftovers(path: string, isFolder = false): void {
  const folder = isFolder ? path : dirname(path);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    // There is no such folder yet, and so nothing in it.
    return;
  }
  for (const name of names) {
    const [, final = '', machine, pid] = TEMPORARY.exec(name) ?? [];
    const isOurs = isFolder ? /^[a-z]+(?:\.idx)?$/.test(final) : final === basename(path);
    if (isOurs && isAbandoned(join(folder, name), machine, pid)) discard(join(folder, name));
  }
}

/** Removes a file that nobody needs; where that is not possible (a folder, a disk that is read-only) it stays. */
export function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What went wrong before is what is told.
  }
}

function isAbandoned(path: string, machine: string | undefined, pid: string | undefined): boolean {
  if (machine === HERE && pid !== undefined) return !isRunning(Number(pid));
  try {
    const stat = statSync(path);
    return stat.isFile() && Date.now() - stat.mtimeMs > ABANDONED_MS;
  } catch {
    // Gone in the meantime.
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
