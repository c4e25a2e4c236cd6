/**
 * The one walk over the target: every file is looked at once and offered to the plug-ins by name. Entries are taken in
 * sorted order, so the result does not depend on the file system.
 */
import type {
  Extractor,
  KnownUnknown,
  Skipped,
  Tree,
  TreeEntry,
  TreeStatus,
  UnknownReason,
} from '@theriac/core';
import type { Dispatch } from '../plugins/dispatch.ts';
import type { ScanDetector } from '../plugins/list.ts';
import { beginsAsText, TEXT_PROBE_BYTES } from './begins-as-text.ts';
import { type IgnoreRules, isIgnored, parseIgnoreRules } from './gitignore.ts';
import { installedPackages } from './installed-packages.ts';

/** A file that plug-ins asked for. */
export interface WalkedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly extractors: readonly Extractor[];
  readonly detectors: readonly ScanDetector[];
}

export interface Walk {
  /** Sorted by path. */
  readonly files: readonly WalkedFile[];
  readonly skipped: readonly Skipped[];
  readonly unknowns: readonly KnownUnknown[];
  /** Places whose files nobody saw, one sentence each: what searches every file has not searched them. */
  readonly unseen: readonly string[];
  /** How many entries of folders were looked at. */
  readonly entries: number;
}

export interface WalkOptions {
  readonly extractors: Dispatch<Extractor>;
  readonly detectors: Dispatch<ScanDetector>;
  /** Patterns in .gitignore syntax, from `--exclude` and `theriac.yaml`. */
  readonly exclude: readonly string[];
  readonly progress?: (entries: number) => void;
  /** What reads the packages of a `node_modules` that no lockfile speaks of; absent: such folders are not opened. */
  readonly installed?: Extractor;
  /** Of a root file system. */
  readonly root?: RootRules;
}

/** What holds in a root file system, where everything is installed and nothing is under version control. */
interface RootRules {
  /** Whether a path stands for something that is not in the root file system. */
  isBeside(path: string): boolean;
  /** Who reads a file: what a package of the distribution ships is judged as that package. */
  offered<Plugin extends Extractor | ScanDetector>(
    path: string,
    plugins: readonly Plugin[],
  ): readonly Plugin[];
}

const VERSION_CONTROL = new Set(['.git', '.hg', '.svn', '.bzr', 'CVS']);
/** Installed copies of what lockfiles already list; opened by explicit checks only. */
const INSTALLED = new Set(['node_modules', 'bower_components']);
/** Files that say what is in them. */
const MANIFESTS = new Set([
  ...['package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'],
  ...['bower.json', 'deno.json', 'deno.lock'],
]);
/** Files that list what is installed, so that the folder itself need not be read. */
const LOCKFILES = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'];
/** It would say of what is installed that its versions are not known. */
const ASKS_ONLY = 'npm/package-json';
const MAX_DEPTH = 100;
const MAX_ENTRIES = 5_000_000;
/** Executables of interest are larger than this; smaller files without an extension are not opened. */
const MIN_BINARY_BYTES = 4096;
const MAGIC_BYTES = 4;
/** Comments that name packages are at the top of a script. */
const HEAD_BYTES = 2048;
const PROGRESS_EVERY = 1_000;
const MAX_IGNORE_BYTES = 1024 * 1024;

export function walk(tree: Tree, options: WalkOptions): Walk {
  const walker = new Walker(tree, options);
  walker.folder('', 0, { scopes: [], ignored: false });
  const byPath = <T extends { path: string }>(list: T[]): T[] =>
    list.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    files: byPath(walker.found()),
    skipped: byPath(walker.skipped),
    unknowns: walker.unknowns,
    unseen: walker.unseen,
    entries: walker.entries,
  };
}

/** How git treats the folder in hand. */
interface GitView {
  /** Rules of the .gitignore files from the target down to here. */
  readonly scopes: readonly IgnoreRules[];
  /** The folder itself is ignored: so is everything in it, and rules inside it do not count. */
  readonly ignored: boolean;
}

class Walker {
  readonly files: WalkedFile[] = [];
  readonly skipped: Skipped[] = [];
  readonly unknowns: KnownUnknown[] = [];
  readonly unseen: string[] = [];
  entries = 0;
  readonly #tree: Tree;
  readonly #options: WalkOptions;
  readonly #exclude: readonly IgnoreRules[];
  /** Folders, with `/` at the end, whose `node_modules` is read. */
  readonly #installedIn = new Set<string>();

  constructor(tree: Tree, options: WalkOptions) {
    this.#tree = tree;
    this.#options = options;
    this.#exclude = [parseIgnoreRules(options.exclude.join('\n'))];
  }

