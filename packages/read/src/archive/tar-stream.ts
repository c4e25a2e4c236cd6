/**
 * A tar archive that is read as it comes, in pieces of any size, never held as a whole: layers of container images. What
 * it makes of an odd archive is what Go's archive/tar does, by which containers are unpacked.
 */
import { fieldsByLength, type HeaderFields, isEmptyBlock, readTarHeader } from './tar-header.ts';

export interface StreamedEntry {
  /** `other`: a device, a FIFO, or a type that nobody knows. */
  readonly kind: 'file' | 'folder' | 'link' | 'hard-link' | 'other';
  /** As it stands in the archive. */
  readonly path: string;
  /** Bytes of content in the archive. */
  readonly size: number;
  /** Permission bits, with set-user-id, set-group-id and sticky. */
  readonly mode: number;
  /** Where a link leads, as it stands; the empty string for everything else. */
  readonly target: string;
  /** The content leaves holes out: it is not what the file holds. */
  readonly sparse: boolean;
}

/** Takes the content of one entry. Pieces are only valid during the call. */
export interface EntrySink {
  write(piece: Uint8Array): void;
  end(): void;
}

/** Called for every entry, in the order of the archive; undefined: its content is passed over. */
export type OnEntry = (entry: StreamedEntry) => EntrySink | undefined;

const BLOCK = 512;
const MAX_META = 1024 * 1024;

const KINDS: Readonly<Record<string, StreamedEntry['kind']>> = {
  '0': 'file',
  '7': 'file',
  S: 'file',
  '1': 'hard-link',
  '2': 'link',
  '5': 'folder',
};

/** What follows in the archive. */
type Part =
  | { readonly is: 'header' }
  | {
      readonly is: 'meta';
      readonly type: string;
      readonly pieces: Uint8Array[];
      left: number;
      padding: number;
    }
  | { readonly is: 'content'; readonly sink: EntrySink | undefined; left: number; padding: number }
  | { readonly is: 'end' };

export class TarStream {
  readonly #onEntry: OnEntry;
  #part: Part = { is: 'header' };
  #next: HeaderFields = {};
  #all: HeaderFields = {};
  /** The beginning of a header whose rest has not come yet. */
  #partial: Uint8Array = new Uint8Array();
  #empty = 0;

  constructor(onEntry: OnEntry) {
    this.#onEntry = onEntry;
  }

  /**
   * @returns why the archive cannot be read; undefined while it can
   */
  push(piece: Uint8Array): string | undefined {
    let at = 0;
    while (at < piece.length) {
      const part = this.#part;
      if (part.is === 'end') return undefined;
      if (part.is === 'header') {
        const wanted = BLOCK - this.#partial.length;
        const rest = piece.subarray(at, at + wanted);
        at += rest.length;
        if (rest.length < wanted) {
          this.#partial = Buffer.concat([this.#partial, rest]);
          return undefined;
        }
        const block = this.#partial.length === 0 ? rest : Buffer.concat([this.#partial, rest]);
        this.#partial = new Uint8Array();
        const problem = this.#header(block);
        if (problem !== undefined) return problem;
        continue;
      }
      if (part.left > 0) {
        const content = piece.subarray(at, at + part.left);
        at += content.length;
        part.left -= content.length;
        if (part.is === 'meta') part.pieces.push(Uint8Array.from(content));
        else part.sink?.write(content);
        if (part.left > 0) return undefined;
      }
      const skipped = Math.min(part.padding, piece.length - at);
      at += skipped;
      part.padding -= skipped;
      if (part.padding > 0) return undefined;
      this.#finish(part);
    }
    return undefined;
  }

  /** @returns why the archive is not whole; undefined where it is */
  end(): string | undefined {
    if (this.#part.is === 'end') return undefined;
    // Some programs leave out the empty blocks at the end.
    return this.#part.is === 'header' && this.#partial.length === 0 ? undefined : 'the archive is cut off';
  }

  #header(block: Uint8Array): string | undefined {
    if (isEmptyBlock(block)) {
      this.#empty += 1;
      if (this.#empty === 2) this.#part = { is: 'end' };
      return undefined;
    }
    this.#empty = 0;
    const header = readTarHeader(block, this.#next, this.#all);
    if ('refused' in header) return header.refused;
    const { type, size, mode, linkPath } = header;
    // Sparse files of old GNU tar take long names too.
    const path = type === 'S' ? (this.#next.path ?? header.path) : header.path;
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if (/[xgXLK]/.test(type)) {
      if (size > MAX_META) return 'an extended header is overlong';
      this.#begin({ is: 'meta', type, pieces: [], left: size, padding });
      return undefined;
    }
    const kind = KINDS[type] ?? 'other';
    const sparse = type === 'S' || this.#next.sparse === true;
    this.#next = {};
    // Only files have content; the size of a hard link is that of what it leads to.
    const hasContent = kind === 'file' || kind === 'other';
    const content = hasContent ? size : 0;
    const sink = this.#onEntry({ kind, path, size: content, mode, target: linkPath, sparse });
    this.#begin({ is: 'content', sink, left: content, padding: hasContent ? padding : 0 });
    return undefined;
  }

  /** What has no bytes is at its end at once. */
  #begin(part: Exclude<Part, { is: 'header' | 'end' }>): void {
    this.#part = part;
    if (part.left === 0 && part.padding === 0) this.#finish(part);
  }

  #finish(part: Exclude<Part, { is: 'header' | 'end' }>): void {
    this.#part = { is: 'header' };
    if (part.is === 'content') {
      part.sink?.end();
      return;
    }
    const body = Buffer.concat(part.pieces);
    if (part.type === 'x' || part.type === 'X') this.#next = { ...this.#next, ...fieldsByLength(body) };
    else if (part.type === 'g') this.#all = { ...this.#all, ...fieldsByLength(body) };
    else if (part.type === 'L') this.#next = { ...this.#next, path: textUpToNul(body) };
    else this.#next = { ...this.#next, linkPath: textUpToNul(body) };
  }
}

function textUpToNul(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return (end < 0 ? bytes : bytes.subarray(0, end)).toString('utf8');
}
