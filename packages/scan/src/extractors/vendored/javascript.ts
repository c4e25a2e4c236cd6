/** One copy of a JavaScript library: which package and release its banner, its code or its file name states. */
import type { ComponentDraft, Extract, ExtractContext, TargetFile } from '@theriac/core';
import { baseName, folderOf, inFolder } from '../../target/paths.ts';
import { manifestAt } from '../npm/manifest.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { BANNER_CHARACTERS, LIBRARIES, type Library, VERSION } from './libraries.ts';

/** A file that is not named like a library is one only when its banner is the first thing in it. */
const FIRST_CHARACTERS = 300;
/** Characters of the code that are searched for a version. */
const CODE_CHARACTERS = 256 * 1024;
/** A copy without a version is not smaller. */
const MIN_BYTES = 4096;
/** Folders that hold nothing but copies. */
const COPIES = /(?:^|\/)(?:vendors?|third[-_]?party)\/(?!(?:[^/]{1,200}\/){0,20}(?:src|tests?)\/)/i;
const VARIANT = '(?:[-._](?:min|slim|prod|production|development|debug|umd|esm|all|full))';
const DOWNLOADED = new RegExp(`^// ([@\\w./-]{1,100})@${VERSION} downloaded from `);
const NAMES = LIBRARIES.map(({ file }) => ({
  name: new RegExp(`^${file}(?:[-._]v?(?:${VERSION}|\\d{1,3}))?${VARIANT}{0,3}\\.js$`, 'i'),
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
  const named = LIBRARIES.flatMap((library, i) => {
    const match = NAMES[i]?.name.exec(base);
    return match === null || match === undefined ? [] : [{ library, version: match[1] }];
  });
  const text = beginning(file);
  const banner = text.slice(0, BANNER_CHARACTERS);
  for (const { library } of named) {
    const version = versionIn(banner, library);
    if (version !== undefined) return { library, version };
  }
  const [first] = named;
  if (first === undefined) {
    const top = banner.slice(0, FIRST_CHARACTERS);
    for (const library of LIBRARIES) {
      const version = versionIn(top, library);
      if (version !== undefined) return { library, version };
    }
    return null;
  }
  const { library } = first;
  const stated = firstIn(text, library.inCode);
  if (stated !== undefined) return { library, version: stated };
  if (first.version === undefined) return mayBeCopy(file) ? { library, version: null } : null;
  return { library, version: first.version, guessed: 'the file name' };
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
    const version = statement.exec(text)?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}

/** Banners and versions are ASCII. */
function beginning(file: TargetFile): string {
  for (const chunk of file.chunks())
    return Buffer.from(chunk.subarray(0, CODE_CHARACTERS)).toString('latin1').replaceAll('\r\n', '\n');
  return '';
}

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
