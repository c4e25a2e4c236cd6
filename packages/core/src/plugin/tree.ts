/**
 * What is scanned, as files: a folder, a git revision, an archive, files in memory. A tree owns the rules for links,
 * paths and sizes; plug-ins and the walk see every target through it and never touch the file system themselves.
 */

/** One file of the target. */
export interface TargetFile {
  /** Relative to the target, `/`-separated. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** The bytes, read on first use and shared by all plug-ins. */
  bytes(): Uint8Array;
  /**
   * Decoded text: UTF-8 with or without BOM, UTF-16 with BOM; CRLF and CR become LF.
   * @throws TheriacError THERIAC_INPUT_SYNTAX for bytes that are not text; the pipeline turns it into a known unknown,
   * so plug-ins need not catch it
   */
  text(): string;
  /** The bytes in pieces of at most 256 KiB, never held as a whole: for files too large for {@link bytes}. */
  chunks(): Iterable<Uint8Array>;
}

/** One entry of a folder. */
export interface TreeEntry {
  readonly name: string;
  /** `other`: a device, a socket, a FIFO. */
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** What a path leads to once links are followed; links that leave the target are not followed. */
export type TreeStatus =
  | { readonly kind: 'file' /** Bytes. */; readonly size: number }
  | { readonly kind: 'folder' }
  /** A link that leads outside the target. */
  | { readonly kind: 'outside' }
  /** Neither a regular file nor a folder. */
  | { readonly kind: 'other' }
  /** Nothing is there, or it cannot be read. */
  | { readonly kind: 'unreadable' };

/** Every path is relative to the target and `/`-separated; nothing outside the target can be reached. */
export interface Tree {
  /**
   * The regular file at `path`, links inside the target followed; null when it is absent, unreadable, outside, or
   * larger than `maxBytes`. The same object while the tree keeps it, so that a file is read and decoded once.
   */
  file(path: string, maxBytes?: number): TargetFile | null;
  /** Whether {@link file} reads something there: a regular file of the target, or a link inside it to one. */
  exists(path: string): boolean;
  status(path: string): TreeStatus;
  /** Entries of a folder, sorted by name; the empty string is the target itself; null when it cannot be read. */
  list(folder: string): readonly TreeEntry[] | null;
  /** At most the first `length` bytes of a regular file; empty when it cannot be read. */
  head(path: string, length: number): Uint8Array;
  /** Whether version control holds the file, whatever its ignore rules say; absent: not known of any. */
  isTracked?(path: string): boolean;
  /** Announces files that will be read: a tree that reads many at the price of one does so. */
  prefetch?(paths: readonly string[]): void;
  /** Says that all plug-ins have read a file that the walk found: a large one is not kept. */
  release?(path: string): void;
}
