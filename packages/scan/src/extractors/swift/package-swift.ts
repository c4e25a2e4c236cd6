/**
 * `Package.swift` (https://docs.swift.org/package-manager/PackageDescription) where no Package.resolved covers it: the
 * dependencies and binary targets whose addresses are literal.
 */
import type { Extract, ExtractContext } from '@theriac/core';
import { LineIndex } from '@theriac/read/text';
import { folderOf, siblingOf } from '../../target/paths.ts';
import { addAsked } from '../shared/asked-package.ts';
import { gitOrigin, hexHash, withoutCredentials } from '../shared/origin.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { type Argument, argumentsOf, callsIn, literalOf, withoutComments } from '../shared/source-text.ts';
import { repositoryName } from './repository-name.ts';

const CALLS: ReadonlySet<string> = new Set([
  'package',
  'Package.Dependency.package',
  'binaryTarget',
  'Target.binaryTarget',
]);

export const extract: Extract = (file, context) => {
  const lock = siblingOf(file.path, ['Package.resolved'], context);
  // That of an Xcode project may leave packages of the folder out.
  if (lock === undefined && isCovered(file.path, context)) return NOTHING;
  const root = new RootBuilder(file.path, 'swift');
  const text = withoutComments(file.text(), { line: '//', block: ['/*', '*/'] });
  const lines = new LineIndex(text);
  let found = 0;
  // Dependencies are arguments of the package: the calls are looked for inside of it and outside of it alike.
  for (const call of callsIn(text, CALLS)) {
    const line = lines.line(call.offset);
    const args = argumentsOf(call.inside);
    if (call.name.endsWith('binaryTarget')) addBinary(root, args, line);
    else found += addPackage(root, args, line);
  }
  if (lock !== undefined) return root.lockedIn(lock);
  if (found > 0) root.transitivesUnknown('run `swift package resolve` and commit Package.resolved');
  return found === 0 && root.unknowns.length === 0 && !text.includes('binaryTarget') ? NOTHING : root.build();
};

/** The Package.resolved of an Xcode project or workspace in this folder or above. */
function isCovered(path: string, context: ExtractContext): boolean {
  const folder = folderOf(path);
  return context.named('Package.resolved').some((lock) => {
    const folders = lock.split('/');
    const project = folders.findIndex((name) => /\.(?:xcodeproj|xcworkspace)$/.test(name));
    return (
      project >= 0 &&
      `${folder}/`.startsWith(
        folders
          .slice(0, project)
          .map((name) => `${name}/`)
          .join(''),
      )
    );
  });
}

function value(args: readonly Argument[], label: string): string | undefined {
  return args.find((a) => a.label === label)?.value;
}

function addPackage(root: RootBuilder, args: readonly Argument[], line: number): number {
  // A folder of the project, scanned by itself.
  if (value(args, 'path') !== undefined) return 0;
  const url = literalOf(value(args, 'url'));
  const id = literalOf(value(args, 'id'));
  if (url === undefined && id === undefined) {
    root.unknown('dynamic', 'the address of a dependency is computed', line, true);
    return 0;
  }
  const { version, range, commit } = requirementOf(args);
  addAsked(root, {
    name: url === undefined ? (id ?? '').replace('.', '/') : repositoryName(url),
    range,
    version,
    scope: 'production',
    line,
    origin: url === undefined ? { kind: 'registry' } : gitOrigin(url, commit),
  });
  return 1;
}

/** `exact: "1.0.0"`, `.exact("1.0.0")` and revisions are exact; what begins at a version, and branches, are not. */
function requirementOf(args: readonly Argument[]): {
  version: string | null;
  range: string;
  commit?: string;
} {
  for (const { label, value: text } of args) {
    const inner =
      /^\.?(?:[A-Za-z.]{0,60}\.)?(exact|revision|branch|upToNextMajor|upToNextMinor)\((.*)\)$/s.exec(text);
    const how = inner?.[1] ?? label ?? '';
    const literal = literalOf(inner === null ? text : argumentsOf(inner[2] ?? '')[0]?.value);
    switch (how) {
      case 'exact':
        return { version: literal ?? null, range: literal ?? '' };
      case 'revision':
        return {
          version: literal ?? null,
          range: literal ?? '',
          ...(literal === undefined ? {} : { commit: literal }),
        };
      case 'from':
      case 'branch':
      case 'upToNextMajor':
      case 'upToNextMinor':
        return { version: null, range: literal ?? '' };
      default:
        if (label === undefined && (text.includes('..<') || text.includes('...')))
          return { version: null, range: text.replace(/["\s]/g, '').slice(0, 100) };
    }
  }
  return { version: null, range: '' };
}

/** An archive that is downloaded and linked as it is. */
function addBinary(root: RootBuilder, args: readonly Argument[], line: number): void {
  if (value(args, 'path') !== undefined) return;
  const [name, url] = [literalOf(value(args, 'name')), literalOf(value(args, 'url'))];
  if (name === undefined || url === undefined) {
    root.unknown('dynamic', 'the address of a binary target is computed', line, true);
    return;
  }
  const hash = hexHash('sha256', literalOf(value(args, 'checksum')) ?? '');
  addAsked(root, {
    name,
    range: '',
    version: null,
    scope: 'production',
    line,
    origin: { kind: 'url', url: withoutCredentials(url) },
    more: { ecosystem: 'generic', ...(hash === undefined ? {} : { hashes: [hash] }) },
  });
}
