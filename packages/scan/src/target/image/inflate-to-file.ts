/** A compressed archive of an image, unpacked into a file without a name: its parts are asked for by place. */
import { closeSync, createReadStream, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TheriacError } from '@theriac/core';
import { unpacked } from './unpacked.ts';

const MAX_BYTES = 32 * 1024 * 1024 * 1024;

/** Undefined for a file that is not compressed. */
export async function inflateToFile(
  path: string,
): Promise<{ readonly fd: number; readonly size: number } | undefined> {
  if (!isCompressed(path)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'theriac-archive-'));
  let fd: number | undefined;
  try {
    fd = openSync(join(folder, 'archive.tar'), 'wx+', 0o600);
    let size = 0;
    for await (const piece of unpacked(createReadStream(path), 'the archive')) {
      if (size + piece.length > MAX_BYTES)
        throw new TheriacError('THERIAC_INPUT_LIMIT', 'the archive unpacks to more than is read');
      for (let done = 0; done < piece.length; ) done += writeSync(fd, piece, done);
      size += piece.length;
    }
    return { fd, size };
  } catch (error) {
    if (fd !== undefined) closeSync(fd);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isCompressed(path: string): boolean {
  const fd = openSync(path, 'r');
  try {
    const head = Buffer.alloc(4);
    readSync(fd, head, 0, 4, 0);
    const hex = head.toString('hex');
    return hex.startsWith('1f8b') || hex === '28b52ffd';
  } finally {
    closeSync(fd);
  }
}
