/**
 * RPM headers as the database keeps them (https://rpm-software-management.github.io/rpm/manual/hregions.html): an index
 * of tags and a store of values, big-endian, without the lead and magic of package files.
 */

import { createHash } from 'node:crypto';

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
  /** `nodejs:18:8080020230929:63b34585`: the module and stream that it was built in. */
  readonly module: string | null;
  readonly provides: readonly string[];
  readonly requires: readonly string[];
  /** Every value is where its entry says, and the digests that the package brought hold. */
  readonly intact: boolean;
  /** The files that it owns, read when they are asked for. */
  files(): readonly RpmFile[];
}

export interface RpmFile {
  /** Absolute. */
  readonly path: string;
  /** Users are meant to change it (`%config`). */
  readonly isConfiguration: boolean;
  /** As it was shipped: MD5 or SHA-256 by its length; empty for folders and links. */
  readonly digest: string;
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
  module: 5096,
  oldFilenames: 1027,
  fileDigests: 1035,
  fileFlags: 1037,
  folderIndexes: 1116,
  baseNames: 1117,
  folders: 1118,
} as const;

/** RPMFILE_CONFIG. */
const CONFIGURATION = 1;

/** RPMTAG_HEADERIMMUTABLE. */
const IMMUTABLE = 63;
/** RPMTAG_SHA1HEADER, RPMTAG_SHA256HEADER. */
const DIGESTS = [
  [269, 'sha1'],
  [273, 'sha256'],
] as const;
/** The magic of a header, reserved bytes, and room for its two sizes. */
const MAGIC = [0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const MAX_TYPE = 9;
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
  const header = {
    name,
    epoch: reader.number(TAG.epoch),
    version,
    release,
    arch: reader.text(TAG.arch),
    licence: reader.text(TAG.licence),
    vendor: reader.text(TAG.vendor),
    source: reader.text(TAG.source),
    module: reader.text(TAG.module),
    provides: reader.texts(TAG.provides),
    requires: reader.texts(TAG.requires),
  };
  const isWhole = store + size === blob.length && name !== '' && version !== '' && release !== '';
  const intact = isWhole && reader.digestsHold() && !reader.damaged;
  return { ...header, intact, files: () => filesOf(reader) };
}

function filesOf(reader: HeaderReader): RpmFile[] {
  const folders = reader.texts(TAG.folders);
  const indexes = reader.numbers(TAG.folderIndexes);
  const flags = reader.numbers(TAG.fileFlags);
  const digests = reader.texts(TAG.fileDigests);
  // Base names, each with the number of its folder (rpm 4), or whole names (rpm 3).
  const names = reader.texts(TAG.baseNames).map((name, i) => {
    const folder = folders[indexes[i] ?? -1];
    return folder === undefined ? undefined : `${folder}${name}`;
  });
  return (names.length > 0 ? names : reader.texts(TAG.oldFilenames)).flatMap((path, i) =>
    path === undefined
      ? []
      : [{ path, isConfiguration: ((flags[i] ?? 0) & CONFIGURATION) !== 0, digest: digests[i] ?? '' }],
  );
}

interface HeaderEntry {
  readonly type: number;
  readonly offset: number;
  readonly count: number;
}

class HeaderReader {
  /** A value that was asked for is not as its entry says. */
  damaged = false;
  readonly #blob: Buffer;
  readonly #store: number;
  readonly #end: number;
  readonly #entries = new Map<number, HeaderEntry>();

  constructor(blob: Buffer, count: number, store: number, end: number) {
    this.#blob = blob;
    this.#store = store;
    this.#end = end;
    for (let i = 0; i < count; i += 1) {
      const at = 8 + i * ENTRY_BYTES;
      const [tag, type] = [blob.readUInt32BE(at), blob.readUInt32BE(at + 4)];
      const offset = store + blob.readInt32BE(at + 8);
      if (type > MAX_TYPE || offset < store || offset > end || this.#entries.has(tag)) this.damaged = true;
      else this.#entries.set(tag, { type, offset, count: blob.readUInt32BE(at + 12) });
    }
  }

  text(tag: number): string | null {
    return this.texts(tag)[0] ?? null;
  }

  texts(tag: number): string[] {
    const entry = this.#entries.get(tag);
    if (entry === undefined) return [];
    if (!STRING_TYPES.includes(entry.type) || entry.count > MAX_STRINGS || entry.count === 0)
      this.damaged = true;
    if (!STRING_TYPES.includes(entry.type)) return [];
    const texts: string[] = [];
    let at = entry.offset;
    for (let i = 0; i < Math.min(entry.count, MAX_STRINGS); i += 1) {
      const end = this.#blob.indexOf(0, at);
      if (end < 0 || end >= this.#end) {
        this.damaged = true;
        break;
      }
      texts.push(this.#blob.toString('utf8', at, end));
      at = end + 1;
    }
    return texts;
  }

  number(tag: number): number | null {
    const entry = this.#entries.get(tag);
    if (entry === undefined) return null;
    if (entry.type === INT32 && entry.count > 0 && entry.offset + 4 <= this.#end)
      return this.#blob.readUInt32BE(entry.offset);
    this.damaged = true;
    return null;
  }

  numbers(tag: number): number[] {
    const entry = this.#entries.get(tag);
    if (entry === undefined || entry.type !== INT32) return [];
    const most = Math.min(entry.count, MAX_STRINGS, Math.floor((this.#end - entry.offset) / 4));
    return Array.from({ length: most }, (_, i) => this.#blob.readUInt32BE(entry.offset + i * 4));
  }

  /** What was signed: magic, sizes, entries and values of the first region. False when a digest differs. */
  digestsHold(): boolean {
    const digests = DIGESTS.flatMap(([tag, algorithm]) => {
      const given = this.#entries.has(tag) ? this.text(tag) : null;
      return given === null ? [] : [{ algorithm, given }];
    });
    if (digests.length === 0) return true;
    const region = this.#region();
    return (
      region !== null &&
      digests.every(({ algorithm, given }) => {
        const hash = createHash(algorithm);
        for (const part of region) hash.update(part);
        return hash.digest('hex') === given;
      })
    );
  }

  #region(): readonly Buffer[] | null {
    const entry = this.#entries.get(IMMUTABLE);
    // The first entry: its value, at the end of the region, says how many entries belong to it.
    if (entry === undefined || this.#blob.readUInt32BE(8) !== IMMUTABLE) return null;
    if (entry.offset + ENTRY_BYTES > this.#end) return null;
    const bytes = -this.#blob.readInt32BE(entry.offset + 8);
    const values = entry.offset + ENTRY_BYTES - this.#store;
    if (bytes < ENTRY_BYTES || bytes % ENTRY_BYTES !== 0 || 8 + bytes > this.#store) return null;
    const head = Buffer.from(MAGIC);
    head.writeUInt32BE(bytes / ENTRY_BYTES, 8);
    head.writeUInt32BE(values, 12);
    return [head, this.#blob.subarray(8, 8 + bytes), this.#blob.subarray(this.#store, this.#store + values)];
  }
}
