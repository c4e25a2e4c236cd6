/** One copy of a JavaScript library: which package and release its banner, its code or its file name states. */
import type { ComponentDraft, Extract, ExtractContext, TargetFile } from '@theriac/core';
import { baseName, folderOf, inFolder } from '../../target/paths.ts';
import { manifestAt } from '../npm/manifest.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { BANNER_CHARACTERS, type Library, VERSION } from './browser-library.ts';
import { LIBRARIES } from './libraries.ts';

/** A file that is not named like a library is one only when its banner is the first thing in it. */
const FIRST_CHARACTERS = 300;
/** Characters of the code that are searched for a version: some libraries state it at their end. */
const CODE_CHARACTERS = 4 * 1024 * 1024;
/** What a statement can have of its characters in the piece before. */
const OVERLAP = 400;
/** A copy without a version is not smaller. */
const MIN_BYTES = 4096;
/** Folders that hold nothing but copies. */
const COPIES = /(?:^|\/)(?:vendors?|third[-_]?party)\/(?!(?:[^/]{1,200}\/){0,20}(?:src|tests?)\/)/i;
const VARIANT = '(?:[-._](?:min|slim|prod|production|development|debug|umd|esm|all|full))';
const DOWNLOADED = new RegExp(`^// ([@\\w./-]{1,100})@${VERSION} downloaded from `);
const called = (file: string): RegExp =>
  new RegExp(`^(?:${file})(?:[-._]v?(?:${VERSION}|\\d{1,3}))?${VARIANT}{0,3}\\.js$`, 'i');
/** Of most names the first two letters tell already that they are another library's. */
const NAMES = LIBRARIES.map(({ file }) => ({
  name: called(file),
  start: /^[A-Za-z0-9]{2}(?![?])/.exec(file)?.[0].toLowerCase() ?? '',
}));

interface Copy {
  readonly library: Library;
  /** Null: a copy of an unknown release. */
  readonly version: string | null;
  readonly guessed?: string;
}

export const extract: Extract = (file, context) => {
  const copy = copyIn(file);
  if (copy === null || isOwn(file.path, copy.library, context)) return NOTHING;
  if (hasEarlierCopy(file.path, copy, context)) return NOTHING;
  const { library, version, guessed } = copy;
  const root = new RootBuilder(file.path, 'npm');
  if (version === null)
    root.unknown(
      'unresolved-version',
      `a copy of ${library.package} does not state its version; replace it with the package, or put the version in the file name`,
      undefined,
      false,
      { package: library.package },
    );
  const draft: Omit<ComponentDraft, 'key' | 'ecosystem'> = {
    name: library.package,
    version,
    scope: 'production',
    direct: true,
    location: { path: file.path },
    ...(guessed === undefined ? {} : { guessed }),
  };
  root.add(draft);
  return root.build();
};

function copyIn(file: TargetFile): Copy | null {
  const base = baseName(file.path);
  const named = namedLike(base);
  const text = beginning(file);
  const banner = text.slice(0, BANNER_CHARACTERS);
  for (const { library } of named) {
    const version = versionIn(banner, library);
    if (version !== undefined) return { library, version };
  }
  const [first] = named;
  if (first === undefined) {
    // Translations and plug-ins of a library repeat its banner.
    if (file.size < MIN_BYTES && !/\.min\.js$/i.test(base)) return null;
    const top = banner.slice(0, FIRST_CHARACTERS);
    for (const library of LIBRARIES) {
      const version = versionIn(top, library);
      if (version !== undefined) return { library, version };
    }
    return null;
  }
  for (const { library } of named) {
    const stated = statedInCode(file, library);
    if (stated !== undefined) return { library, version: library.release?.(stated) ?? stated };
  }
  const { library } = first;
  if (first.version === undefined) return mayBeCopy(file) ? { library, version: null } : null;
  return { library, version: first.version, guessed: 'the file name' };
}

/** Libraries whose files are called so, with the version that the name has. */
function namedLike(base: string): { library: Library; version: string | undefined }[] {
  const lower = base.toLowerCase();
  return LIBRARIES.flatMap((library, i) => {
    const { name, start = '' } = NAMES[i] ?? {};
    const match = lower.startsWith(start) ? name?.exec(base) : null;
    return match === null || match === undefined ? [] : [{ library, version: match[1] }];
  });
}

/** Without any version the name says little: projects have a `bootstrap.js` and a `chart.js` of their own. */
function mayBeCopy({ path, size }: TargetFile): boolean {
  return size >= MIN_BYTES && (/[-.]min\.js$/i.test(path) || COPIES.test(path));
}

function versionIn(text: string, library: Library): string | undefined {
  return firstIn(text, library.banners) ?? downloaded(text, library);
}

/** `// NAME@VERSION downloaded from …`: what the import maps of Rails write. */
function downloaded(text: string, library: Library): string | undefined {
  const found = DOWNLOADED.exec(text);
  return found?.[1] === library.package ? found[2] : undefined;
}

function firstIn(text: string, statements: readonly RegExp[] = []): string | undefined {
  for (const statement of statements) {
    const version = statement.exec(text)?.slice(1).join('.');
    if (version !== undefined) return version;
  }
  return undefined;
}

/** Read in pieces, and no further than to the statement. */
function statedInCode(file: TargetFile, { inCode = [] }: Library): string | undefined {
  if (inCode.length === 0) return undefined;
  let before = '';
  let read = 0;
  for (const chunk of file.chunks()) {
    const text = before + textOf(chunk);
    const version = firstIn(text, inCode);
    if (version !== undefined) return version;
    read += chunk.length;
    if (read >= CODE_CHARACTERS) break;
    before = text.slice(-OVERLAP);
  }
  return undefined;
}

/** The first piece of the file. */
function beginning(file: TargetFile): string {
  for (const chunk of file.chunks()) return textOf(chunk);
  return '';
}

/** Banners and versions are ASCII. */
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n');

/** Built by the library's own project, or part of a copy that its package file names. */
function isOwn(path: string, library: Library, context: ExtractContext): boolean {
  let folder = folderOf(path);
  for (;;) {
    if (manifestAt(context, inFolder(folder, 'package.json'))?.name === library.package) return true;
    if (folder === '') return false;
    folder = folderOf(folder);
  }
}

/** `jquery.js` and `jquery.min.js` of one release in one folder are one copy: the first by name is listed. */
function hasEarlierCopy(path: string, copy: Copy, context: ExtractContext): boolean {
  const folder = folderOf(path);
  const name = NAMES[LIBRARIES.indexOf(copy.library)]?.name;
  for (const other of context.matched) {
    if (other >= path) break;
    if (folderOf(other) !== folder || name?.test(baseName(other)) !== true) continue;
    const file = context.file(other);
    const found = file === null ? null : copyIn(file);
    if (found !== null && found.library === copy.library && found.version === copy.version) return true;
  }
  return false;
}
