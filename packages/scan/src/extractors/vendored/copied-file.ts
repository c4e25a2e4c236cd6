/** One copied file of a library in PHP, C, C++ or CSS: which package and release its statements name. */
import type { Extract, ExtractContext, TargetFile } from '@theriac/core';
import { baseName, folderOf, inFolder } from '../../target/paths.ts';
import { manifestAt } from '../npm/manifest.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import type { CopiedLibrary } from './copied-library.ts';

/** Headers that a package of the operating system installs are listed with it. */
const SYSTEM_HEADERS = /(?:^|\/)usr\/include\//;
const BUILD_FILES = ['CMakeLists.txt', 'configure.ac', 'configure.in', 'meson.build'];

export function extractCopies(libraries: readonly CopiedLibrary[]): Extract {
  const byFile = new Map<string, CopiedLibrary[]>();
  for (const library of libraries)
    for (const name of library.files) byFile.set(name, [...(byFile.get(name) ?? []), library]);
  return (file, context) => {
    const text = beginning(file);
    const library = byFile.get(baseName(file.path))?.find(({ is }) => is.test(text));
    if (library === undefined || isElsewhere(file.path, library, context)) return NOTHING;
    const root = new RootBuilder(file.path, library.ecosystem);
    const version = releaseIn(text, library);
    if (version === null) {
      const message = `a copy of ${library.package} does not state its version; replace it with one that does`;
      root.unknown('unresolved-version', message, undefined, false, { package: library.package });
    }
    root.add({
      name: library.package,
      version,
      scope: 'production',
      direct: true,
      location: { path: file.path },
    });
    return root.build();
  };
}

/** The first piece that a file is read in; all statements are ASCII. */
function beginning(file: TargetFile): string {
  for (const chunk of file.chunks()) return Buffer.from(chunk).toString('latin1').replaceAll('\r\n', '\n');
  return '';
}

function releaseIn(text: string, { release }: CopiedLibrary): string | null {
  for (const statements of release) {
    const parts = statements.map((statement) => statement.exec(text)?.[1]);
    // `1.84`: a release without a third number has no macro for it.
    const stated = parts.length === 3 && parts[2] === undefined ? parts.slice(0, 2) : parts;
    if (stated.every((part) => part !== undefined)) return stated.join('.');
  }
  return null;
}

/** Whether another file speaks for the copy, or it is the source of the library itself. */
function isElsewhere(path: string, library: CopiedLibrary, context: ExtractContext): boolean {
  const folder = folderOf(path);
  if (library.unless !== undefined && context.exists(inFolder(folder, library.unless))) return true;
  switch (library.ecosystem) {
    case 'composer':
      return isInstalled(folder, context) || isOwn('composer.json', library, context);
    case 'npm':
      return isOwn('package.json', library, context);
    default:
      return SYSTEM_HEADERS.test(path) || BUILD_FILES.some((name) => isBuildOf(name, library, context));
  }
}

/** Composer lists what it installs. */
function isInstalled(folder: string, context: ExtractContext): boolean {
  for (let at = folder; at !== ''; at = folderOf(at)) {
    if (context.exists(`${at}/composer/installed.json`)) return true;
    if (baseName(at) === 'vendor' && context.exists(inFolder(folderOf(at), 'composer.lock'))) return true;
  }
  return context.exists('composer/installed.json');
}

function isOwn(manifest: string, library: CopiedLibrary, context: ExtractContext): boolean {
  return manifestAt(context, manifest)?.name === library.package;
}

/** `project(ZLIB …)`, `AC_INIT([expat], …)`, `project('openjpeg', …)` at the top of the target. */
function isBuildOf(name: string, library: CopiedLibrary, context: ExtractContext): boolean {
  const file = context.file(name);
  if (file === null) return false;
  const stated = /^[ \t]{0,9}(?:project|AC_INIT)[ \t]{0,9}\([\s'"[]{0,20}([\w.-]{1,60})/im.exec(
    beginning(file),
  )?.[1];
  return stated?.toLowerCase() === (library.project ?? library.package).toLowerCase();
}
