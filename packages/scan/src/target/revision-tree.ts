/** A folder as a git revision has it, as a {@link Tree}: objects are read from git, nothing is written to disk. */
import { type TargetFile, TheriacError, type Tree, type TreeEntry, type TreeStatus } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { SIBLING_MAX_BYTES } from './directory-tree.ts';
import { FileCache } from './file-cache.ts';
import { foldersOf, sorted } from './memory-tree.ts';
import { normalizePath } from './paths.ts';

/** What a tree needs from git; how git is run, and what its configuration may not do, is its caller's concern. */
export interface RevisionObjects {
  /**
   * Regular files of the revision below the folder: path relative to it → object id and size in bytes, null for an
   * object that the clone does not have.
   */
  readonly files: ReadonlyMap<string, { readonly id: string; readonly size: number | null }>;
  /** Contents of objects, in the order of `ids`; undefined for one that cannot be read. */
  read(ids: readonly string[]): readonly (Uint8Array | undefined)[];
  /** Called for each file that is wanted and that the clone does not have. */
  readonly onMissing: (path: string) => void;
}

/** Bytes of objects that one call to git may bring ahead of their use. */
const PREFETCH_BYTES = 64 * 1024 * 1024;

export class RevisionTree implements Tree {
  readonly #objects: RevisionObjects;
  readonly #cache = new FileCache();
  readonly #folders: ReadonlyMap<string, ReadonlyMap<string, TreeEntry>>;
  /** Read ahead and not used yet. */
  readonly #ahead = new Map<string, Uint8Array>();

  constructor(objects: RevisionObjects) {
    this.#objects = objects;
    this.#folders = foldersOf(objects.files.keys());
  }

  file(path: string, maxBytes: number = SIBLING_MAX_BYTES): TargetFile | null {
    const clean = normalizePath(path);
    const entry = clean === null ? undefined : this.#objects.files.get(clean);
    if (clean === null || entry === undefined) return null;
    if (entry.size === null) this.#objects.onMissing(clean);
    if (entry.size === null || entry.size > maxBytes) return null;
    return this.#cache.get(clean, () => new MemoryFile(clean, this.#read(clean, entry.id)));
  }

  exists(path: string): boolean {
    const clean = normalizePath(path);
    return clean !== null && this.#objects.files.has(clean);
  }

  /** Ignore rules are for what is not in a commit. */
  isTracked(): boolean {
    return true;
  }

  status(path: string): TreeStatus {
    const clean = normalizePath(path);
    if (clean === null) return { kind: 'outside' };
    const entry = this.#objects.files.get(clean);
    if (entry !== undefined && entry.size !== null) return { kind: 'file', size: entry.size };
    if (entry !== undefined) {
      this.#objects.onMissing(clean);
      return { kind: 'unreadable' };
    }
    return { kind: this.#folders.has(clean) ? 'folder' : 'unreadable' };
  }

  list(folder: string): readonly TreeEntry[] | null {
    const clean = normalizePath(folder);
    const entries = clean === null ? undefined : this.#folders.get(clean);
    return entries === undefined ? null : sorted(entries);
  }

  head(path: string, length: number): Uint8Array {
    return this.file(path)?.bytes().subarray(0, length) ?? new Uint8Array();
  }

  prefetch(paths: readonly string[]): void {
    const wanted: { path: string; id: string }[] = [];
    let bytes = 0;
    for (const path of paths) {
      const entry = this.#objects.files.get(path);
      if (entry === undefined || entry.size === null || bytes + entry.size > PREFETCH_BYTES) continue;
      bytes += entry.size;
      wanted.push({ path, id: entry.id });
    }
    if (wanted.length === 0) return;
    const contents = this.#objects.read(wanted.map((w) => w.id));
    for (const [i, { path }] of wanted.entries()) {
      const content = contents[i];
      if (content !== undefined) this.#ahead.set(path, content);
    }
  }

  #read(path: string, id: string): Uint8Array {
    const ahead = this.#ahead.get(path);
    if (ahead !== undefined) {
      this.#ahead.delete(path);
      return ahead;
    }
    const [content] = this.#objects.read([id]);
    if (content === undefined) {
      this.#objects.onMissing(path);
      throw new TheriacError('THERIAC_BASELINE', 'a file cannot be read from the revision', { path });
    }
    return content;
  }
}
