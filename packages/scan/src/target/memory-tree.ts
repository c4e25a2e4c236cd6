/** Files that exist only in memory as a {@link Tree}: git objects, entries of archives, tests. */
import type { TargetFile, Tree, TreeEntry, TreeStatus } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { SIBLING_MAX_BYTES } from './directory-tree.ts';
import { normalizePath } from './paths.ts';

export class MemoryTree implements Tree {
  readonly #files: ReadonlyMap<string, Uint8Array | string>;
  readonly #opened = new Map<string, TargetFile>();
  readonly #folders: ReadonlyMap<string, ReadonlyMap<string, TreeEntry>>;

  /** @param files path, relative and `/`-separated → content */
  constructor(files: Readonly<Record<string, Uint8Array | string>>) {
    this.#files = new Map(Object.entries(files));
    this.#folders = foldersOf(this.#files.keys());
  }

  file(path: string, maxBytes: number = SIBLING_MAX_BYTES): TargetFile | null {
    const clean = normalizePath(path);
    const content = clean === null ? undefined : this.#files.get(clean);
    if (clean === null || content === undefined) return null;
    const file = this.#opened.get(clean) ?? new MemoryFile(clean, content);
    this.#opened.set(clean, file);
    return file.size > maxBytes ? null : file;
  }

  exists(path: string): boolean {
    const clean = normalizePath(path);
    return clean !== null && this.#files.has(clean);
  }

  status(path: string): TreeStatus {
    const clean = normalizePath(path);
    if (clean === null) return { kind: 'outside' };
    const file = this.file(clean, Number.POSITIVE_INFINITY);
    if (file !== null) return { kind: 'file', size: file.size };
    return { kind: this.#folders.has(clean) ? 'folder' : 'unreadable' };
  }

  list(folder: string): readonly TreeEntry[] | null {
    const clean = normalizePath(folder);
    const entries = clean === null ? undefined : this.#folders.get(clean);
    return entries === undefined ? null : sorted(entries);
  }

  head(path: string, length: number): Uint8Array {
    return this.file(path, Number.POSITIVE_INFINITY)?.bytes().subarray(0, length) ?? new Uint8Array();
  }
}

/** Every folder that paths of files imply, with its entries by name. */
export function foldersOf(paths: Iterable<string>): Map<string, Map<string, TreeEntry>> {
  const folders = new Map<string, Map<string, TreeEntry>>([['', new Map()]]);
  for (const path of paths) {
    let folder = '';
    const parts = path.split('/');
    for (const [at, name] of parts.entries()) {
      const last = at === parts.length - 1;
      const entries = folders.get(folder) ?? new Map<string, TreeEntry>();
      folders.set(folder, entries);
      entries.set(name, { name, kind: last ? 'file' : 'folder' });
      folder = folder === '' ? name : `${folder}/${name}`;
    }
  }
  return folders;
}

/** In the order in which a tree lists them. */
export function sorted(entries: ReadonlyMap<string, TreeEntry>): TreeEntry[] {
  return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
