/**
 * A root file system that lies in a folder, or is that of this machine: every entry is looked at once, and no link is
 * followed by the operating system, for which `/etc` would be this machine's.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { type KnownUnknown, type Skipped, type TargetFile, TheriacError } from '@theriac/core';
import { decodeText } from '@theriac/read/text';
import { type Content, type FolderNode, newFolder } from './file-nodes.ts';

const MAX_DEPTH = 200;
const MAX_ENTRIES = 5_000_000;
const CHUNK_BYTES = 256 * 1024;
/** Of files that this user may not read, how many are named. */
const MOST_NAMED = 3;

export interface FolderRoot {
  readonly root: FolderNode;
  readonly unknowns: readonly KnownUnknown[];
  readonly skipped: readonly Skipped[];
}

/**
 * @param folder absolute
 * @param leavesOut whether a folder is passed over, by its path from the root: other file systems of a host
 */
export function readFolderRoot(
  folder: string,
  leavesOut: (path: string) => boolean = () => false,
  progress: (entries: number) => void = () => undefined,
): FolderRoot {
  const root = newFolder(0);
  const content = diskContent(folder);
  const unknowns: KnownUnknown[] = [];
  const skipped: Skipped[] = [];
  const denied: string[] = [];
  /** Their names are not UTF-8. */
  const misnamed: string[] = [];
  const waiting: { readonly path: string; readonly node: FolderNode; readonly depth: number }[] = [
    { path: '', node: root, depth: 0 },
  ];
  let entries = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, node, depth } = next;
    let names: string[];
    try {
      names = readdirSync(join(folder, path));
    } catch {
      denied.push(path);
      continue;
    }
    for (const name of names) {
      entries += 1;
      if (entries % 1000 === 0) progress(entries);
      if (entries > MAX_ENTRIES || depth > MAX_DEPTH)
        throw new TheriacError('THERIAC_INPUT_LIMIT', 'the root file system has more files than are read', {
          path,
        });
      const child = path === '' ? name : `${path}/${name}`;
      const absolute = join(folder, child);
      const stat = entryAt(absolute);
      if (stat === 'denied') {
        denied.push(child);
        continue;
      }
      if (stat === undefined) {
        // Otherwise it is gone since it was listed: a host does not stand still.
        if (name.includes('\ufffd')) misnamed.push(child);
        continue;
      }
      const mode = stat.mode & 0o7777;
      if (stat.isDirectory()) {
        if (leavesOut(child)) {
          skipped.push({ path: child, reason: 'other-file-system' });
          continue;
        }
        const made = newFolder(0, mode);
        node.children.set(name, made);
        waiting.push({ path: child, node: made, depth: depth + 1 });
      } else if (stat.isSymbolicLink())
        node.children.set(name, { kind: 'link', target: linkTarget(absolute), layer: 0 });
      else if (stat.isFile())
        node.children.set(name, {
          kind: 'file',
          size: stat.size,
          mode,
          layer: 0,
          content,
        });
      else node.children.set(name, { kind: 'other', layer: 0 });
    }
  }
  for (const path of denied.slice(0, MOST_NAMED))
    unknowns.push(notReadable(path, 'cannot be read by this user'));
  if (denied.length > MOST_NAMED)
    unknowns.push(
      notReadable('.', `${denied.length - MOST_NAMED} more files and folders cannot be read by this user`),
    );
  for (const path of misnamed.slice(0, MOST_NAMED))
    unknowns.push(notReadable(path, 'has a name that is not UTF-8, and is not read'));
  if (misnamed.length > MOST_NAMED)
    unknowns.push(notReadable('.', `${misnamed.length - MOST_NAMED} more names are not UTF-8`));
  return { root, unknowns, skipped };
}

/** Undefined: it is gone since it was listed. */
function entryAt(absolute: string): Stats | undefined | 'denied' {
  try {
    return lstatSync(absolute, { throwIfNoEntry: false });
  } catch {
    return 'denied';
  }
}

function notReadable(path: string, message: string): KnownUnknown {
  return {
    reason: 'unreadable',
    message,
    location: { path: path === '' ? '.' : path },
    losesComponents: true,
  };
}

function linkTarget(absolute: string): string {
  try {
    return readlinkSync(absolute);
  } catch {
    return '';
  }
}

function diskContent(folder: string): Content {
  return {
    open: (path, real) => {
      const absolute = join(folder, real);
      return new RootFile(path, absolute, lstatSync(absolute, { throwIfNoEntry: false })?.size ?? 0);
    },
    head: (real, length) => {
      try {
        return readPart(join(folder, real), 0, length);
      } catch {
        return new Uint8Array();
      }
    },
  };
}

/** A file of the root; the system follows no link on the way to it that was not one when it was listed. */
class RootFile implements TargetFile {
  readonly path: string;
  readonly size: number;
  readonly #absolute: string;
  #bytes: Uint8Array | undefined;
  #text: string | undefined;

  constructor(path: string, absolute: string, size: number) {
    this.path = path;
    this.size = size;
    this.#absolute = absolute;
  }

  bytes(): Uint8Array {
    this.#bytes ??= this.#read(0, this.size);
    return this.#bytes;
  }

  text(): string {
    this.#text ??= decodeText(this.bytes(), this.path);
    return this.#text;
  }

  *chunks(): Generator<Uint8Array> {
    for (let at = 0; at < this.size; at += CHUNK_BYTES)
      yield this.#read(at, Math.min(CHUNK_BYTES, this.size - at));
  }

  #read(offset: number, length: number): Uint8Array {
    try {
      return readPart(this.#absolute, offset, length);
    } catch (cause) {
      // The path, never the one on this machine.
      throw new TheriacError('THERIAC_FILE', 'the file cannot be read', { path: this.path }, { cause });
    }
  }
}

function readPart(absolute: string, offset: number, length: number): Uint8Array {
  const fd = openSync(absolute, constants.O_RDONLY | constants.O_NONBLOCK | (constants.O_NOFOLLOW ?? 0));
  try {
    if (!fstatSync(fd).isFile()) throw new TheriacError('THERIAC_TARGET_KIND', 'not a regular file');
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const count = readSync(fd, bytes, done, length - done, offset + done);
      if (count === 0) break;
      done += count;
    }
    return bytes.subarray(0, done);
  } finally {
    closeSync(fd);
  }
}
