/** Overrides and resolutions of package.json that hold a package at the version it has, so that only they can move it. */
import type { Hold } from '@theriac/core';
import { asObject, asString, get, type JsonObject } from '@theriac/read/json';
import type { LockNode } from '../shared/lock-graph.ts';
import { exactVersion } from './package-source.ts';

const MAX_DEPTH = 8;

/** Where each package manager keeps them. */
export const NPM_OVERRIDES = ['overrides'] as const;
export const YARN_RESOLUTIONS = ['resolutions'] as const;
export const PNPM_OVERRIDES = ['pnpm', 'overrides'] as const;

/** An entry that names one exact version. */
export interface Held {
  readonly name: string;
  readonly version: string;
  readonly hold: Hold;
}

/** `lodash`, `lodash@4`, `parent>@scope/name@1`, `**` and a slash before a name: the package that is meant. */
export function nameOfOverride(key: string): string {
  const parts = key.slice(key.lastIndexOf('>') + 1).split('/');
  const name = (parts.at(-1) ?? '').replace(/^(.[^@]*)@.*$/s, '$1');
  const scope = parts.at(-2) ?? '';
  return scope.startsWith('@') ? `${scope}/${name}` : name;
}

/** @param field path of the table in package.json */
export function heldIn(top: JsonObject, field: readonly string[], manifest: string): Held[] {
  let table = top;
  for (const key of field) table = asObject(get(table, key));
  return entriesOf(table, [...field], manifest);
}

function entriesOf(table: JsonObject, path: readonly string[], manifest: string): Held[] {
  if (path.length > MAX_DEPTH) return [];
  return Object.entries(table).flatMap(([key, value]) => {
    const here = [...path, key];
    const text = asString(value);
    if (text === undefined) return entriesOf(asObject(value), here, manifest);
    // npm: `.` is the package that the table itself is about.
    const name = nameOfOverride(key === '.' ? (path.at(-1) ?? '') : key);
    const version = exactVersion(text.replace(/^npm:(?=[\dv=])/, ''));
    return version === null ? [] : [{ name, version, hold: { manifest, path: here } }];
  });
}

/** Packages whose ranges the project changes, wherever in the tree: by overrides of npm, or by what sets resolutions there. */
export function rangesChangedIn(top: JsonObject): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (table: JsonObject, depth: number): void => {
    for (const [key, value] of Object.entries(table)) {
      names.add(nameOfOverride(key));
      if (depth < MAX_DEPTH) visit(asObject(value), depth + 1);
    }
  };
  for (const [field] of [NPM_OVERRIDES, YARN_RESOLUTIONS]) visit(asObject(get(top, field)), 0);
  return names;
}

/** Marks the packages that have the version of an entry. */
export function markHeld(nodes: Iterable<LockNode>, held: readonly Held[]): void {
  if (held.length === 0) return;
  const byName = new Map(held.map((one) => [`${one.name}@${one.version}`, one.hold]));
  for (const node of nodes) {
    const hold = byName.get(`${node.draft.name}@${node.draft.version ?? ''}`);
    if (hold !== undefined) node.heldBy = hold;
  }
}
