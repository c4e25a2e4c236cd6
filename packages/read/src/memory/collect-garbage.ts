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
/** Memory when the last scan began to read: a server or a test that holds much itself is not made to collect all the time. */
let atStart = 0;

/** @returns to be called with the bytes of each file that was read */
export function collectorAfterFiles(): (bytes: number) => void {
  let read = 0;
  atStart = process.memoryUsage.rss();
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
