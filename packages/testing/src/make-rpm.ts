/** Databases of RPM made in code, in each of its three formats, with headers whose digests hold. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface MadeRpm {
  readonly name: string;
  readonly version: string;
  /** Bytes of a description, to make headers of different sizes. */
  readonly filling?: number;
  /** Absolute paths of its files. */
  readonly files?: readonly string[];
  /** Label of the module that it was built in. */
  readonly module?: string;
}

const [INT32, STRING, BIN, STRINGS] = [4, 6, 7, 8];
const ENTRY = 16;

/** The header of an installed package: an immutable region with what was signed, then digests and what rpm adds. */
export function makeRpmHeader(
  { name, version, filling = 0, files = [], module }: MadeRpm,
  digests = true,
): Buffer {
  const signed = entriesOf([
    [1000, STRING, text(name), 1],
    [1001, STRING, text(version), 1],
    [1002, STRING, text('1'), 1],
    [1014, STRING, text('MIT'), 1],
    [1022, STRING, text('x86_64'), 1],
    [1047, STRINGS, Buffer.concat([text(name), text(`lib${name}`)]), 2],
    [1049, STRINGS, text('libc'), 1],
    ...filesOf(files),
    [5000, STRING, text('x'.repeat(filling)), 1],
    ...(module === undefined ? [] : ([[5096, STRING, text(module), 1]] as const)),
  ]);
  const regionEntries = signed.length + 1;
  let store = Buffer.concat(signed.map(({ value }) => value));
  const at = store.length;
  store = Buffer.concat([store, entry(63, BIN, -regionEntries * ENTRY, ENTRY)]);
  const index = Buffer.concat([entry(63, BIN, at, ENTRY), ...signed.map(({ head }) => head)]);
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32BE(regionEntries, 0);
  sizes.writeUInt32BE(store.length, 4);
  const magic = Buffer.from('8eade80100000000', 'hex');
  const region = Buffer.concat([magic, sizes, index, store]);
  const added = entriesOf(
    [
      ...(digests
        ? ([
            [269, STRING, text(createHash('sha1').update(region).digest('hex')), 1],
            [273, STRING, text(createHash('sha256').update(region).digest('hex')), 1],
          ] as const)
        : []),
      [1008, INT32, Buffer.from([0, 0, 1, 0]), 1],
    ],
    store.length,
  );
  const head = Buffer.alloc(8);
  const whole = Buffer.concat([store, ...added.map(({ value }) => value)]);
  head.writeUInt32BE(regionEntries + added.length, 0);
  head.writeUInt32BE(whole.length, 4);
  return Buffer.concat([head, index, ...added.map((a) => a.head), whole]);
}

