/**
 * The part of the SQLite file format (https://www.sqlite.org/fileformat.html) that reading one table takes. Own code
 * rather than a library in C: the file is hostile input.
 */

const MAGIC = 'SQLite format 3\u0000';
const LEAF = 0x0d;
const INTERIOR = 0x05;
const MAX_PAYLOAD = 256 * 1024 * 1024;
const MAX_COLUMNS = 2_000;

export function isSqlite(bytes: Buffer): boolean {
  return bytes.length >= 512 && bytes.toString('latin1', 0, 16) === MAGIC;
}

export type SqliteValue = number | string | Buffer | null;

/**
 * The rows of a table, without its rowid.
 * @param damaged called for every page or record that cannot be read
 */
export function* sqliteRows(bytes: Buffer, table: string, damaged: () => void): Generator<SqliteValue[]> {
  const file = new SqliteFile(bytes, damaged);
  for (const [type, name, , root] of file.rows(1)) {
    if (type === 'table' && name === table && typeof root === 'number') {
      yield* file.rows(root);
      return;
    }
  }
  damaged();
}

class SqliteFile {
  readonly #bytes: Buffer;
  readonly #damaged: () => void;
  readonly #pageSize: number;
  readonly #usable: number;
  readonly #pages: number;

  constructor(bytes: Buffer, damaged: () => void) {
    this.#bytes = bytes;
    this.#damaged = damaged;
    const size = bytes.readUInt16BE(16);
    this.#pageSize = size === 1 ? 65_536 : size;
    this.#usable = this.#pageSize - (bytes[20] ?? 0);
    this.#pages = this.#pageSize >= 512 ? Math.floor(bytes.length / this.#pageSize) : 0;
  }

  *rows(root: number): Generator<SqliteValue[]> {
    const waiting = [root];
    const seen = new Set<number>();
    for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
      if (page < 1 || page > this.#pages || seen.has(page)) {
        this.#damaged();
        continue;
      }
      seen.add(page);
      const at = (page - 1) * this.#pageSize;
      // The first page begins with the header of the file.
      const head = at + (page === 1 ? 100 : 0);
      const kind = this.#bytes[head];
      const cells = this.#bytes.readUInt16BE(head + 3);
      const pointers = head + (kind === INTERIOR ? 12 : 8);
      if ((kind !== LEAF && kind !== INTERIOR) || pointers + cells * 2 > at + this.#pageSize) {
        this.#damaged();
        continue;
      }
      if (kind === INTERIOR) waiting.push(this.#bytes.readUInt32BE(head + 8));
      for (let i = cells - 1; i >= 0; i -= 1) {
        const cell = at + this.#bytes.readUInt16BE(pointers + i * 2);
        if (kind === INTERIOR)
          waiting.push(cell + 4 <= this.#bytes.length ? this.#bytes.readUInt32BE(cell) : 0);
      }
      if (kind === INTERIOR) continue;
      for (let i = 0; i < cells; i += 1) {
        const row = this.#row(at + this.#bytes.readUInt16BE(pointers + i * 2));
        if (row === null) this.#damaged();
        else yield row;
      }
    }
  }

  #row(at: number): SqliteValue[] | null {
    const length = varint(this.#bytes, at);
    const rowid = length === null ? null : varint(this.#bytes, length.end);
    if (length === null || rowid === null || length.value > MAX_PAYLOAD) return null;
    const payload = this.#payload(rowid.end, length.value);
    return payload === null ? null : recordOf(payload);
  }

  /** §1.6: what does not fit goes to a chain of overflow pages. */
  #payload(start: number, length: number): Buffer | null {
    const most = this.#usable - 35;
    if (length <= most) {
      return start + length > this.#bytes.length ? null : this.#bytes.subarray(start, start + length);
    }
    const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23;
    const spill = least + ((length - least) % (this.#usable - 4));
    const local = spill <= most ? spill : least;
    if (start + local + 4 > this.#bytes.length) return null;
    const parts = [this.#bytes.subarray(start, start + local)];
    let left = length - local;
    let page = this.#bytes.readUInt32BE(start + local);
    for (let steps = 0; left > 0; steps += 1) {
      if (page < 1 || page > this.#pages || steps > this.#pages) return null;
      const at = (page - 1) * this.#pageSize;
      const used = Math.min(left, this.#usable - 4);
      parts.push(this.#bytes.subarray(at + 4, at + 4 + used));
      left -= used;
      page = this.#bytes.readUInt32BE(at);
    }
    return Buffer.concat(parts);
  }
}

function recordOf(payload: Buffer): SqliteValue[] | null {
  const header = varint(payload, 0);
  if (header === null || header.value > payload.length) return null;
  const row: SqliteValue[] = [];
  let value = header.value;
  for (let at = header.end; at < header.value; ) {
    const type = varint(payload, at);
    if (type === null || row.length >= MAX_COLUMNS) return null;
    at = type.end;
    const size = sizeOf(type.value);
    if (value + size > payload.length) return null;
    row.push(columnAt(payload, value, type.value, size));
    value += size;
  }
  return row;
}

/** §2.1: serial types. */
function sizeOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? 0;
}

function columnAt(payload: Buffer, at: number, type: number, size: number): SqliteValue {
  if (type >= 12) {
    const bytes = payload.subarray(at, at + size);
    return type % 2 === 0 ? bytes : bytes.toString('utf8');
  }
  if (type === 0) return null;
  if (type === 7) return payload.readDoubleBE(at);
  if (type === 8 || type === 9) return type - 8;
  return size === 8 ? Number(payload.readBigInt64BE(at)) : payload.readIntBE(at, size);
}

function varint(bytes: Buffer, at: number): { readonly value: number; readonly end: number } | null {
  let value = 0;
  for (let i = 0; i < 9; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) return null;
    if (i === 8) return { value: value * 256 + byte, end: at + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + i + 1 };
  }
  return null;
}
