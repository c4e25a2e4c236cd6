/**
 * Layers put on top of each other (https://github.com/opencontainers/image-spec/blob/main/layer.md): additions,
 * replacements, whiteouts and opaque folders. What a later layer hides stays in the image for all who have it, and is
 * told apart.
 */
import type { StreamedEntry } from '@theriac/read/archive';
import {
  type Content,
  type FileNode,
  type FolderNode,
  lookUp,
  type Node,
  newFolder,
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

export class LayeredFiles {
  readonly root: FolderNode = newFolder(0);
  readonly hidden: HiddenFile[] = [];
  /** Entries whose names or links lead outside of the root; they are put inside of it, as runtimes do. */
  outside = 0;
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
    const folder = this.#folder(parts);
    if (name.startsWith(WHITEOUT)) {
      this.#whiteOut(folder, parts, name);
      return;
    }
    const before = folder.children.get(name);
    if (entry.kind === 'folder') {
      if (before?.kind === 'folder') {
        before.mode = entry.mode;
        before.layer = this.#layer;
        return;
      }
      this.#replace(folder, parts, name, newFolder(this.#layer, entry.mode));
      return;
    }
    const node = this.#nodeOf(entry, content);
    if (node !== undefined) this.#replace(folder, parts, name, node);
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
        return { kind: 'link', target: entry.target, layer };
      case 'hard-link': {
        const found = lookUp(this.root, this.#parts(entry.target).join('/'), false)?.node;
        // A link to a folder cannot be made, and one to nothing is an error of who packed it.
        return found === undefined || found.kind === 'folder' ? undefined : { ...found, layer };
      }
      default:
        return { kind: 'other', layer };
    }
  }

  /** The folder that `parts` lead to once links are followed; made where it is missing. */
  #folder(parts: readonly string[]): FolderNode {
    let here = this.root;
    for (const [at, part] of parts.entries()) {
      const next = here.children.get(part);
      if (next?.kind === 'folder') here = next;
      else {
        const led =
          next?.kind === 'link' ? lookUp(this.root, parts.slice(0, at + 1).join('/'))?.node : undefined;
        if (led?.kind === 'folder') here = led;
        else {
          const made = newFolder(this.#layer);
          this.#replace(here, parts.slice(0, at), part, made);
          here = made;
        }
      }
    }
    return here;
  }

  #replace(folder: FolderNode, parts: readonly string[], name: string, node: Node): void {
    const before = folder.children.get(name);
    if (before !== undefined) this.#hide(before, [...parts, name]);
    folder.children.set(name, node);
  }

  /** Whiteouts are about lower layers only, wherever they stand in their own. */
  #whiteOut(folder: FolderNode, parts: readonly string[], name: string): void {
    if (name === OPAQUE) {
      for (const [child, node] of [...folder.children])
        if (this.#withoutLower(node, [...parts, child])) folder.children.delete(child);
      return;
    }
    if (name.startsWith(AUFS_META)) return;
    const hidden = name.slice(WHITEOUT.length);
    const node = folder.children.get(hidden);
    if (node !== undefined && this.#withoutLower(node, [...parts, hidden])) folder.children.delete(hidden);
  }

  /** @returns whether nothing of the layer in hand is in it, so that it goes as a whole */
  #withoutLower(node: Node, parts: readonly string[]): boolean {
    if (node.kind !== 'folder') {
      if (node.layer === this.#layer) return false;
      this.#hide(node, parts);
      return true;
    }
    for (const [name, child] of [...node.children])
      if (this.#withoutLower(child, [...parts, name])) node.children.delete(name);
    return node.layer !== this.#layer && node.children.size === 0;
  }

  #hide(node: Node, parts: readonly string[]): void {
    if (node.kind === 'folder') {
      for (const [name, child] of node.children) this.#hide(child, [...parts, name]);
      return;
    }
    // What one layer writes twice is in the image twice as well.
    if (node.kind === 'file' && node.content !== undefined)
      this.hidden.push({ path: parts.join('/'), node, hiddenBy: this.#layer });
  }
}