/** A folder for each file, as rpm would have one for several. */
function filesOf(files: readonly string[]): Made[] {
  if (files.length === 0) return [];
  const split = files.map((file) => file.lastIndexOf('/') + 1);
  return [
    [1116, INT32, Buffer.concat(files.map((_, i) => number32(i))), files.length],
    [1117, STRINGS, Buffer.concat(files.map((file, i) => text(file.slice(split[i])))), files.length],
    [1118, STRINGS, Buffer.concat(files.map((file, i) => text(file.slice(0, split[i])))), files.length],
  ];
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

type Made = readonly [tag: number, type: number, value: Buffer, count: number];

function entriesOf(made: readonly Made[], start = 0): { readonly head: Buffer; readonly value: Buffer }[] {
  let at = start;
  return made.map(([tag, type, value, count]) => {
    // Numbers stand at multiples of their size.
    const gap = type === INT32 ? (4 - (at % 4)) % 4 : 0;
    const head = entry(tag, type, at + gap, count);
    at += gap + value.length;
    return { head, value: Buffer.concat([Buffer.alloc(gap), value]) };
  });
}

function entry(tag: number, type: number, offset: number, count: number): Buffer {
  const bytes = Buffer.alloc(ENTRY);
  bytes.writeUInt32BE(tag, 0);
  bytes.writeUInt32BE(type, 4);
  bytes.writeInt32BE(offset, 8);
  bytes.writeUInt32BE(count, 12);
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\u0000`);
}

/** The hash database of Berkeley DB: one bucket, headers on pages of their own, the counter of packages in the bucket. */
export function makeBerkeley(headers: readonly Buffer[], pageSize = 4096): Buffer {
  const pages: Buffer[] = [Buffer.alloc(pageSize), Buffer.alloc(pageSize)];
  const items: Buffer[] = [inPage(number(0)), inPage(number(headers.length))];
  for (const [i, header] of headers.entries()) {
    items.push(inPage(number(i + 1)), offPage(pages.length, header.length));
    const room = pageSize - 26;
    const parts = Math.ceil(header.length / room);
    for (let part = 0; part < parts; part += 1) {
      const page = Buffer.alloc(pageSize);
      const held = header.subarray(part * room, (part + 1) * room);
      writePage(page, pages.length, 7, part + 1 < parts ? pages.length + 1 : 0);
      page.writeUInt16LE(held.length, 22);
      held.copy(page, 26);
      pages.push(page);
    }
  }
  const [meta, bucket] = pages;
  if (meta === undefined || bucket === undefined) return Buffer.alloc(0);
  writePage(meta, 0, 8, 0);
  meta.writeUInt32LE(0x061561, 12);
  meta.writeUInt32LE(9, 16);
  meta.writeUInt32LE(pageSize, 20);
  meta.writeUInt32LE(pages.length - 1, 32);
  meta.writeUInt32LE(items.length / 2, 88);
  writePage(bucket, 1, 13, 0);
  bucket.writeUInt16LE(items.length, 20);
  let end = pageSize;
  for (const [i, item] of items.entries()) {
    end -= item.length;
    item.copy(bucket, end);
    bucket.writeUInt16LE(end, 26 + i * 2);
  }
  bucket.writeUInt16LE(end, 22);
  return Buffer.concat(pages);
}

function writePage(page: Buffer, place: number, type: number, next: number): void {
  page.writeUInt32LE(place, 8);
  page.writeUInt32LE(next, 16);
  page.writeUInt8(type, 25);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function inPage(value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([1]), value]);
}

function offPage(page: number, length: number): Buffer {
  return Buffer.concat([Buffer.from([3, 0, 0, 0]), number(page), number(length)]);
}

/** RPM's own database: one page of slots, then the headers. */
export function makeNdb(headers: readonly Buffer[]): Buffer {
  const slots = Buffer.alloc(4096);
  slots.write('RpmP', 0, 'latin1');
  slots.writeUInt32LE(headers.length, 8);
  slots.writeUInt32LE(1, 12);
  slots.writeUInt32LE(headers.length + 1, 16);
  for (let at = 32; at < slots.length; at += 16) slots.write('Slot', at, 'latin1');
  const blobs: Buffer[] = [];
  let block = slots.length / 16;
  for (const [i, header] of headers.entries()) {
    const blocks = Math.ceil((16 + header.length + 12) / 16);
    const blob = Buffer.alloc(blocks * 16);
    blob.write('BlbS', 0, 'latin1');
    blob.writeUInt32LE(i + 1, 4);
    blob.writeUInt32LE(header.length, 12);
    header.copy(blob, 16);
    blob.writeUInt32LE(adler32(blob.subarray(0, -12)), blob.length - 12);
    blob.writeUInt32LE(header.length, blob.length - 8);
    blob.write('BlbE', blob.length - 4, 'latin1');
    for (const [field, value] of [i + 1, block, blocks].entries())
      slots.writeUInt32LE(value, 32 + i * 16 + 4 + field * 4);
    blobs.push(blob);
    block += blocks;
  }
  return Buffer.concat([slots, ...blobs]);
}

function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}

export interface MadeSqlite {
  readonly database: Buffer;
  /** What SQLite has written and not yet moved into the file. */
  readonly log: Buffer;
}

/**
 * @param folder for the files of SQLite
 * @param logged how many of the headers are in the write-ahead log only
 * @param named whether there is rpm's index of names
 */
export function makeSqlite(folder: string, headers: readonly Buffer[], logged = 0, named = true): MadeSqlite {
  const path = join(mkdtempSync(join(folder, 'made-')), 'rpmdb.sqlite');
  const database = new DatabaseSync(path);
  database.exec('PRAGMA page_size = 1024; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;');
  database.exec('CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)');
  database.exec("CREATE TABLE Name (key 'TEXT' NOT NULL, hnum INTEGER NOT NULL, idx INTEGER NOT NULL)");
  const add = (header: Buffer): void => {
    const { lastInsertRowid } = database.prepare('INSERT INTO Packages (blob) VALUES (?)').run(header);
    if (named)
      database.prepare('INSERT INTO Name VALUES (?, ?, 0)').run(`n${lastInsertRowid}`, lastInsertRowid);
  };
  for (const header of headers.slice(0, headers.length - logged)) add(header);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  for (const header of headers.slice(headers.length - logged)) add(header);
  const made = { database: readFileSync(path), log: readFileSync(`${path}-wal`) };
  database.close();
  return made;
}
