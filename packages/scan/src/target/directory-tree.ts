/** A folder on disk as a {@link Tree}: regular files only, links followed only inside the folder. */
import {
  closeSync,
  constants,
  type Dirent,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { type TargetFile, TheriacError, type Tree, type TreeEntry, type TreeStatus } from '@theriac/core';
import { decodeText } from '@theriac/read/text';
import { FileCache } from './file-cache.ts';
import { normalizePath, withinTarget } from './paths.ts';
import { trackedFilesIn } from './tracked-files.ts';

const CHUNK_BYTES = 256 * 1024;
/** Cap for files that plug-ins ask for by name (included requirements, parent poms). */
export const SIBLING_MAX_BYTES = 64 * 1024 * 1024;

export class DirectoryTree implements Tree {
  /** Absolute, symbolic links resolved. */
  readonly root: string;
  readonly #files = new FileCache();
  /** Folders that were asked for, and whether they are in the target. */
  readonly #folders = new Map<string, boolean>();
  #tracked: ((path: string) => boolean) | undefined;

  constructor(root: string) {
    this.root = existsSync(root) ? realpathSync(root) : root;
  }

  file(path: string, maxBytes: number = SIBLING_MAX_BYTES): TargetFile | null {
    const exact = withinTarget(path);
    const clean = path.includes('\\') && this.status(path).kind !== 'file' ? normalizePath(path) : exact;
    if (clean === null) return null;
    const file = this.#files.get(clean, () => this.#open(clean));
    return file !== null && file.size > maxBytes ? null : file;
  }

  release(path: string): void {
    this.#files.release(path);
  }

  exists(path: string): boolean {
    const clean = normalizePath(path);
    if (clean === null) return false;
    try {
      const absolute = join(this.root, clean);
      const stat = lstatSync(absolute);
      // As `file` reads it: a link inside the target is what it leads to.
      if (stat.isSymbolicLink())
        return insideFolder(this.root, realpathSync(absolute)) && statSync(absolute).isFile();
      return stat.isFile() && this.#isInside(clean);
    } catch {
      return false;
    }
  }

  /** What git's index says; it is read when the first ignored file is met. */
  isTracked(path: string): boolean {
    this.#tracked ??= trackedFilesIn(this.root);
    return this.#tracked(path);
  }

  status(path: string): TreeStatus {
    const clean = withinTarget(path);
    if (clean === null) return { kind: 'outside' };
    try {
      const absolute = join(this.root, clean);
      const link = lstatSync(absolute).isSymbolicLink();
      const inside = link ? insideFolder(this.root, realpathSync(absolute)) : this.#isInside(clean);
      if (!inside) return { kind: 'outside' };
      const stat = statSync(absolute);
      if (stat.isFile()) return { kind: 'file', size: stat.size };
      return { kind: stat.isDirectory() ? 'folder' : 'other' };
    } catch {
      return { kind: 'unreadable' };
    }
  }

  list(folder: string): readonly TreeEntry[] | null {
    const clean = withinTarget(folder);
    if (clean === null) return null;
    try {
      if (clean !== '' && !this.#isInside(`${clean}/.`)) return null;
      return readdirSync(join(this.root, clean), { withFileTypes: true })
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
    } catch {
      return null;
    }
  }

  head(path: string, length: number): Uint8Array {
    try {
      const fd = openRegular(join(this.root, path));
      try {
        const head = Buffer.alloc(length);
        return head.subarray(0, readSync(fd, head, 0, length, 0));
      } finally {
        closeSync(fd);
      }
    } catch {
      return new Uint8Array();
    }
  }

  /** Whether the folder of `path` is in the target once every link on the way is followed. */
  #isInside(path: string): boolean {
    const slash = path.lastIndexOf('/');
    if (slash < 0) return true;
    const folder = path.slice(0, slash);
    let inside = this.#folders.get(folder);
    if (inside === undefined) {
      inside = insideFolder(this.root, realpathSync(join(this.root, folder)));
      this.#folders.set(folder, inside);
    }
    return inside;
  }

  #open(path: string): TargetFile | null {
    const absolute = join(this.root, path);
    try {
      const stat = lstatSync(absolute);
      if (stat.isSymbolicLink()) {
        if (!insideFolder(this.root, realpathSync(absolute))) return null;
      } else if (!stat.isFile() || !this.#isInside(path)) return null;
      return new DiskFile(path, absolute);
    } catch {
      return null;
    }
  }
}

function kindOf(entry: Dirent): TreeEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

/** Whether `real`, a path without links, is the folder or in it. */
function insideFolder(folder: string, real: string): boolean {
  return real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

class DiskFile implements TargetFile {
  readonly path: string;
  readonly size: number;
  readonly #absolute: string;
  #bytes: Uint8Array | undefined;
  #text: string | undefined;

  constructor(path: string, absolute: string) {
    this.path = path;
    this.#absolute = absolute;
    const fd = openRegular(absolute);
    try {
      this.size = fstatSync(fd).size;
    } finally {
      closeSync(fd);
    }
  }

  bytes(): Uint8Array {
    if (this.#bytes !== undefined) return this.#bytes;
    const fd = openRegular(this.#absolute);
    try {
      const buffer = Buffer.allocUnsafe(this.size);
      let filled = 0;
      while (filled < buffer.length) {
        const count = readSync(fd, buffer, filled, buffer.length - filled, null);
        if (count === 0) break;
        filled += count;
      }
      this.#bytes = buffer.subarray(0, filled);
    } finally {
      closeSync(fd);
    }
    return this.#bytes;
  }

  text(): string {
    this.#text ??= decodeText(this.bytes(), this.path);
    return this.#text;
  }

  *chunks(): Generator<Uint8Array> {
    const fd = openRegular(this.#absolute);
    try {
      // As much as there was when it was found: a file that grows has no end.
      for (let left = this.size; left > 0; ) {
        const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, left));
        const length = readSync(fd, buffer, 0, buffer.length, null);
        if (length === 0) return;
        left -= length;
        yield buffer.subarray(0, length);
      }
    } finally {
      closeSync(fd);
    }
  }
}

/** Opens without blocking on a FIFO that took the place of a file, and refuses what is not a regular file. */
function openRegular(absolute: string): number {
  const fd = openSync(absolute, constants.O_RDONLY | constants.O_NONBLOCK);
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw new TheriacError('THERIAC_TARGET_KIND', 'not a regular file');
}
