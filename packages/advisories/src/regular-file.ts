/**
 * Files of the data folder and of feeds. One that is a pipe would block whoever opens it, and a device may have no end,
 * so anything but a regular file is refused, at once.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { TheriacError } from '@theriac/core';
import { systemReason } from './system-reason.ts';

export const NOT_REGULAR = 'not a regular file';

/** How a file is opened: to read, to write from its beginning on, or behind its end. */
type Mode = 'read' | 'write' | 'append';

const { O_RDONLY, O_WRONLY, O_CREAT, O_TRUNC, O_APPEND, O_NONBLOCK } = constants;
const FLAGS: Readonly<Record<Mode, number>> = {
  read: O_RDONLY,
  write: O_WRONLY | O_CREAT | O_TRUNC,
  append: O_WRONLY | O_CREAT | O_APPEND,
};

/**
 * Opens without waiting for the other end of a pipe.
 * @returns a descriptor, for the caller to close
 * @throws what the system says; an error that says {@link NOT_REGULAR} for anything else than a file
 */
export function openRegular(path: string, mode: Mode = 'read'): number {
  const fd = opened(path, FLAGS[mode] | O_NONBLOCK);
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw new Error(NOT_REGULAR);
}

/** A pipe without a reader, or a socket, does not even open. */
function opened(path: string, flags: number): number {
  try {
    return openSync(path, flags, 0o666);
  } catch (cause) {
    throw systemReason(cause) === 'ENXIO' ? new Error(NOT_REGULAR, { cause }) : cause;
  }
}

/**
 * As {@link openRegular}, with one error for whatever the reason is.
 * @throws TheriacError of `code`
 */
export function openFeed(path: string, code: 'THERIAC_FEED_MISSING' | 'THERIAC_FEED_INVALID'): number {
  try {
    return openRegular(path);
  } catch (cause) {
    throw unreadableFeed(path, code, cause);
  }
}

/** @param cause what the system says */
export function unreadableFeed(
  path: string,
  code: 'THERIAC_FEED_MISSING' | 'THERIAC_FEED_INVALID',
  cause: unknown,
): TheriacError {
  return new TheriacError(code, `cannot read: ${systemReason(cause)}`, { path }, { cause });
}

/** The text of a small file that this program wrote. */
export function readRegular(path: string): string {
  const fd = openRegular(path);
  try {
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}
