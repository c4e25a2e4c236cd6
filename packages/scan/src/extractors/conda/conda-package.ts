/** Names, versions and builds of conda packages, as its several files write them. */

import { type Hash, withoutCredentials } from '@theriac/core';
import { baseName } from '../../target/paths.ts';
import { hexHash } from '../shared/origin.ts';
import type { PackageDraft } from '../shared/root-builder.ts';

export interface CondaPackage {
  readonly name: string;
  /** Null for a range. */
  readonly version: string | null;
  /** As written; empty when any version will do. */
  readonly range: string;
  readonly build: string;
  readonly channel: string;
}

/** `channel::name`, `name=1.2`, `name=1.2=build`, `name ==1.2`, `name >=1,<2`; null when it is none of these. */
export function parseMatchSpec(text: string): CondaPackage | null {
  const bracket = text.indexOf('[');
  const bare = (bracket < 0 ? text : text.slice(0, bracket)).trim();
  const colons = bare.lastIndexOf('::');
  const channel = colons < 0 ? '' : bare.slice(0, colons);
  const spec = colons < 0 ? bare : bare.slice(colons + 2);
  const found = /^([A-Za-z0-9_][A-Za-z0-9_.-]*)\s*(.*)$/s.exec(spec);
  if (found?.[1] === undefined) return null;
  const rest = (found[2] ?? '').trim();
  const equal = /^(={1,2})\s*([^=\s,|<>!*]+)(?:(?:=|\s+)([^=\s]+))?$/.exec(rest);
  if (equal?.[2] !== undefined) {
    // `=1.2` means 1.2.*; with a build or `==` it is one version.
    const build = equal[3] ?? '';
    const exact = equal[1] === '==' || build !== '';
    return { name: found[1], version: exact ? equal[2] : null, range: rest, build, channel };
  }
  if (rest !== '' && !/^[=<>!~*0-9]/.test(rest)) return null;
  return { name: found[1], version: null, range: rest, build: '', channel };
}

/** The archive's file name `name-version-build.conda`; null when it is not one. */
export function parseArchiveUrl(url: string): (CondaPackage & { readonly subdir: string }) | null {
  const path = withoutCredentials(url).replace(/[?#].*$/s, '');
  const found = /^(.+)-([^-]+)-([^-]+)\.(?:conda|tar\.bz2)$/.exec(baseName(path));
  if (found?.[1] === undefined || found[2] === undefined || found[3] === undefined) return null;
  const folders = path.slice(0, Math.max(path.lastIndexOf('/'), 0)).split('/');
  const subdir = folders.pop() ?? '';
  return {
    name: found[1],
    version: found[2],
    range: '',
    build: found[3],
    channel: folders.pop() ?? '',
    subdir: /^(?:noarch|(?:linux|osx|win|emscripten|wasi)-\w+)$/.test(subdir) ? subdir : '',
  };
}

/** Qualifiers of a conda purl: build, channel and subdir. */
export function condaQualifiers(p: {
  readonly build?: string;
  readonly channel?: string;
  readonly subdir?: string;
}): Pick<PackageDraft, 'qualifiers'> {
  const qualifiers = {
    ...(p.build ? { build: p.build } : {}),
    ...(p.channel ? { channel: p.channel } : {}),
    ...(p.subdir ? { subdir: p.subdir } : {}),
  };
  return Object.keys(qualifiers).length === 0 ? {} : { qualifiers };
}

export function condaHashes(md5: string | undefined, sha256: string | undefined): Hash[] {
  return [hexHash('sha256', sha256 ?? ''), hexHash('md5', md5 ?? '')].filter((h) => h !== undefined);
}
