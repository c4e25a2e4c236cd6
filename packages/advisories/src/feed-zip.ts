/**
 * The records of an OSV zip (`<ecosystem>/all.zip`), one at a time. The zip is read through its central directory
 * by yauzl; entries are inflated one by one with a cap, so memory does not grow with the feed.
 */
import { closeSync, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { crc32, inflateRawSync } from 'node:zlib';
import { TheriacError } from '@theriac/core';
import yauzl from 'yauzl';
import { openFeed, unreadableFeed } from './regular-file.ts';

/** Larger records are refused: the largest real one is below 2 MiB. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024;
export const MAX_RECORDS = 5_000_000;

export type FeedEntry =
  | { readonly name: string; readonly json: unknown }
  | { readonly name: string; readonly refused: string };

/**
 * @throws TheriacError THERIAC_FEED_INVALID when the zip is truncated or no zip at all
 */
export async function* readFeedZip(path: string): AsyncGenerator<FeedEntry> {
  const fd = openFeed(path, 'THERIAC_FEED_INVALID');
  const zip = await open(fd, path);
  const queue = new EntryQueue(zip, path);
  try {
    let count = 0;
    for (let entry = await queue.next(); entry !== undefined; entry = await queue.next()) {
      count += 1;
      if (count > MAX_RECORDS)
        throw new TheriacError('THERIAC_FEED_INVALID', `more than ${MAX_RECORDS} records`, { path });
      if (!entry.fileName.endsWith('.json')) continue;
      yield await readEntry(zip, fd, entry, path);
    }
    if (count !== zip.entryCount)
      throw new TheriacError('THERIAC_FEED_INVALID', 'the zip has fewer entries than it announces', { path });
  } finally {
    // And with it the descriptor.
    zip.close();
  }
}

const openZip = promisify<number, yauzl.Options, yauzl.ZipFile>(yauzl.fromFd);

async function open(fd: number, path: string): Promise<yauzl.ZipFile> {
  try {
    // File names are not used as paths, so hostile ones cannot hurt; yauzl still refuses absolute and `..` names.
    return await openZip(fd, { lazyEntries: true, autoClose: false, strictFileNames: false });
  } catch (cause) {
    closeSync(fd);
    throw invalid(path, cause);
  }
}

async function readEntry(
  zip: yauzl.ZipFile,
  fd: number,
  entry: yauzl.Entry,
  path: string,
): Promise<FeedEntry> {
  const name = entry.fileName;
  if (entry.isEncrypted()) return { name, refused: 'the entry is encrypted' };
  if (entry.uncompressedSize > MAX_RECORD_BYTES || entry.compressedSize > MAX_RECORD_BYTES) {
    return { name, refused: `larger than ${MAX_RECORD_BYTES / 1024 / 1024} MiB` };
  }
  const start = await localDataStart(zip, entry, path);
  const packed = Buffer.allocUnsafe(entry.compressedSize);
  if (readAt(fd, packed, start, path) !== packed.length) {
    throw new TheriacError('THERIAC_FEED_INVALID', 'the zip is truncated', { path });
  }
  try {
    const bytes =
      entry.compressionMethod === 0
        ? packed
        : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
    if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32)
      return { name, refused: 'the checksum does not match' };
    return { name, json: JSON.parse(bytes.toString('utf8')) as unknown };
  } catch (error) {
    return {
      name,
      refused: error instanceof SyntaxError ? 'not valid JSON' : 'the entry cannot be inflated',
    };
  }
}

function readAt(fd: number, into: Buffer, start: number, path: string): number {
  try {
    return readSync(fd, into, 0, into.length, start);
  } catch (cause) {
    throw unreadableFeed(path, 'THERIAC_FEED_INVALID', cause);
  }
}

function localDataStart(zip: yauzl.ZipFile, entry: yauzl.Entry, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    zip.readLocalFileHeader(entry, { minimal: true }, (error, header) => {
      if (error !== null || header === undefined) reject(invalid(path, error));
      else resolve(header.fileDataStart);
    });
  });
}

/** yauzl's events as one promise an entry. */
class EntryQueue {
  readonly #zip: yauzl.ZipFile;
  #settle: { resolve: (entry: yauzl.Entry | undefined) => void; reject: (error: Error) => void } | undefined;

  constructor(zip: yauzl.ZipFile, path: string) {
    this.#zip = zip;
    zip.on('entry', (entry: yauzl.Entry) => this.#settle?.resolve(entry));
    zip.on('end', () => this.#settle?.resolve(undefined));
    zip.on('error', (error: Error) => this.#settle?.reject(invalid(path, error)));
  }

  next(): Promise<yauzl.Entry | undefined> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#zip.readEntry();
    });
  }
}

function invalid(path: string, cause: unknown): TheriacError {
  const reason = cause instanceof Error ? cause.message : 'unknown reason';
  return new TheriacError('THERIAC_FEED_INVALID', `not a readable zip: ${reason}`, { path }, { cause });
}
