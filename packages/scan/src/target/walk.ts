/**
 * The one walk over the target: every file is looked at once and offered to the plug-ins by name. Directory entries
 * are taken in sorted order, so the result does not depend on the file system.
 */
import {
  closeSync,
  constants,
  type Dirent,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Extractor, KnownUnknown, Skipped, UnknownReason } from '@theriac/core';
import type { Dispatch } from '../plugins/dispatch.ts';
import type { ScanDetector } from '../plugins/list.ts';
import { insideTarget } from './file-tree.ts';
import { type IgnoreRules, isIgnored, parseIgnoreRules } from './gitignore.ts';

export interface WantedFile {
  readonly path: string;
  readonly size: number;
  readonly extractors: readonly Extractor[];
}

/** A file that detectors asked for. */
export interface InspectedFile {
  readonly path: string;
  readonly detectors: readonly ScanDetector[];
}

export interface Walk {
  /** Sorted by path. */
  readonly files: readonly WantedFile[];
  /** Sorted by path. */
  readonly inspected: readonly InspectedFile[];
  readonly skipped: readonly Skipped[];
  readonly unknowns: readonly KnownUnknown[];
  /** How many directory entries were looked at. */
  readonly entries: number;
}

export interface WalkOptions {
  /** Patterns in .gitignore syntax, from `--exclude` and `theriac.yaml`. */
  readonly exclude: readonly string[];
  readonly detectors?: Dispatch<ScanDetector>;
  readonly progress?: (entries: number) => void;
}

const VERSION_CONTROL = new Set(['.git', '.hg', '.svn', '.bzr', 'CVS']);
/** Installed copies of what lockfiles already say; opened by later, explicit checks only. */
const INSTALLED = new Set(['node_modules', 'bower_components']);
const MAX_DEPTH = 100;
const MAX_ENTRIES = 5_000_000;
/** Executables of interest are larger than this; smaller extensionless files are not opened. */
const MIN_BINARY_BYTES = 4096;
const PROGRESS_EVERY = 1_000;
const MAX_IGNORE_BYTES = 1024 * 1024;

/** @param root absolute path of the target directory */
export function walk(root: string, dispatch: Dispatch<Extractor>, options: WalkOptions): Walk {
  const walker = new Walker(root, dispatch, options);
  walker.directory('', 0, { scopes: [], ignored: false });
  const byPath = <T extends { path: string }>(list: T[]): T[] =>
    list.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    files: byPath(walker.files),
    inspected: byPath(walker.inspected),
    skipped: byPath(walker.skipped),
    unknowns: walker.unknowns,
    entries: walker.entries,
  };
}

/** What git would say of the folder in hand. */
interface GitView {
  /** Rules of the .gitignore files from the target down to here. */
  readonly scopes: readonly IgnoreRules[];
  /** The folder itself is ignored: so is everything in it, and rules inside it do not count. */
  readonly ignored: boolean;
}

class Walker {
  readonly files: WantedFile[] = [];
  readonly inspected: InspectedFile[] = [];
  readonly skipped: Skipped[] = [];
  readonly unknowns: KnownUnknown[] = [];
  entries = 0;
  readonly #root: string;
  readonly #dispatch: Dispatch<Extractor>;
  readonly #options: WalkOptions;
  readonly #exclude: readonly IgnoreRules[];

  constructor(root: string, dispatch: Dispatch<Extractor>, options: WalkOptions) {
    this.#root = root;
    this.#dispatch = dispatch;
    this.#options = options;
    this.#exclude = options.exclude.length === 0 ? [] : [parseIgnoreRules(options.exclude.join('\n'))];
  }

