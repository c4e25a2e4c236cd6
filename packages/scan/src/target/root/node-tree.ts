/** A root file system as a {@link Tree}: of an image, or of a folder on disk. */
import type { TargetFile, Tree, TreeEntry, TreeStatus } from '@theriac/core';
import { SIBLING_MAX_BYTES } from '../directory-tree.ts';
import { FileCache } from '../file-cache.ts';
import { normalizePath, withinTarget } from '../paths.ts';
import { type FileNode, type FolderNode, filesIn, lookUp } from './file-nodes.ts';

export class NodeTree implements Tree {
  readonly #root: FolderNode;
  readonly #cache = new FileCache();

  constructor(root: FolderNode) {
    this.#root = root;
  }

  file(path: string, maxBytes: number = SIBLING_MAX_BYTES): TargetFile | null {
    const isExact = !path.includes('\\') || this.status(path).kind === 'file';
    const clean = isExact ? withinTarget(path) : normalizePath(path);
    const found = clean === null ? undefined : this.#file(clean);
    if (clean === null || found === undefined || found.node.size > maxBytes) return null;
    const { content } = found.node;
    return content === undefined ? null : this.#cache.get(clean, () => content.open(clean, found.path));
  }

  release(path: string): void {
    this.#cache.release(path);
  }

  exists(path: string): boolean {
    const clean = normalizePath(path);
    return clean !== null && this.#file(clean)?.node.content !== undefined;
  }

  status(path: string): TreeStatus {
    const clean = withinTarget(path);
    if (clean === null) return { kind: 'outside' };
    const node = lookUp(this.#root, clean)?.node;
    switch (node?.kind) {
      case 'file':
        return { kind: 'file', size: node.size };
      case 'folder':
        return { kind: 'folder' };
      case 'other':
        return { kind: 'other' };
      default:
        return { kind: 'unreadable' };
    }
  }

  list(folder: string): readonly TreeEntry[] | null {
    const clean = withinTarget(folder);
    const node = clean === null ? undefined : lookUp(this.#root, clean)?.node;
    if (node?.kind !== 'folder') return null;
    return [...node.children]
      .map(([name, { kind }]): TreeEntry => ({ name, kind }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  head(path: string, length: number): Uint8Array {
    const clean = withinTarget(path);
    const found = clean === null ? undefined : this.#file(clean);
    return found?.node.content?.head(found.path, length) ?? new Uint8Array();
  }

  /** What is in an image is there, whatever rules for version control stand in it. */
  isTracked(): boolean {
    return true;
  }

  /** Of all regular files. */
  *paths(): Generator<string> {
    for (const [path] of filesIn(this.#root)) yield path;
  }

  /** Where a path is once the links of its folders are followed; the path itself where nothing is. */
  realPath(path: string): string {
    return lookUp(this.#root, path, false)?.path ?? path;
  }

  /** Index of the layer that put a file there; undefined where nothing is. */
  layerOf(path: string): number | undefined {
    const clean = withinTarget(path);
    return clean === null ? undefined : lookUp(this.#root, clean)?.node.layer;
  }

  #file(path: string): { readonly node: FileNode; readonly path: string } | undefined {
    const found = lookUp(this.#root, path);
    return found?.node.kind === 'file' ? { node: found.node, path: found.path } : undefined;
  }
}
