/** Text files that belong to the target: its configuration and the VEX documents that it names. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { type ErrorCode, TheriacError } from '@theriac/core';

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The target is hostile input: a FIFO or a device called like a file would block for ever, so only regular files
 * are read.
 * @throws TheriacError with `code`
 */
export function readGiven(path: string, code: ErrorCode): string {
  const refused = (what: string, cause?: unknown): TheriacError =>
    new TheriacError(code, what, { path }, { cause });
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw refused('cannot be read', cause);
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw refused('not a regular file');
    if (stat.size > MAX_BYTES) throw refused('larger than 64 MiB');
    return readFileSync(fd, 'utf8');
  } catch (cause) {
    throw cause instanceof TheriacError ? cause : refused('cannot be read', cause);
  } finally {
    closeSync(fd);
  }
}
