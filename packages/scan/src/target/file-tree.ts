/**
 * The target's files as plug-ins see them: opened once, decoded once, never outside the target, never larger
 * than the cap of whoever asks.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { type FolderEntry, type TargetFile, TheriacError } from '@theriac/core';
import { decodeText } from '@theriac/read/text';

/** Files kept after their first reading, so that two plug-ins or a parent look-up share one read. */
const CACHED_FILES = 64;
/** Cap for files that plug-ins ask for by name (included requirements, parent poms). */
export const SIBLING_MAX_BYTES = 64 * 1024 * 1024;

export class FileTree {
  /** Absolute, symbolic links resolved. */
  readonly root: string;
  readonly #cache = new Map<string, TargetFile | null>();
  /** Folders that were asked for, and whether they are in the target. */
  readonly #folders = new Map<string, boolean>();

  constructor(root: string) {
    this.root = realpathSync(root);
  }

  /** The file at `path` (relative to the target), or null; see `ExtractContext.file`. */
  file(path: string, maxBytes: number = SIBLING_MAX_BYTES): TargetFile | null {
    const clean = normalizePath(path);
    if (clean === null) return null;
    const known = this.#cache.get(clean);
    if (known !== undefined) return known !== null && known.size > maxBytes ? null : known;
    const opened = this.#open(clean);
    if (this.#cache.size >= CACHED_FILES) {
      const [oldest] = this.#cache.keys();
      if (oldest !== undefined) this.#cache.delete(oldest);
    }
    this.#cache.set(clean, opened);
    return opened !== null && opened.size > maxBytes ? null : opened;
  }

  exists(path: string): boolean {
    const clean = normalizePath(path);
    if (clean === null) return false;
    try {
      return lstatSync(join(this.root, clean)).isFile() && this.#isInside(clean);
    } catch {
      return false;
    }
  }

  /** What stands in a folder, sorted by name; see `DetectContext.list`. */
  list(folder: string): readonly FolderEntry[] {
    const clean = normalizePath(folder);
    if (clean === null) return [];
    try {
      if (!this.#isInside(`${clean}/.`)) return [];
      return readdirSync(join(this.root, clean), { withFileTypes: true })
        .flatMap((entry): FolderEntry[] => {
          const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'link';
          return kind === 'link' && !entry.isSymbolicLink() ? [] : [{ name: entry.name, kind }];
        })
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      // Not a folder, or one that cannot be read: nothing is listed.
      return [];
    }
  }

  /** Whether the folder of `path` is in the target once every link on the way is followed. */
  #isInside(path: string): boolean {
    const slash = path.lastIndexOf('/');
    if (slash < 0) return true;
    const folder = path.slice(0, slash);
    let inside = this.#folders.get(folder);
    if (inside === undefined) {
      inside = insideTarget(this.root, realpathSync(join(this.root, folder)));
      this.#folders.set(folder, inside);
    }
    return inside;
  }

  #open(path: string): TargetFile | null {
    const absolute = join(this.root, path);
    try {
      const stat = lstatSync(absolute);
      if (stat.isSymbolicLink()) {
        if (!insideTarget(this.root, realpathSync(absolute))) return null;
      } else if (!stat.isFile() || !this.#isInside(path)) return null;
      return new DiskFile(path, absolute);
    } catch {
      return null;
    }
  }
}

/** Whether `real`, a path without links, is the target or in it. */
export function insideTarget(root: string, real: string): boolean {
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
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
}

/** Opens without blocking on a FIFO that took the place of a file, and refuses what is no regular file. */
function openRegular(absolute: string): number {
  const fd = openSync(absolute, constants.O_RDONLY | constants.O_NONBLOCK);
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw new TheriacError('THERIAC_TARGET_KIND', 'not a regular file');
}

/** `a/./b/../c` → `a/c`; null when it leads outside or is absolute. */
export function normalizePath(path: string): string | null {
  if (path.startsWith('/') || path.includes('\u0000') || /^[A-Za-z]:/.test(path)) return null;
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else parts.push(part);
  }
  return parts.join('/');
}
