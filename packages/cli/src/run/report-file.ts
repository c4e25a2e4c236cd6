/** Reports on disk: whole or not at all. */
import {
  chmodSync,
  closeSync,
  constants,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { discard, removeLeftovers, temporaryBeside } from '@theriac/advisories';
import { TheriacError } from '@theriac/core';
import { type Channel, safeFor } from '@theriac/formats/channel';

/**
 * @param unsafe the text, or pieces of whole lines of it
 * @param channel what the text is: it is made safe for it
 */
export function writeReport(path: string, unsafe: string | Iterable<string>, channel: Channel): void {
  let temporary: string | undefined;
  try {
    const final = destinationOf(path);
    if (final.replaceable) {
      removeLeftovers(final.path);
      temporary = temporaryBeside(final.path);
      writePieces(temporary, NEW, unsafe, channel);
      // Who may read the file stays as it was.
      if (final.mode !== undefined) chmodSync(temporary, final.mode);
      renameSync(temporary, final.path);
    } else writePieces(final.path, THERE, unsafe, channel);
  } catch (cause) {
    if (temporary !== undefined) discard(temporary);
    // What goes wrong while the text is made is no matter of the file.
    throw cause instanceof Error && 'code' in cause && 'syscall' in cause ? unwritable(path, cause) : cause;
  }
}

const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
/** A pipe that nobody reads is refused: opening it would wait for ever. */
const THERE = constants.O_WRONLY | constants.O_TRUNC | constants.O_NONBLOCK;

function writePieces(path: string, flags: number, unsafe: string | Iterable<string>, channel: Channel): void {
  const fd = openSync(path, flags);
  try {
    for (const piece of typeof unsafe === 'string' ? [unsafe] : unsafe) {
      const bytes = Buffer.from(safeFor(channel, piece));
      for (let at = 0; at < bytes.length; ) at += writeSome(fd, bytes, at);
    }
  } finally {
    closeSync(fd);
  }
}

/** How long a reader that is slower is waited for between two tries. */
const PAUSE_MS = 5;

/** @returns how many bytes were written; none while a pipe is full */
function writeSome(fd: number, bytes: Buffer, at: number): number {
  try {
    return writeSync(fd, bytes, at);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN')) throw cause;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    return 0;
  }
}

/** @param cause what the system says */
export function unwritable(path: string, cause: unknown): TheriacError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = REASONS[code];
  const why = reason === undefined ? '' : `: ${reason}`;
  const system = code === '' ? '' : ` (${code})`;
  return new TheriacError('THERIAC_OUTPUT', `the file cannot be written${why}${system}`, { path }, { cause });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'a part of the path is a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  EISDIR: 'a folder has this name',
  ENOSPC: 'no space left',
  EDQUOT: 'no space left',
  EFBIG: 'it is larger than files may be here',
  ENAMETOOLONG: 'the path is too long',
  ELOOP: 'a link leads to itself',
  ENXIO: 'nobody reads this pipe, or it is no file',
  EPIPE: 'the reader of this pipe has ended',
  EIO: 'the disk or the device fails',
};

/** Where the bytes go. Pipes and devices (`/dev/stdout`) are written to: putting a file in their place would break them. */
function destinationOf(path: string): {
  readonly path: string;
  readonly replaceable: boolean;
  /** Permissions of the file that is there. */
  readonly mode?: number;
} {
  try {
    // A link stays a link: what it leads to is replaced.
    const stat = statSync(path);
    return stat.isFile()
      ? { path: realpathSync(path), replaceable: true, mode: stat.mode & 0o777 }
      : { path, replaceable: false };
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
    // Nothing there yet.
    return { path, replaceable: true };
  }
}
