/** Files that the user or the configuration names. */
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { TheriacError } from '@theriac/core';
import type { Io } from '../command/command.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * A file that belongs to the target: its configuration and the VEX documents that it names. The target is hostile
 * input: a FIFO or a device called like a file would block for ever, so only regular files are read.
 * @throws TheriacError THERIAC_FILE
 */
export function readGiven(path: string): string {
  const refused = (what: string): TheriacError => new TheriacError('THERIAC_FILE', what, { path });
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw unreadable(path, cause);
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw refused(`is ${kindOf(stat)}, not a file`);
    if (stat.size > MAX_BYTES) throw refused('is larger than 64 MiB');
    return textOf(readFileSync(fd), path);
  } catch (cause) {
    throw cause instanceof TheriacError ? cause : unreadable(path, cause);
  } finally {
    closeSync(fd);
  }
}

/**
 * The bytes as text, without a byte order mark.
 * @throws TheriacError THERIAC_FILE for bytes that are not UTF-8: names in which bytes were replaced are other names
 */
export function textOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TheriacError('THERIAC_FILE', 'is not text in UTF-8', { path });
  }
}

/**
 * A file that the user names on the command line; it may be a pipe.
 * @throws TheriacError THERIAC_FILE
 */
export function readNamed(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/**
 * As {@link readNamed}.
 * @param path `-`: standard input
 */
export async function readNamedOrStdin(path: string, io: Pick<Io, 'stdin'>): Promise<Buffer> {
  if (path !== '-') return readNamed(path);
  try {
    return await buffer(io.stdin());
  } catch (cause) {
    throw unreadable('standard input', cause);
  }
}

/** @param cause what the system says */
export function unreadable(path: string, cause: unknown): TheriacError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = REASONS[code] ?? `cannot be read${code === '' ? '' : ` (${code})`}`;
  return new TheriacError('THERIAC_FILE', reason, { path }, { cause });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: a part of the path is a file',
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  EISDIR: 'is a folder, not a file',
  ELOOP: 'is a link that leads to itself',
  ENAMETOOLONG: 'does not exist: the path is too long',
};

function kindOf(stat: Stats): string {
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a pipe';
  return stat.isSocket() ? 'a socket' : 'a device';
}
