/** A file that one process at a time holds; what a process left that no longer runs is taken over. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { readRegular } from './regular-file.ts';
import { discard } from './temporary-file.ts';

/** @returns a function that releases it; undefined when another live process holds it */
export function takeLock(path: string): (() => void) | undefined {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const fd = openSync(path, 'wx');
      writeSync(fd, String(process.pid));
      closeSync(fd);
      return () => discard(path);
    } catch {
      if (isHeld(path)) return undefined;
      discard(path);
    }
  }
  return undefined;
}

function isHeld(path: string): boolean {
  try {
    const pid = Number(readRegular(path));
    if (!Number.isInteger(pid) || pid <= 0) return false;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
