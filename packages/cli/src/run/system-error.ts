/**
 * What the system refuses (a full disk, a path that is too long, a folder that is gone) is no defect of this program.
 * Most such errors are given a code where they happen; this is for those that are not.
 */
import type { TheriacError } from '@theriac/core';
import { unreadable } from '../inputs/read-given.ts';
import { unwritable } from './report-file.ts';

/** Calls that look or read; `uv_cwd`: the working directory was removed. */
const READS: ReadonlySet<string> = new Set([
  ...[
    'access',
    'fstat',
    'lstat',
    'open',
    'opendir',
    'read',
    'readlink',
    'realpath',
    'scandir',
    'stat',
    'statfs',
  ],
  'uv_cwd',
]);
/** Calls that change something. */
const WRITES: ReadonlySet<string> = new Set([
  ...[
    'chmod',
    'close',
    'copyfile',
    'fsync',
    'ftruncate',
    'link',
    'mkdir',
    'mkdtemp',
    'rename',
    'rm',
    'rmdir',
  ],
  ...['symlink', 'unlink', 'utime', 'write'],
]);

/** The coded error for one that a call to the file system has thrown; undefined for any other. */
export function codedSystemError(error: unknown): TheriacError | undefined {
  if (!(error instanceof Error)) return undefined;
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? value : undefined;
  };
  const syscall = text('syscall') ?? '';
  if (!/^E(?:[A-Z0-9]+|RR_FS_[A-Z]+)$/.test(text('code') ?? '')) return undefined;
  if (WRITES.has(syscall)) return unwritable(text('path') ?? 'a file', error);
  if (!READS.has(syscall)) return undefined;
  return unreadable(syscall === 'uv_cwd' ? 'the working directory' : (text('path') ?? 'a file'), error);
}
