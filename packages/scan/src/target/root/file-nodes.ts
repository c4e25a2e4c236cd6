/**
 * A root file system as nodes: what layers put together, or what a folder on disk holds. Links are followed inside of
 * it, as a process in it would: `/etc` is the `etc` of the root, and nothing leads out.
 */
import type { TargetFile } from '@theriac/core';

export interface FileNode {
  readonly kind: 'file';
  /** Bytes. */
  readonly size: number;
  /** Permission bits, with set-user-id, set-group-id and sticky. */
  readonly mode: number;
  /** Index of the layer that put it there; 0 where there are no layers. */
  readonly layer: number;
  /** Undefined: nobody wanted it, so it was not kept. */
  readonly content: Content | undefined;
}

export interface FolderNode {
  readonly kind: 'folder';
  mode: number;
  layer: number;
  readonly children: Map<string, Node>;
}

interface LinkNode {
  readonly kind: 'link';
  readonly target: string;
  readonly layer: number;
}

/** A device, a socket, a FIFO. */
interface OtherNode {
  readonly kind: 'other';
  readonly layer: number;
}

export type Node = FileNode | FolderNode | LinkNode | OtherNode;

/** Reads the bytes of a file. All files of a folder on disk share one, so it is told which is meant. */
export interface Content {
  /**
   * @param path what the file is called
   * @param real where it is once links are followed
   */
  open(path: string, real: string): TargetFile;
  head(real: string, length: number): Uint8Array;
}

/** As Linux has it. */
const MAX_LINKS = 40;

export function newFolder(layer: number, mode = 0o755): FolderNode {
  return { kind: 'folder', mode, layer, children: new Map() };
}

/** The parts of a path, without `.`, with `..` kept; a leading `/` is the root. */
export function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

export interface Found {
  readonly node: Node;
  /** Where it is once every link on the way is followed. */
  readonly path: string;
}

/**
 * What is at a path. `..` at the root is the root.
 * @param last whether a link at the end of the path is followed
 * @returns undefined where nothing is, and for links in a circle
 */
export function lookUp(root: FolderNode, path: string, last = true): Found | undefined {
  const way: { readonly name: string; readonly node: Node }[] = [];
  const waiting = partsOf(path).reverse();
  let followed = 0;
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (part === '..') {
      way.pop();
      continue;
    }
    const here = way.at(-1)?.node ?? root;
    const node = here.kind === 'folder' ? here.children.get(part) : undefined;
    if (node === undefined) return undefined;
    if (node.kind === 'link' && (last || waiting.length > 0)) {
      followed += 1;
      if (followed > MAX_LINKS) return undefined;
      if (node.target.startsWith('/')) way.length = 0;
      for (const next of partsOf(node.target).reverse()) waiting.push(next);
    } else way.push({ name: part, node });
  }
  return { node: way.at(-1)?.node ?? root, path: way.map(({ name }) => name).join('/') };
}

/** Every file with its path, in an order that depends on nothing but the names. */
export function* filesIn(root: FolderNode): Generator<readonly [path: string, node: FileNode]> {
  const waiting: { readonly folder: FolderNode; readonly path: string }[] = [{ folder: root, path: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder, path } = next;
    for (const [name, node] of [...folder.children].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const child = path === '' ? name : `${path}/${name}`;
      if (node.kind === 'file') yield [child, node];
      else if (node.kind === 'folder') waiting.push({ folder: node, path: child });
    }
  }
}
