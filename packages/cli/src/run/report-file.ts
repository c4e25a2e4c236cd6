/** Reports on disk: whole or not at all. */
import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { removeLeftovers, temporaryBeside } from '@theriac/advisories';
import { TheriacError } from '@theriac/core';
import { type Channel, safeFor } from '@theriac/formats/channel';

/**
 * @param unsafe the text, or pieces of whole lines of it
 * @param channel what the text is: it is made safe for it
 */
export function writeReport(path: string, unsafe: string | Iterable<string>, channel: Channel): void {
  const final = destinationOf(path);
  const temporary = temporaryBeside(final.path);
  try {
    if (final.replaceable) {
      removeLeftovers(final.path);
      writePieces(temporary, 'wx', unsafe, channel);
      renameSync(temporary, final.path);
    } else writePieces(final.path, 'w', unsafe, channel);
  } catch (cause) {
    if (final.replaceable) rmSync(temporary, { force: true });
    throw unwritable(path, cause);
  }
}

function writePieces(
  path: string,
  flag: 'w' | 'wx',
  unsafe: string | Iterable<string>,
  channel: Channel,
): void {
  const fd = openSync(path, flag);
  try {
    for (const piece of typeof unsafe === 'string' ? [unsafe] : unsafe) {
      const bytes = Buffer.from(safeFor(channel, piece));
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    }
  } finally {
    closeSync(fd);
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
};

/** Where the bytes go. Pipes and devices (`/dev/stdout`) are written to: putting a file in their place would break them. */
function destinationOf(path: string): { readonly path: string; readonly replaceable: boolean } {
  try {
    // A link stays a link: what it leads to is replaced.
    return statSync(path).isFile()
      ? { path: realpathSync(path), replaceable: true }
      : { path, replaceable: false };
  } catch {
    // Nothing there yet.
    return { path, replaceable: true };
  }
}
