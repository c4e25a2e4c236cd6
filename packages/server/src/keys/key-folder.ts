/** Keys of the server in files that only its user can read: made at the first start, never replaced. */
import { randomUUID } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TheriacError } from '@theriac/core';

/** @param make content of the file where it is missing */
export function keyFile(folder: string, name: string, make: () => string): string {
  const path = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = contentOf(path);
    if (found !== undefined) return found;
    writeOnce(path, make());
    // Another process may have come first: what is on disk counts.
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TheriacError('THERIAC_SERVER_KEYS', `${path} cannot be used`, {}, { cause });
  }
}

function contentOf(path: string): string | undefined {
  try {
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A whole file, in a place where there is none; does nothing where there is one. */
export function writeOnce(path: string, content: string, mode = 0o600): void {
  const part = `${path}.${randomUUID()}.part`;
  writeFileSync(part, content, { mode, flush: true });
  try {
    // Unlike a rename, a link never replaces a file.
    linkSync(part, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(part, { force: true });
  }
}