  directory(path: string, depth: number, git: GitView): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(join(this.#root, path), { withFileTypes: true });
    } catch {
      this.#unknown('unreadable', path === '' ? '.' : path, 'the folder cannot be read', true);
      return;
    }
    if (depth >= MAX_DEPTH || this.entries + entries.length > MAX_ENTRIES) {
      this.#unknown(
        'too-deep',
        path,
        depth >= MAX_DEPTH ? `nested deeper than ${MAX_DEPTH} folders` : 'too many files',
        true,
      );
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const inside =
      !git.ignored && entries.some((e) => e.name === '.gitignore' && e.isFile())
        ? { scopes: this.#withIgnore(path, git.scopes), ignored: false }
        : git;
    for (const entry of entries) {
      this.entries += 1;
      if (this.entries % PROGRESS_EVERY === 0) this.#options.progress?.(this.entries);
      const child = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (this.#skipsDirectory(entry.name, child)) continue;
        const ignored = inside.ignored || isIgnored(inside.scopes, child, true) === true;
        this.directory(child, depth + 1, { scopes: inside.scopes, ignored });
      } else this.#entry(entry, child, inside);
    }
  }

  #skipsDirectory(name: string, path: string): boolean {
    if (VERSION_CONTROL.has(name)) this.skipped.push({ path, reason: 'version-control' });
    else if (INSTALLED.has(name)) this.skipped.push({ path, reason: 'installed-packages' });
    else if (isIgnored(this.#exclude, path, true) === true) this.skipped.push({ path, reason: 'excluded' });
    else return false;
    return true;
  }

  #entry(entry: Dirent, path: string, git: GitView): void {
    let wanted = this.#dispatch.wanted(path, entry.name);
    let size: number | undefined;
    if (wanted.length === 0 && this.#mayBeBinary(entry)) {
      size = this.#sizeOf(entry, path, false);
      if (size !== undefined && size >= MIN_BINARY_BYTES)
        wanted = this.#dispatch.wantedByMagic(this.#firstBytes(path));
    }
    const detectors = this.#options.detectors?.wanted(path, entry.name) ?? [];
    if (wanted.length === 0 && detectors.length === 0) {
      if (entry.isSymbolicLink() && this.#leadsToDirectory(path)) this.skipped.push({ path, reason: 'link' });
      return;
    }
    if (isIgnored(this.#exclude, path, false) === true) {
      this.skipped.push({ path, reason: 'excluded' });
      return;
    }
    const ignored = git.ignored || isIgnored(git.scopes, path, false) === true;
    if (detectors.length > 0 && !ignored && this.#isRegularInside(entry, path))
      this.inspected.push({ path, detectors });
    if (wanted.length === 0) return;
    if (ignored) {
      // Lockfiles are read even where git does not keep them: they say what is installed.
      wanted = wanted.filter((e) => e.provides.exact && (e.files.names?.includes(entry.name) ?? false));
      if (wanted.length === 0) {
        this.skipped.push({ path, reason: 'ignored-by-git' });
        return;
      }
    }
    size ??= this.#sizeOf(entry, path, true);
    if (size !== undefined) this.files.push({ path, size, extractors: wanted });
  }

  /** Links are followed only inside the target; what cannot be opened is told of by whoever extracts it. */
  #isRegularInside(entry: Dirent, path: string): boolean {
    return entry.isFile() || this.#sizeOf(entry, path, false) !== undefined;
  }

  /** Size of a regular file inside the target; everything else is reported when somebody wanted it. */
  #sizeOf(entry: Dirent, path: string, wanted: boolean): number | undefined {
    try {
      const absolute = join(this.#root, path);
      if (entry.isSymbolicLink()) {
        const real = realpathSync(absolute);
        if (!insideTarget(this.#root, real)) {
          if (wanted)
            this.#unknown('link-outside', path, 'a link that leads outside the target is not followed', true);
          return undefined;
        }
      }
      const stat = statSync(absolute);
      if (stat.isFile()) return stat.size;
      if (wanted) this.#unknown('not-a-regular-file', path, 'neither a regular file nor a link to one', true);
    } catch {
      if (wanted) this.#unknown('unreadable', path, 'the file cannot be read', true);
    }
    return undefined;
  }

  #leadsToDirectory(path: string): boolean {
    try {
      return statSync(join(this.#root, path)).isDirectory();
    } catch {
      // A dangling or looping link leads nowhere.
      return false;
    }
  }

  /** Without an extension, or with one of executables: only then are first bytes read. */
  #mayBeBinary(entry: Dirent): boolean {
    if (!this.#dispatch.hasMagic || !entry.isFile()) return false;
    const dot = entry.name.lastIndexOf('.');
    return dot <= 0 || /\.(exe|dll|so|dylib|bin|node)$/i.test(entry.name);
  }

  #firstBytes(path: string): string {
    try {
      const fd = openSync(join(this.#root, path), constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        const head = Buffer.alloc(4);
        readSync(fd, head, 0, 4, 0);
        return head.toString('hex');
      } finally {
        closeSync(fd);
      }
    } catch {
      // Not wanted by name, and what cannot be opened cannot be recognised: nothing is known to be lost.
      return '';
    }
  }

  #withIgnore(path: string, scopes: readonly IgnoreRules[]): readonly IgnoreRules[] {
    try {
      const file = join(this.#root, path, '.gitignore');
      // Without its rules more is read, not less.
      if (statSync(file).size > MAX_IGNORE_BYTES) return scopes;
      return [...scopes, parseIgnoreRules(readFileSync(file, 'utf8'), path === '' ? '' : `${path}/`)];
    } catch {
      return scopes;
    }
  }

  #unknown(reason: UnknownReason, path: string, message: string, losesComponents: boolean): void {
    this.unknowns.push({ reason, message, location: { path }, losesComponents });
  }
}
