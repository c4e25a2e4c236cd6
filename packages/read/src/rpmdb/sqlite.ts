/**
 * The part of the SQLite file format (https://www.sqlite.org/fileformat.html) that reading tables takes. Own code
 * rather than a library in C: the file is hostile input.
 */

const MAGIC = 'SQLite format 3\u0000';
const LEAF = 0x0d;
const INTERIOR = 0x05;
const MAX_PAYLOAD = 256 * 1024 * 1024;
const MAX_COLUMNS = 2_000;
const UTF_8 = 1;

export function isSqlite(bytes: Buffer): boolean {
  return bytes.length >= 512 && bytes.toString('latin1', 0, 16) === MAGIC;
}

export type SqliteValue = number | string | Buffer | null;

export interface SqliteRow {
  readonly id: number;
  readonly values: readonly SqliteValue[];
}

/** A database whose pages are all there; `rows` may be asked for several tables. */
export interface SqliteDatabase {
  /** The rows of a table in the order of their ids; nothing for a table that is not there. */
  rows(table: string): Generator<SqliteRow>;
  hasTable(table: string): boolean;
  /** Each table with the statement that made it. */
  readonly tables: readonly { readonly name: string; readonly sql: string }[];
}

/** @param damaged called for every page or record that cannot be read, and for a file that is cut off */
export function openSqlite(bytes: Buffer, damaged: () => void): SqliteDatabase {
  const file = new SqliteFile(bytes, damaged);
  const roots = new Map<string, number>();
  const tables: { name: string; sql: string }[] = [];
  for (const { values } of file.rows(1)) {
    const [type, name, , root, sql] = values;
    if (type !== 'table' || typeof name !== 'string' || typeof root !== 'number') continue;
    roots.set(name, root);
    tables.push({ name, sql: typeof sql === 'string' ? sql : '' });
  }
  return {
    tables,
    hasTable: (table) => roots.has(table),
    *rows(table) {
      const root = roots.get(table);
      if (root !== undefined) yield* file.rows(root);
    },
  };
}

/** Sizes that the format allows: powers of two from 512 to 65,536. */
function isPageSize(size: number): boolean {
  return size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;
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
    const sane = isPageSize(this.#pageSize) && this.#usable >= 480 && bytes.readUInt32BE(56) === UTF_8;
    this.#pages = sane ? Math.floor(bytes.length / this.#pageSize) : 0;
    // §1.3.8: the size in the header counts when it was written by the last change.
    const isCounted = bytes.readUInt32BE(24) === bytes.readUInt32BE(92);
    const isShort = isCounted && bytes.readUInt32BE(28) > this.#pages;
    if (sane && (isShort || bytes.length % this.#pageSize !== 0)) damaged();
  }

  *rows(root: number): Generator<SqliteRow> {
    const waiting = [root];
    const seen = new Set<number>();
    let last = Number.NEGATIVE_INFINITY;
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
      const first = pointers + cells * 2;
      if ((kind !== LEAF && kind !== INTERIOR) || first > at + this.#usable) {
        this.#damaged();
        continue;
      }
      const places: number[] = [];
      for (let i = 0; i < cells; i += 1) {
        const cell = at + this.#bytes.readUInt16BE(pointers + i * 2);
        if (cell < first || cell + 4 > at + this.#usable) this.#damaged();
        else places.push(cell);
      }
      if (!this.#isAccounted(head, at, places)) this.#damaged();
      if (kind === INTERIOR) {
        waiting.push(this.#bytes.readUInt32BE(head + 8));
        for (const cell of places.reverse()) waiting.push(this.#bytes.readUInt32BE(cell));
        continue;
      }
      for (const cell of places) {
        const row = this.#row(cell, at + this.#usable);
        // Ids grow from the first leaf to the last.
        if (row === null || row.id <= last) this.#damaged();
        if (row === null) continue;
        last = row.id;
        yield row;
      }
    }
  }

  /**
   * §1.6: cells, free blocks and fragments fill a page from where its content begins: a page that says it has fewer
   * cells than it holds does not add up.
   */
  #isAccounted(head: number, at: number, cells: readonly number[]): boolean {
    const start = this.#bytes.readUInt16BE(head + 5) || 65_536;
    let held = this.#bytes[head + 7] ?? 0;
    for (const cell of cells) held += this.#cellSize(cell, this.#bytes[head] === INTERIOR);
    let last = 0;
    for (let block = this.#bytes.readUInt16BE(head + 1); block !== 0; ) {
      if (block <= last || block + 4 > this.#usable) return false;
      last = block;
      held += this.#bytes.readUInt16BE(at + block + 2);
      block = this.#bytes.readUInt16BE(at + block);
    }
    return start + held === this.#usable;
  }

  #cellSize(at: number, interior: boolean): number {
    const first = varint(this.#bytes, interior ? at + 4 : at);
    if (first === null) return 0;
    if (interior) return first.end - at;
    const id = varint(this.#bytes, first.end);
    return id === null ? 0 : Math.max(4, id.end - at + this.#localSize(first.value));
  }

  /** Of a payload, what is on the page itself: with the number of the next page when it goes on there. */
  #localSize(length: number): number {
    const most = this.#usable - 35;
    if (length <= most) return length;
    const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23;
    const spill = least + ((length - least) % (this.#usable - 4));
    return (spill <= most ? spill : least) + 4;
  }

  #row(at: number, end: number): SqliteRow | null {
    const length = varint(this.#bytes, at);
    const id = length === null ? null : varint(this.#bytes, length.end);
    if (length === null || id === null || length.value > MAX_PAYLOAD) return null;
    const payload = this.#payload(id.end, length.value, end);
    const values = payload === null ? null : recordOf(payload);
    return values === null ? null : { id: id.value, values };
  }

  /** §1.6: what does not fit goes to a chain of overflow pages. */
  #payload(start: number, length: number, end: number): Buffer | null {
    const held = this.#localSize(length);
    if (start + held > end) return null;
    if (held === length) return this.#bytes.subarray(start, start + length);
    const local = held - 4;
    const parts = [this.#bytes.subarray(start, start + local)];
    let left = length - local;
    let page = this.#bytes.readUInt32BE(start + local);
    const seen = new Set<number>();
    while (left > 0) {
      if (page < 1 || page > this.#pages || seen.has(page)) return null;
      seen.add(page);
      const at = (page - 1) * this.#pageSize;
      const used = Math.min(left, this.#usable - 4);
      parts.push(this.#bytes.subarray(at + 4, at + 4 + used));
      left -= used;
      page = this.#bytes.readUInt32BE(at);
    }
    return page === 0 ? Buffer.concat(parts) : null;
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
    if (size === null || value + size > payload.length) return null;
    row.push(columnAt(payload, value, type.value, size));
    value += size;
  }
  return value === payload.length ? row : null;
}

/** §2.1: serial types; null for those that are reserved. */
function sizeOf(type: number): number | null {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? null;
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
