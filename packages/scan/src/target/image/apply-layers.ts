/**
 * Layers put on top of each other (https://github.com/opencontainers/image-spec/blob/main/layer.md): additions,
 * replacements, whiteouts and opaque folders. What a later layer hides stays in the image for all who have it, and is
 * told apart.
 */
import type { StreamedEntry } from '@theriac/read/archive';
import { inFolder } from '../paths.ts';
import {
  type Content,
  type FileNode,
  type FolderNode,
  lookUp,
  type Node,
  newFolder,
  partsOf,
} from '../root/file-nodes.ts';

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';
/** Of AUFS, which wrote them into images; they mean nothing. */
const AUFS_META = '.wh..wh.';

/** A file that a later layer deleted or replaced. */
export interface HiddenFile {
  readonly path: string;
  readonly node: FileNode;
  /** Index of the layer that hides it. */
  readonly hiddenBy: number;
}

interface Place {
  readonly folder: FolderNode;
  readonly path: string;
}

/** As Linux has them; what exceeds them cannot be unpacked. */
const PATH_MAX = 4096;
const MAX_LINKS = 40;
/** Folders in folders: more than a path has room for, where links lead on. */
const MAX_DEPTH = 1000;

export class LayeredFiles {
  readonly root: FolderNode = newFolder(0);
  readonly hidden: HiddenFile[] = [];
  /** Entries whose names or links lead outside of the root; they are put inside of it, as runtimes do. */
  outside = 0;
  /** Entries that no program can unpack: names that are too long, links in a circle. */
  refused = 0;
  #layer = 0;

  /** @param index counted from the bottom */
  startLayer(index: number): void {
    this.#layer = index;
  }

  /**
   * @param content of a file; undefined: it is not kept
   */
  add(entry: StreamedEntry, content: Content | undefined): void {
    const parts = this.#parts(entry.path);
    const name = parts.pop();
    if (name === undefined) return;
    const at = Buffer.byteLength(entry.path) > PATH_MAX ? undefined : this.#folder(parts);
    if (at === undefined) {
      this.refused += 1;
      return;
    }
    const { folder, path } = at;
    if (name.startsWith(WHITEOUT)) {
      this.#whiteOut(folder, path, name);
      return;
    }
    const before = folder.children.get(name);
    if (entry.kind === 'folder') {
      if (before?.kind === 'folder') {
        before.mode = entry.mode;
        before.layer = this.#layer;
        return;
      }
      this.#replace(folder, path, name, newFolder(this.#layer, entry.mode));
      return;
    }
    const node = this.#nodeOf(entry, content);
    if (node !== undefined) this.#replace(folder, path, name, node);
  }

  /** Inside of the root, whatever the name says. */
  #parts(path: string): string[] {
    const parts: string[] = [];
    for (const part of path.split('/')) {
      if (part === '' || part === '.') continue;
      if (part !== '..') parts.push(part);
      else if (parts.pop() === undefined) this.outside += 1;
    }
    return parts;
  }

  #nodeOf(entry: StreamedEntry, content: Content | undefined): Node | undefined {
    const layer = this.#layer;
    switch (entry.kind) {
      case 'file':
        return { kind: 'file', size: entry.size, mode: entry.mode, layer, content };
      case 'link':
        return Buffer.byteLength(entry.target) > PATH_MAX
          ? { kind: 'other', layer }
          : { kind: 'link', target: entry.target, layer };
      case 'hard-link': {
        const found = lookUp(this.root, this.#parts(entry.target).join('/'), false)?.node;
        // A link to a folder cannot be made, and one to nothing is an error of who packed it.
        return found === undefined || found.kind === 'folder' ? undefined : { ...found, layer };
      }
      default:
        return { kind: 'other', layer };
    }
  }

  /**
   * The folder that `parts` lead to once links are followed; made where it is missing.
   * @returns undefined for links in a circle, and for what is deeper than any program goes
   */
  #folder(parts: readonly string[]): Place | undefined {
    const way: Place[] = [{ folder: this.root, path: '' }];
    const waiting = parts.toReversed();
    let followed = 0;
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      const here = way.at(-1);
      if (here === undefined || way.length > MAX_DEPTH) return undefined;
      if (part === '..') {
        if (way.length > 1) way.pop();
        continue;
      }
      const next = here.folder.children.get(part);
      if (next?.kind === 'link') {
        followed += 1;
        if (followed > MAX_LINKS) return undefined;
        if (next.target.startsWith('/')) way.length = 1;
        for (const one of partsOf(next.target).reverse()) waiting.push(one);
        continue;
      }
      const folder = next?.kind === 'folder' ? next : newFolder(this.#layer);
      if (folder !== next) this.#replace(here.folder, here.path, part, folder);
      way.push({ folder, path: inFolder(here.path, part) });
    }
    return way.at(-1);
  }

  #replace(folder: FolderNode, path: string, name: string, node: Node): void {
    const before = folder.children.get(name);
    if (before !== undefined) this.#hide(before, inFolder(path, name));
    folder.children.set(name, node);
  }

  /** Whiteouts are about lower layers only, wherever they stand in their own. */
  #whiteOut(folder: FolderNode, path: string, name: string): void {
    if (name === OPAQUE) {
      for (const [child, node] of [...folder.children])
        if (this.#withoutLower(node, inFolder(path, child))) folder.children.delete(child);
      return;
    }
    if (name.startsWith(AUFS_META)) return;
    const hidden = name.slice(WHITEOUT.length);
    const node = folder.children.get(hidden);
    if (node !== undefined && this.#withoutLower(node, inFolder(path, hidden)))
      folder.children.delete(hidden);
  }

  /** @returns whether nothing of the layer in hand is in it, so that it goes as a whole */
  #withoutLower(node: Node, path: string): boolean {
    if (node.kind !== 'folder') {
      if (node.layer === this.#layer) return false;
      this.#hide(node, path);
      return true;
    }
    for (const [name, child] of [...node.children])
      if (this.#withoutLower(child, inFolder(path, name))) node.children.delete(name);
    return node.layer !== this.#layer && node.children.size === 0;
  }

  #hide(node: Node, path: string): void {
    if (node.kind === 'folder') {
      for (const [name, child] of node.children) this.#hide(child, inFolder(path, name));
      return;
    }
    // What one layer writes twice is in the image twice as well.
    if (node.kind === 'file' && node.content !== undefined)
      this.hidden.push({ path, node, hiddenBy: this.#layer });
  }
}
