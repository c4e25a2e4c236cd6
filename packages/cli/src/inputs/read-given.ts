/** Files that the user or the configuration names. */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { TheriacError } from '@theriac/core';
import type { Io } from '../command/command.ts';

const MAX_BYTES = 64 * 1024 * 1024;
/** What a user names may be larger, but has an end. */
const MAX_NAMED_BYTES = 512 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;
/** The descriptors that a shell opens for a pipe: `<(…)`. */
const INHERITED = /^\/(?:dev|proc\/self)\/(?:fd\/\d+|stdin)$/;

/**
 * A file that belongs to the target: its configuration and the VEX documents that it names. The target is hostile
 * input: a FIFO or a device called like a file would block for ever, so only regular files are read.
 * @throws TheriacError THERIAC_FILE
 */
export function readGiven(path: string): string {
  return textOf(readGivenBytes(path), path);
}

/** As {@link readGiven}, for files that are written again: with a byte order mark. */
export function readGivenBytes(path: string): Buffer {
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
    if (stat.size > MAX_BYTES) throw tooLarge(path, MAX_BYTES);
    return readToEnd(fd, MAX_BYTES, path);
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
 * A file that the user names on the command line; it may be a pipe that a shell has opened (`<(…)`), never a device or a
 * FIFO, which may have no end or no beginning.
 * @throws TheriacError THERIAC_FILE
 */
export function readNamed(path: string): Buffer {
  const isInherited = INHERITED.test(path);
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | (isInherited ? 0 : constants.O_NONBLOCK));
  } catch (cause) {
    throw unreadable(path, cause);
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile() && !(isInherited && stat.isFIFO()))
      throw stat.isDirectory()
        ? new TheriacError('THERIAC_FILE', 'is a folder, not a file', { path })
        : new TheriacError('THERIAC_FILE', `is ${kindOf(stat)}, not a file`, { path });
    return readToEnd(fd, MAX_NAMED_BYTES, path);
  } catch (cause) {
    throw cause instanceof TheriacError ? cause : unreadable(path, cause);
  } finally {
    closeSync(fd);
  }
}

/** A file may grow while it is read, and some of those that the kernel makes up have no end. */
function readToEnd(fd: number, most: number, path: string): Buffer {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const count = readSync(fd, chunk, 0, chunk.length, null);
    if (count === 0) return Buffer.concat(chunks, bytes);
    bytes += count;
    if (bytes > most) throw tooLarge(path, most);
    chunks.push(chunk.subarray(0, count));
  }
}

function tooLarge(path: string, most: number): TheriacError {
  return new TheriacError('THERIAC_FILE', `is larger than ${most / 1024 / 1024} MiB`, { path });
}

/**
 * As {@link readNamed}.
 * @param path `-`: standard input
 */
export async function readNamedOrStdin(path: string, io: Pick<Io, 'stdin'>): Promise<Buffer> {
  if (path !== '-') return readNamed(path);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of io.stdin()) {
      const read = Buffer.from(chunk);
      bytes += read.length;
      if (bytes > MAX_NAMED_BYTES) throw tooLarge('standard input', MAX_NAMED_BYTES);
      chunks.push(read);
    }
    return Buffer.concat(chunks, bytes);
  } catch (cause) {
    throw cause instanceof TheriacError ? cause : unreadable('standard input', cause);
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
