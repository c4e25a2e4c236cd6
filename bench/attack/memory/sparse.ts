/** Large files that take no room on the disk: what is written stands at its place, and zeros are between. */
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

export interface Piece {
  readonly at: number;
  readonly bytes: Uint8Array;
}

export function writeSparse(path: string, size: number, pieces: readonly Piece[]): void {
  const fd = openSync(path, 'w');
  try {
    ftruncateSync(fd, size);
    for (const { at, bytes } of pieces) writeSync(fd, bytes, 0, bytes.length, at);
  } finally {
    closeSync(fd);
  }
}

export interface StoredEntry {
  readonly name: string;
  /** A number: so many zeros, which are not written. */
  readonly content: Uint8Array | number;
}

const UTF8_NAMES = 0x0800;

/** A valid ZIP archive of stored entries. */
export function writeSparseZip(path: string, entries: readonly StoredEntry[]): void {
  const pieces: Piece[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content } of entries) {
    const size = typeof content === 'number' ? content : content.length;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(UTF8_NAMES, 2);
    fields.writeUInt32LE(typeof content === 'number' ? crcOfZeros(content) : crc32(content), 10);
    fields.writeUInt32LE(size, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name)]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), fields, tail, Buffer.from(name)]),
    );
    pieces.push({ at, bytes: local });
    if (typeof content !== 'number') pieces.push({ at: at + local.length, bytes: content });
    at += local.length + size;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  const bytes = Buffer.concat([central, end]);
  writeSparse(path, at + bytes.length, [...pieces, { at, bytes }]);
}

const zeros = new Map<number, number>();

function crcOfZeros(count: number): number {
  const known = zeros.get(count);
  if (known !== undefined) return known;
  const piece = Buffer.alloc(1024 * 1024);
  let crc = 0;
  for (let left = count; left > 0; left -= piece.length)
    crc = crc32(piece.subarray(0, Math.min(left, piece.length)), crc);
  zeros.set(count, crc);
  return crc;
}
