/**
 * RPM headers as the database keeps them (https://rpm-software-management.github.io/rpm/manual/hregions.html): an index
 * of tags and a store of values, big-endian, without the lead and magic of package files.
 */

export interface RpmHeader {
  readonly name: string;
  readonly epoch: number | null;
  readonly version: string;
  readonly release: string;
  readonly arch: string | null;
  readonly licence: string | null;
  readonly vendor: string | null;
  /** File name of the source package. */
  readonly source: string | null;
  readonly provides: readonly string[];
  readonly requires: readonly string[];
}

const TAG = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  vendor: 1011,
  licence: 1014,
  arch: 1022,
  source: 1044,
  provides: 1047,
  requires: 1049,
} as const;

const INT32 = 4;
const STRING_TYPES: readonly number[] = [6, 8, 9];
const ENTRY_BYTES = 16;
const MAX_ENTRIES = 0xffff;
const MAX_STORE = 256 * 1024 * 1024;
const MAX_STRINGS = 200_000;

/** @returns null for bytes that are not the header of a package */
export function readRpmHeader(blob: Buffer): RpmHeader | null {
  if (blob.length < 8) return null;
  const [count, size] = [blob.readUInt32BE(0), blob.readUInt32BE(4)];
  const store = 8 + count * ENTRY_BYTES;
  if (count === 0 || count > MAX_ENTRIES || size > MAX_STORE || store + size > blob.length) return null;
  const reader = new HeaderReader(blob, count, store, store + size);
  const [name, version, release] = [
    reader.text(TAG.name),
    reader.text(TAG.version),
    reader.text(TAG.release),
  ];
  if (name === null || version === null || release === null) return null;
  return {
    name,
    epoch: reader.number(TAG.epoch),
    version,
    release,
    arch: reader.text(TAG.arch),
    licence: reader.text(TAG.licence),
    vendor: reader.text(TAG.vendor),
    source: reader.text(TAG.source),
    provides: reader.texts(TAG.provides),
    requires: reader.texts(TAG.requires),
  };
}

class HeaderReader {
  readonly #blob: Buffer;
  readonly #end: number;
  readonly #entries = new Map<number, { type: number; offset: number; count: number }>();

  constructor(blob: Buffer, count: number, store: number, end: number) {
    this.#blob = blob;
    this.#end = end;
    for (let i = 0; i < count; i += 1) {
      const at = 8 + i * ENTRY_BYTES;
      this.#entries.set(blob.readUInt32BE(at), {
        type: blob.readUInt32BE(at + 4),
        offset: store + blob.readUInt32BE(at + 8),
        count: blob.readUInt32BE(at + 12),
      });
    }
  }

  text(tag: number): string | null {
    return this.texts(tag)[0] ?? null;
  }

  texts(tag: number): string[] {
    const entry = this.#entries.get(tag);
    if (entry === undefined || !STRING_TYPES.includes(entry.type)) return [];
    const texts: string[] = [];
    let at = entry.offset;
    for (let i = 0; i < Math.min(entry.count, MAX_STRINGS) && at < this.#end; i += 1) {
      const end = this.#blob.indexOf(0, at);
      if (end < 0 || end > this.#end) break;
      texts.push(this.#blob.toString('utf8', at, end));
      at = end + 1;
    }
    return texts;
  }

  number(tag: number): number | null {
    const entry = this.#entries.get(tag);
    if (entry === undefined || entry.type !== INT32 || entry.offset + 4 > this.#end) return null;
    return this.#blob.readUInt32BE(entry.offset);
  }
}
