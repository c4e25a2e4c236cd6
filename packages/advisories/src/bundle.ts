/**
 * Indexes as one file, for machines without a network: `theriac db export` and `db import`.
 *
 * `THRCBNDL\n`, one line of JSON (name, length and SHA-256 of each index), then the index files one after another.
 */
import {
  closeSync,
  copyFileSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { INDEX_IDS, type IndexId, TheriacError } from '@theriac/core';
import { fileSha256 } from './file-hash.ts';
import { FlatFile } from './flat-file.ts';
import { openFeed, openRegular, unreadableFeed } from './regular-file.ts';
import { ensureFolder, indexPath, installedIndexes, type Store } from './store.ts';
import { systemReason } from './system-reason.ts';
import { discard, removeLeftovers, temporaryBeside } from './temporary-file.ts';

const MAGIC = 'THRCBNDL\n';
const MAX_HEADER = 64 * 1024;
const CHUNK = 1024 * 1024;

interface Member {
  readonly index: IndexId;
  readonly length: number;
  readonly sha256: string;
}

/** @returns what was packed */
export function exportBundle(store: Store, path: string): IndexId[] {
  const ids = installedIndexes(store);
  if (ids.length === 0)
    throw new TheriacError('THERIAC_INDEX_MISSING', 'there is no index to export', { path: store.indexes });
  const members: Member[] = ids.map((index) => {
    const file = indexPath(store, index);
    FlatFile.verify(file);
    return { index, ...measured(file) };
  });
  // Putting a file in the place of a device or a pipe would break it.
  if (isOther(path)) throw new TheriacError('THERIAC_OUTPUT', 'not a regular file', { path });
  removeLeftovers(path);
  const temporary = temporaryBeside(path);
  try {
    const fd = openSync(temporary, 'wx');
    try {
      writeAll(fd, Buffer.from(`${MAGIC}${JSON.stringify(members)}\n`));
      for (const member of members) {
        const source = openRegular(indexPath(store, member.index));
        try {
          copyBytes(source, 0, fd, member.length, path);
        } finally {
          closeSync(source);
        }
      }
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
  } catch (cause) {
    discard(temporary);
    if (cause instanceof TheriacError) throw cause;
    throw new TheriacError(
      'THERIAC_OUTPUT',
      `cannot write the bundle: ${systemReason(cause)}`,
      { path },
      { cause },
    );
  }
  return ids;
}

/** Installs every index of a bundle, or none: all are verified before the first is put in place. */
export function importBundle(store: Store, path: string): IndexId[] {
  ensureFolder(store.indexes);
  removeLeftovers(store.indexes, true);
  const fd = openFeed(path, 'THERIAC_FEED_MISSING');
  const staged: { temporary: string; final: string }[] = [];
  try {
    const { members, start } = readHeader(fd, path);
    let offset = start;
    for (const member of members) {
      const final = indexPath(store, member.index);
      const temporary = temporaryBeside(final);
      staged.push({ temporary, final });
      const out = openSync(temporary, 'wx');
      try {
        copyBytes(fd, offset, out, member.length, path);
        fsyncSync(out);
      } finally {
        closeSync(out);
      }
      offset += member.length;
      if (fileSha256(temporary) !== member.sha256) {
        throw new TheriacError('THERIAC_FEED_INVALID', `the SHA-256 of ${member.index} does not match`, {
          path,
        });
      }
      FlatFile.verify(temporary);
      if (indexOf(temporary) !== member.index) {
        throw new TheriacError('THERIAC_FEED_INVALID', `${member.index} is a different index`, {
          path,
        });
      }
    }
    if (offset !== fstatSync(fd).size)
      throw new TheriacError('THERIAC_FEED_INVALID', 'the file is longer than its header announces', {
        path,
      });
    for (const { temporary, final } of staged) renameSync(temporary, final);
    return members.map((m) => m.index);
  } catch (cause) {
    for (const { temporary } of staged) discard(temporary);
    if (cause instanceof TheriacError) throw cause;
    throw new TheriacError('THERIAC_STORE', `cannot import: ${systemReason(cause)}`, { path }, { cause });
  } finally {
    closeSync(fd);
  }
}

/** Installs one index file unchanged (an index that was built elsewhere). */
export function importIndex(store: Store, path: string): IndexId {
  ensureFolder(store.indexes);
  removeLeftovers(store.indexes, true);
  FlatFile.verify(path);
  const index = indexOf(path);
  if (index === undefined)
    throw new TheriacError('THERIAC_INDEX_CORRUPT', 'the index does not name its contents', { path });
  const temporary = temporaryBeside(indexPath(store, index));
  try {
    copyFileSync(path, temporary);
    renameSync(temporary, indexPath(store, index));
  } catch (cause) {
    discard(temporary);
    throw new TheriacError('THERIAC_STORE', `cannot import: ${systemReason(cause)}`, { path }, { cause });
  }
  return index;
}

/** What a whole index file says it holds. */
function indexOf(path: string): IndexId | undefined {
  const file = FlatFile.open(path);
  const { ecosystem } = file.meta as { ecosystem?: unknown };
  file.close();
  return memberName(ecosystem);
}

/** Whether the file is a bundle (as opposed to a single index). */
export function isBundle(path: string): boolean {
  const fd = openFeed(path, 'THERIAC_FEED_MISSING');
  try {
    const head = Buffer.alloc(MAGIC.length);
    return readAt(fd, head, head.length, 0, path) === head.length && head.toString('latin1') === MAGIC;
  } finally {
    closeSync(fd);
  }
}

function readHeader(fd: number, path: string): { members: Member[]; start: number } {
  const head = Buffer.alloc(MAX_HEADER);
  const count = readAt(fd, head, MAX_HEADER, 0, path);
  const end = head.indexOf(0x0a, MAGIC.length);
  if (head.subarray(0, MAGIC.length).toString('latin1') !== MAGIC || end < 0 || end >= count) {
    throw new TheriacError('THERIAC_FEED_INVALID', 'not a Theriac bundle', { path });
  }
  let parsed: unknown;
  try {
    const text = head.subarray(MAGIC.length, end).toString();
    parsed = JSON.parse(text);
    // Written by JSON.stringify; anything else (a key that is there twice) was not written by us.
    if (JSON.stringify(parsed) !== text) throw new SyntaxError('not as written');
  } catch {
    throw new TheriacError('THERIAC_FEED_INVALID', 'the header of the bundle is damaged', { path });
  }
  const members = (Array.isArray(parsed) ? parsed : []).map((entry: unknown): Member => {
    const { index, length, sha256 } = (entry ?? {}) as Partial<Record<keyof Member, unknown>>;
    const name = memberName(index);
    if (
      name === undefined ||
      typeof length !== 'number' ||
      !Number.isSafeInteger(length) ||
      length < 0 ||
      typeof sha256 !== 'string'
    ) {
      throw new TheriacError('THERIAC_FEED_INVALID', 'the header of the bundle is damaged', { path });
    }
    return { index: name, length, sha256 };
  });
  if (members.length === 0) throw new TheriacError('THERIAC_FEED_INVALID', 'the bundle is empty', { path });
  return { members, start: end + 1 };
}

function memberName(value: unknown): IndexId | undefined {
  return INDEX_IDS.find((id) => id === value);
}

/** @throws TheriacError THERIAC_FEED_MISSING for a file that cannot be read to its end */
function readAt(fd: number, into: Buffer, length: number, position: number, path: string): number {
  try {
    return readSync(fd, into, 0, length, position);
  } catch (cause) {
    throw unreadableFeed(path, 'THERIAC_FEED_MISSING', cause);
  }
}

/** @throws TheriacError THERIAC_INDEX_CORRUPT for an installed index that can no longer be read */
function measured(file: string): Pick<Member, 'length' | 'sha256'> {
  try {
    return { length: statSync(file).size, sha256: fileSha256(file) };
  } catch (cause) {
    throw new TheriacError(
      'THERIAC_INDEX_CORRUPT',
      `cannot be read: ${systemReason(cause)}`,
      { path: file },
      { cause },
    );
  }
}

/** Whether something is there that is no file; what cannot be looked at cannot be written, and writing says why. */
function isOther(path: string): boolean {
  try {
    return !statSync(path).isFile();
  } catch {
    return false;
  }
}

function copyBytes(from: number, start: number, to: number, length: number, path: string): void {
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (let done = 0; done < length; ) {
    const count = readAt(from, buffer, Math.min(CHUNK, length - done), start + done, path);
    if (count === 0) throw new TheriacError('THERIAC_FEED_INVALID', 'the file is truncated', { path });
    writeAll(to, buffer.subarray(0, count));
    done += count;
  }
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}
