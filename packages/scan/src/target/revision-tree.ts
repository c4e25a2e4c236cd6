/** A folder as a git revision has it, as a {@link Tree}: objects are read from git, nothing is written to disk. */
import { type TargetFile, TheriacError, type Tree, type TreeEntry, type TreeStatus } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { SIBLING_MAX_BYTES } from './directory-tree.ts';
import { FileCache } from './file-cache.ts';
import { foldersOf, sorted } from './memory-tree.ts';
import { folderOf, normalizePath, withinTarget } from './paths.ts';

interface RevisionFile {
  readonly id: string;
  /** Bytes; null for an object that the clone does not have. */
  readonly size: number | null;
}

/** What a tree needs from git; how git is run, and what its configuration may not do, is its caller's concern. */
export interface RevisionObjects {
  /** Where the folder is, for links that name it from the root on. */
  readonly root: string;
  /** Regular files of the revision below the folder, by path relative to it. */
  readonly files: ReadonlyMap<string, RevisionFile>;
  /** Links, and where each says it leads. */
  readonly links: ReadonlyMap<string, string>;
  /** Files of a working copy that no commit holds: read by those who ask, in no listing. */
  readonly besides: ReadonlyMap<string, Uint8Array>;
  /** Contents of objects, in the order of `ids`; undefined for one that cannot be read. */
  read(ids: readonly string[]): readonly (Uint8Array | undefined)[];
  /** Called for each file that is wanted and that the clone does not have. */
  readonly onMissing: (path: string) => void;
}

/** Bytes of objects that one call to git brings: what is read next, in the order in which trees are read. */
const AHEAD_BYTES = 16 * 1024 * 1024;
const MAX_LINKS = 40;

export class RevisionTree implements Tree {
  readonly #objects: RevisionObjects;
  readonly #cache = new FileCache();
  readonly #folders: ReadonlyMap<string, ReadonlyMap<string, TreeEntry>>;
  /** Contents by object, of one call to git. */
  #ahead: ReadonlyMap<string, Uint8Array> = new Map();
  /** In which order files are read, and where each is in it. */
  #order: readonly string[];
  #places: ReadonlyMap<string, number>;

  constructor(objects: RevisionObjects) {
    this.#objects = objects;
    this.#folders = withLinks(foldersOf([...objects.files.keys(), ...objects.links.keys()]), objects.links);
    this.#order = [...objects.files.keys()];
    this.#places = placesIn(this.#order);
  }

  file(path: string, maxBytes: number = SIBLING_MAX_BYTES): TargetFile | null {
    // In a path of the tree itself a backslash is part of a name.
    const isExact = !path.includes('\\') || this.status(path).kind === 'file';
    const clean = isExact ? withinTarget(path) : normalizePath(path);
    const real = clean === null ? null : this.#followed(clean);
    if (clean === null || real === null) return null;
    const beside = this.#objects.besides.get(real);
    if (beside !== undefined) return new MemoryFile(clean, beside);
    const entry = this.#objects.files.get(real);
    if (entry === undefined) return null;
    if (entry.size === null) this.#objects.onMissing(clean);
    if (entry.size === null || entry.size > maxBytes) return null;
    return this.#cache.get(clean, () => new MemoryFile(clean, this.#read(real, entry.id)));
  }

  release(path: string): void {
    this.#cache.release(path);
  }

  exists(path: string): boolean {
    const clean = normalizePath(path);
    const real = clean === null ? null : this.#followed(clean);
    return real !== null && (this.#objects.files.has(real) || this.#objects.besides.has(real));
  }

  /** Ignore rules are for what is not in a commit. */
  isTracked(): boolean {
    return true;
  }

  status(path: string): TreeStatus {
    const clean = withinTarget(path);
    const real = clean === null ? null : this.#followed(clean);
    if (clean === null || real === null) return { kind: 'outside' };
    const entry = this.#objects.files.get(real);
    if (entry !== undefined && entry.size !== null) return { kind: 'file', size: entry.size };
    if (entry !== undefined) {
      this.#objects.onMissing(clean);
      return { kind: 'unreadable' };
    }
    return { kind: this.#folders.has(real) ? 'folder' : 'unreadable' };
  }

  list(folder: string): readonly TreeEntry[] | null {
    const clean = withinTarget(folder);
    const real = clean === null ? null : this.#followed(clean);
    const entries = real === null ? undefined : this.#folders.get(real);
    return entries === undefined ? null : sorted(entries);
  }

  head(path: string, length: number): Uint8Array {
    return this.file(path)?.bytes().subarray(0, length) ?? new Uint8Array();
  }

  prefetch(paths: readonly string[]): void {
    const announced = new Set(paths.map((path) => this.#followed(path) ?? path));
    // What was not announced may be asked for by those who read what was.
    this.#order = [...announced, ...[...this.#objects.files.keys()].filter((path) => !announced.has(path))];
    this.#places = placesIn(this.#order);
  }

  /** Where a path leads once every link on the way is followed; null for outside of the folder, and for a circle. */
  #followed(path: string): string | null {
    if (this.#objects.links.size === 0) return path;
    let parts = path.split('/');
    let followed = 0;
    for (let at = 0; at < parts.length; at += 1) {
      const here = parts.slice(0, at + 1).join('/');
      const target = this.#objects.links.get(here);
      if (target === undefined) continue;
      followed += 1;
      const inside = followed > MAX_LINKS ? null : this.#inside(target);
      const led =
        inside === null ? null : inside.startsWith('/') ? inside.slice(1) : joined(folderOf(here), inside);
      const next = led === null ? null : withinTarget([led, ...parts.slice(at + 1)].join('/'));
      if (next === null) return null;
      parts = next.split('/');
      at = -1;
    }
    return parts.join('/');
  }

  /** A link from the root on is one of this folder when it names it; then `/` stands for the folder. */
  #inside(target: string): string | null {
    if (!target.startsWith('/')) return target;
    const { root } = this.#objects;
    if (target === root) return '/';
    return target.startsWith(`${root}/`) ? target.slice(root.length) : null;
  }

  #read(path: string, id: string): Uint8Array {
    const known = this.#ahead.get(id);
    if (known !== undefined) return known;
    const wanted = new Set([id]);
    let bytes = this.#objects.files.get(path)?.size ?? 0;
    for (let at = this.#places.get(path) ?? 0; at < this.#order.length && bytes < AHEAD_BYTES; at += 1) {
      const next = this.#objects.files.get(this.#order[at] ?? '');
      if (next === undefined || next.size === null || wanted.has(next.id)) continue;
      if (bytes + next.size > AHEAD_BYTES) continue;
      bytes += next.size;
      wanted.add(next.id);
    }
    const ids = [...wanted];
    const contents = this.#objects.read(ids);
    const ahead = new Map<string, Uint8Array>();
    for (const [i, one] of ids.entries()) {
      const content = contents[i];
      if (content !== undefined) ahead.set(one, content);
    }
    this.#ahead = ahead;
    const content = ahead.get(id);
    if (content !== undefined) return content;
    this.#objects.onMissing(path);
    throw new TheriacError('THERIAC_BASELINE', 'a file cannot be read from the revision', { path });
  }
}

function joined(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

function placesIn(order: readonly string[]): ReadonlyMap<string, number> {
  return new Map(order.map((path, place) => [path, place]));
}

function withLinks(
  folders: ReadonlyMap<string, Map<string, TreeEntry>>,
  links: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadonlyMap<string, TreeEntry>> {
  for (const path of links.keys()) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    folders.get(folderOf(path))?.set(name, { name, kind: 'link' });
  }
  return folders;
}
