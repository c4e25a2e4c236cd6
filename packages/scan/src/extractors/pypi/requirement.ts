/** One dependency specifier (PEP 508), read without evaluating its marker. */
import type { Origin } from '@theriac/core';
import { gitOrigin, withoutCredentials } from '../shared/origin.ts';

export interface Requirement {
  /** As written. */
  readonly name: string;
  readonly extras: readonly string[];
  /** Version clauses without spaces: `>=1,<2`; empty when none. */
  readonly specifier: string;
  /** After `@`. */
  readonly url?: string;
  /** After `;`. */
  readonly marker?: string;
}

const NAME = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*/;
const CLAUSE = /^(?:===|==|~=|!=|<=|>=|<|>)\s*[A-Za-z0-9_.*+!-]+$/;

/** `name[extras] clauses ; marker` or `name[extras] @ url ; marker`; null when it is neither. */
export function parseRequirement(text: string): Requirement | null {
  const found = NAME.exec(text);
  const name = found?.[1];
  if (found === null || name === undefined || /[._-]$/.test(name)) return null;
  let rest = text.slice(found[0].length);
  let extras: string[] = [];
  if (rest.startsWith('[')) {
    const close = rest.indexOf(']');
    if (close < 0) return null;
    extras = rest
      .slice(1, close)
      .split(',')
      .map((e) => e.trim())
      .filter((e) => e !== '');
    rest = rest.slice(close + 1).trimStart();
  }
  if (rest.startsWith('@')) {
    // A URL may hold semicolons: the marker begins at one that follows a space.
    const cut = rest.search(/\s;/);
    const url = (cut < 0 ? rest.slice(1) : rest.slice(1, cut)).trim();
    if (url === '' || /\s/.test(url)) return null;
    return { name, extras, specifier: '', url, ...markerOf(cut < 0 ? '' : rest.slice(cut + 2)) };
  }
  const semicolon = rest.indexOf(';');
  const marker = markerOf(semicolon < 0 ? '' : rest.slice(semicolon + 1));
  let clauses = (semicolon < 0 ? rest : rest.slice(0, semicolon)).trim();
  if (clauses.startsWith('(') && clauses.endsWith(')')) clauses = clauses.slice(1, -1).trim();
  if (clauses === '') return { name, extras, specifier: '', ...marker };
  const parts = clauses.split(',').map((c) => c.trim());
  if (parts.at(-1) === '') parts.pop();
  if (!parts.every((c) => CLAUSE.test(c))) return null;
  return { name, extras, specifier: parts.map((c) => c.replace(/\s+/g, '')).join(','), ...marker };
}

function markerOf(text: string): { marker?: string } {
  const marker = text.trim();
  return marker === '' ? {} : { marker };
}

/** The one version that a specifier allows (`==1.2`, `===1.2`), or null for a range. */
export function pinnedVersion(specifier: string): string | null {
  for (const clause of specifier.split(',')) {
    const version = /^={2,3}([^=*]+)$/.exec(clause)?.[1];
    if (version !== undefined) return version;
  }
  return null;
}

/** Extras that a marker asks about: `extra == "caching"` → `caching`. */
export function markerExtras(marker: string | undefined): string[] {
  if (marker === undefined) return [];
  return [...marker.matchAll(/\bextra\s{0,8}==\s{0,8}["']([^"']{1,200})["']/g)].flatMap((m) => m[1] ?? []);
}

/** Origin of a direct reference: `git+…`, `file:…` or any other URL. */
export function originOfUrl(url: string): Origin {
  if (/^git(?:\+|:)/.test(url)) return gitOrigin(url);
  if (/^(?:hg|svn|bzr)\+/.test(url)) return { kind: 'url', url: withoutCredentials(url) };
  if (url.startsWith('file:')) return { kind: 'path', path: url.slice(5).replace(/^\/\/(?=\/)/, '') };
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(url)) return { kind: 'url', url: withoutCredentials(url) };
  return { kind: 'path', path: url };
}

/** Name and version in the file name of a wheel or source archive (PEP 427, PEP 625). */
export function identityOfFileName(url: string): { name: string; version: string } | null {
  const clean = url.replace(/[?#].*$/s, '');
  const base = clean.slice(Math.max(clean.lastIndexOf('/'), clean.lastIndexOf('\\')) + 1);
  if (base.endsWith('.whl')) {
    const [name, version, ...tags] = base.slice(0, -4).split('-');
    return name && version && tags.length >= 3 ? { name, version: decoded(version) } : null;
  }
  const archive = /\.(?:tar\.gz|zip|tar\.bz2|tgz)$/.exec(base);
  if (archive === null) return null;
  const stem = base.slice(0, archive.index);
  const dash = stem.lastIndexOf('-');
  const version = stem.slice(dash + 1);
  return dash > 0 && /^\d/.test(version) ? { name: stem.slice(0, dash), version: decoded(version) } : null;
}

function decoded(text: string): string {
  return text.replace(/%2B/gi, '+');
}
