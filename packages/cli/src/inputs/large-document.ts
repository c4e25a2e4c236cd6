/** Documents that are too large to hold: read from their beginning as often as it takes. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { isUtf8, LARGE_BOM_BYTES } from '@theriac/formats/bom';
import { unreadable } from './read-given.ts';

const CHUNK_BYTES = 1024 * 1024;
const BEGINNING = 4096;

/**
 * @param path `-`: standard input, which can be read once only
 * @returns chunks of the file, each time that it is called; undefined for what can be held, and what is not UTF-8
 */
export function largeDocument(path: string): (() => Iterable<Uint8Array>) | undefined {
  if (path === '-') return undefined;
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    // Whoever reads it says why it cannot be read.
    return undefined;
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile() || stat.size <= LARGE_BOM_BYTES) return undefined;
    const beginning = Buffer.alloc(BEGINNING);
    if (!isUtf8(beginning.subarray(0, readSync(fd, beginning, 0, BEGINNING, 0)))) return undefined;
  } finally {
    closeSync(fd);
  }
  // Garbage is collected before the heap grows: twice the time for half the memory.
  setFlagsFromString('--optimize-for-size');
  return () => chunksOf(path);
}

function* chunksOf(path: string): Generator<Uint8Array> {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (cause) {
    throw unreadable(path, cause);
  }
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const count = readSync(fd, chunk, 0, chunk.length, null);
      if (count === 0) return;
      yield chunk.subarray(0, count);
    }
  } finally {
    closeSync(fd);
  }
}