  /** In no order. */
  found(): WalkedFile[] {
    return this.files.map((file) => this.#withoutAsks(file));
  }

  folder(path: string, depth: number, git: GitView): void {
    const entries = this.#tree.list(path);
    if (entries === null) {
      this.#unseen('unreadable', path === '' ? '.' : path, 'the folder cannot be read');
      return;
    }
    if (depth >= MAX_DEPTH || this.entries + entries.length > MAX_ENTRIES) {
      const message = depth >= MAX_DEPTH ? `nested deeper than ${MAX_DEPTH} folders` : 'too many files';
      this.#unseen('too-deep', path, message);
      return;
    }
    const inside =
      !git.ignored && entries.some((e) => e.name === '.gitignore' && e.kind === 'file')
        ? { scopes: this.#withIgnore(path, git.scopes), ignored: false }
        : git;
    for (const entry of entries) {
      this.entries += 1;
      if (this.entries % PROGRESS_EVERY === 0) this.#options.progress?.(this.entries);
      const child = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.kind === 'folder') {
        const ignored = inside.ignored || isIgnored(inside.scopes, child, true) === true;
        const { installed } = this.#options;
        if (installed !== undefined && this.#isArtefact(entry.name, child, path)) {
          this.#installedPackages(child, installed);
          continue;
        }
        // What a later layer hides is not installed.
        if (INSTALLED.has(entry.name) && this.#options.root?.isBeside(child) === true) continue;
        if (this.#skipsFolder(entry.name, child)) {
          // What git ignores was left by a build, and is no part of what is delivered.
          if (INSTALLED.has(entry.name) && !ignored) this.#reportUnlisted(child, path, entries);
          continue;
        }
        this.folder(child, depth + 1, { scopes: inside.scopes, ignored });
      } else this.#entry(entry, child, inside);
    }
  }

  /** Whether this is a `node_modules` that no lockfile beside it or above it speaks of. */
  #isArtefact(name: string, path: string, parent: string): boolean {
    if (name !== 'node_modules' || isIgnored(this.#exclude, path, true) === true) return false;
    if (this.#options.root !== undefined) return !this.#options.root.isBeside(path);
    for (
      let folder = parent;
      ;
      folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : ''
    ) {
      const inside = (file: string): string => (folder === '' ? file : `${folder}/${file}`);
      if (LOCKFILES.some((file) => this.#tree.exists(inside(file)))) return false;
      if (folder === '') return true;
    }
  }

  #installedPackages(modules: string, reader: Extractor): void {
    const { files, bare, whole } = installedPackages(this.#tree, modules);
    for (const path of files) {
      const status = this.#tree.status(path);
      if (status.kind === 'file')
        this.files.push({ path, size: status.size, extractors: [reader], detectors: [] });
    }
    if (files.length > 0) this.#installedIn.add(modules.slice(0, -'node_modules'.length));
    for (const folder of bare)
      this.#unknown('no-package-data', folder, 'installed code without a package file', true);
    if (!whole) this.#unknown('too-deep', modules, 'more packages than are read', true);
  }

  /** The package file beside packages that were read only asks for what they are. */
  #withoutAsks(file: WalkedFile): WalkedFile {
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    if (!this.#installedIn.has(folder)) return file;
    return { ...file, extractors: file.extractors.filter(({ id }) => id !== ASKS_ONLY) };
  }

  /** Installed packages are left to the manifest beside them; without one, nobody says what is installed. */
  #reportUnlisted(path: string, folder: string, beside: readonly TreeEntry[]): void {
    if (beside.some(({ name }) => MANIFESTS.has(name))) return;
    if (isIgnored(this.#exclude, path, true) === true) return;
    const where = folder === '' ? 'the target' : folder;
    this.#unknown(
      'not-read',
      path,
      `installed packages are not read, and no manifest in ${where} says which they are; add it, or exclude the folder`,
      true,
    );
  }

  #skipsFolder(name: string, path: string): boolean {
    if (VERSION_CONTROL.has(name)) this.skipped.push({ path, reason: 'version-control' });
    else if (INSTALLED.has(name)) this.skipped.push({ path, reason: 'installed-packages' });
    else if (isIgnored(this.#exclude, path, true) === true) this.skipped.push({ path, reason: 'excluded' });
    else return false;
    return true;
  }

  #entry(entry: TreeEntry, path: string, git: GitView): void {
    const { extractors: readers, detectors: checks, root } = this.#options;
    // Node.js puts this character for bytes that are no UTF-8, and finds no file of the name that it made.
    if (
      root === undefined &&
      entry.name.includes('\ufffd') &&
      this.#tree.status(path).kind === 'unreadable'
    ) {
      this.#unseen('unreadable', path, 'the name is not UTF-8, and the file is not read; rename it');
      return;
    }
    // In a root file system what a link leads to is met at its own place.
    if (root !== undefined && entry.kind === 'link') return;
    // Nobody wanted it when its layer went by.
    const isKept = root === undefined || this.#tree.exists(path);
    let extractors = readers.wanted(path, entry.name);
    let detectors = checks.wanted(path, entry.name);
    if (!git.ignored || this.#tree.isTracked?.(path) === true) {
      let read: string | undefined;
      const head = (): string => {
        read ??= latin1(this.#tree.head(path, HEAD_BYTES));
        return read;
      };
      extractors = withoutRepeats(extractors, readers.wantedByHead(entry.name, head));
      detectors = withoutRepeats(detectors, checks.wantedByHead(entry.name, head));
    }
    const named = [...extractors, ...detectors].some(({ files }) => files?.optionalLinks !== true);
    let status: TreeStatus | undefined;
    // A program that is known by its name may be made by Go or Rust as well.
    if (isKept && readers.hasMagic && mayBeBinary(entry)) {
      status = this.#tree.status(path);
      if (status.kind === 'file' && status.size >= MIN_BINARY_BYTES)
        extractors = withoutRepeats(
          extractors,
          readers.wantedByMagic(hex(this.#tree.head(path, MAGIC_BYTES))),
        );
    }
    if (isKept && (checks.wantsEvery || readers.wantsEvery)) {
      status ??= this.#tree.status(path);
      if (status.kind === 'file') {
        let probe: Uint8Array | undefined;
        const beginning = (): Uint8Array => {
          probe ??= this.#tree.head(path, TEXT_PROBE_BYTES);
          return probe;
        };
        const isText = (): boolean => beginsAsText(beginning());
        const asLatin1 = (): string => latin1(beginning());
        extractors = readers.withEvery(extractors, isText, asLatin1);
        detectors = checks.withEvery(detectors, isText, asLatin1);
      }
    }
    if (root !== undefined) {
      extractors = root.offered(path, extractors);
      detectors = root.offered(path, detectors);
    }
    if (extractors.length === 0 && detectors.length === 0) {
      if (entry.kind === 'link' && ['folder', 'outside'].includes(this.#tree.status(path).kind))
        this.skipped.push({ path, reason: 'link' });
      return;
    }
    if (isIgnored(this.#exclude, path, false) === true) {
      this.skipped.push({ path, reason: 'excluded' });
      return;
    }
    const ignored = git.ignored || isIgnored(git.scopes, path, false) === true;
    // Rules are for what is not tracked: what was added all the same is part of the repository.
    if (ignored && this.#tree.isTracked?.(path) !== true) {
      detectors = [];
      const wanted = extractors.length > 0;
      // Lockfiles are read even where git does not keep them: they list what is installed.
      extractors = extractors.filter(
        (e) => e.provides.exact && (e.files.names?.includes(entry.name) ?? false),
      );
      if (wanted && extractors.length === 0) this.skipped.push({ path, reason: 'ignored-by-git' });
      if (extractors.length === 0) return;
    }
    status ??= this.#tree.status(path);
    if (status.kind === 'file') this.files.push({ path, size: status.size, extractors, detectors });
    else if (named) this.#unreadable(status, path, extractors.length > 0);
    else if (entry.kind === 'link') this.skipped.push({ path, reason: 'link' });
  }

  /** What a plug-in asked for by name and cannot get. */
  #unreadable(status: TreeStatus, path: string, losesComponents: boolean): void {
    if (status.kind === 'outside')
      this.#unknown(
        'link-outside',
        path,
        'a link that leads outside the target is not followed',
        losesComponents,
      );
    else if (status.kind === 'unreadable')
      this.#unknown('unreadable', path, 'the file cannot be read', losesComponents);
    else
      this.#unknown('not-a-regular-file', path, 'neither a regular file nor a link to one', losesComponents);
  }

  #withIgnore(path: string, scopes: readonly IgnoreRules[]): readonly IgnoreRules[] {
    const prefix = path === '' ? '' : `${path}/`;
    // Without its rules more is read, not less.
    const file = this.#tree.file(`${prefix}.gitignore`, MAX_IGNORE_BYTES);
    if (file === null) return scopes;
    const bytes = file.bytes();
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    return [...scopes, parseIgnoreRules(text, prefix)];
  }

  #unseen(reason: UnknownReason, path: string, message: string): void {
    this.#unknown(reason, path, message, true);
    this.unseen.push(`${path}: ${message}`);
  }

  #unknown(reason: UnknownReason, path: string, message: string, losesComponents: boolean): void {
    this.unknowns.push({ reason, message, location: { path }, losesComponents });
  }
}

/** Without an extension, or with one of executables: only then are first bytes read. */
function mayBeBinary({ kind, name }: TreeEntry): boolean {
  if (kind !== 'file') return false;
  const dot = name.lastIndexOf('.');
  return dot <= 0 || /\.(exe|dll|so|dylib|bin|node)$/i.test(name);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Plug-ins that want a file for its name, then those that want it for how it begins. */
function withoutRepeats<Plugin>(named: readonly Plugin[], byHead: readonly Plugin[]): readonly Plugin[] {
  return byHead.length === 0 ? named : [...new Set([...named, ...byHead])];
}
