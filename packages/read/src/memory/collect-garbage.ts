/**
 * Frees what has been read before more is read. Node lets a gigabyte of it pile up: it collects by how much its own heap
 * grows, not by how much memory a scan may take.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of files after which it is tried: reading that much takes far longer than collecting. */
const AFTER_BYTES = 8 * 1024 * 1024;
/** By how much the memory of the process may grow while it scans before anything needs to be freed. */
const LITTLE_BYTES = 120 * 1024 * 1024;

let exposed: unknown;
/** Memory when the last scan began: a server or a test that holds much itself is not made to collect all the time. */
let atStart = 0;
/** The scan that begins is counted from the moment at which its target was opened. */
let isOpened = false;

/** To be called before a target is opened whose opening reads much. */
export function countMemoryFromHere(): void {
  atStart = process.memoryUsage.rss();
  isOpened = true;
}

/** @returns to be called with the bytes of each file, or piece of one, that was read */
export function collectorAfterFiles(): (bytes: number) => void {
  if (!isOpened) atStart = process.memoryUsage.rss();
  isOpened = false;
  return collectorAfterBytes();
}

/** The same in the middle of a scan. */
export function collectorAfterBytes(): (bytes: number) => void {
  let read = 0;
  return (bytes) => {
    read += bytes;
    if (read < AFTER_BYTES) return;
    read = 0;
    collectGarbage();
  };
}

/** For the end of a step that leaves much behind; does nothing where little was read. */
export function collectGarbage(): void {
  if (process.memoryUsage.rss() - atStart < LITTLE_BYTES) return;
  if (exposed === undefined) {
    setFlagsFromString('--expose-gc');
    setFlagsFromString('--heap-growing-percent=20');
    exposed = runInNewContext('gc');
  }
  if (typeof exposed === 'function') exposed();
}
