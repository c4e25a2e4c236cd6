/**
 * From what a package asks for (`name` and `range`) to the entry of a yarn.lock. Yarn finds an entry by its pattern
 * alone, so a pattern that no entry has is a record that is missing, whatever other versions of the package there
 * are. Only `resolutions` in the manifest at the top lead from one pattern to another.
 */
import { asObject, asString, get } from '@theriac/read/json';
import type { LockNode } from '../shared/lock-graph.ts';
import { nameOfOverride } from './holds.ts';
import type { Manifest } from './manifest.ts';
import { rangeCheck } from './range-check.ts';

export interface Found {
  /** The entry, or the nearest thing to it where there is no entry. */
  readonly to?: LockNode;
  readonly isMissing: boolean;
}

export interface Patterns {
  /** The entry that has the pattern, by Yarn's own rules. */
  readonly exact: (name: string, range: string) => LockNode | undefined;
  readonly byName: ReadonlyMap<string, ReadonlySet<LockNode>>;
  /** The manifest at the top; null where there is none that can be read. */
  readonly top: Manifest | null;
}

/** What Yarn writes differently in the pattern than the package asks for it: bound to a folder, or looked up. */
const BOUND = /^(?:file|link|portal|exec|patch|workspace|catalog):/;

/** @returns the look-up of one lockfile */
export function lookUp({ exact, byName, top }: Patterns): (name: string, range: string) => Found {
  const resolutions = top === null ? null : resolutionsIn(top);
  const check = rangeCheck();
  const known = new Map<string, LockNode | undefined>();
  /** The entry that a resolution of the package leads to; looked for once, however many there are and ask. */
  const resolvedTo = (name: string): LockNode | undefined => {
    if (resolutions?.has(name) !== true || known.has(name)) return known.get(name);
    const to = resolutions
      .get(name)
      ?.map((range) => exact(name, range))
      .find((entry) => entry !== undefined);
    known.set(name, to);
    return to;
  };
  return (name, range) => {
    const entry = exact(name, range);
    if (entry !== undefined) return { to: entry, isMissing: false };
    const resolved = resolvedTo(name);
    if (resolved !== undefined) return { to: resolved, isMissing: false };
    const same = byName.get(name);
    const only = same?.size === 1 ? same.values().next().value : undefined;
    if (only === undefined) return { isMissing: true };
    if (BOUND.test(range) || resolutions?.has(name) === true) return { to: only, isMissing: false };
    const verdict = check(range.replace(/^npm:/, ''), only.draft.version);
    if (verdict === 'outside') return { isMissing: true };
    // Without the manifest nobody knows which patterns it changes.
    return { to: only, isMissing: resolutions !== null };
  };
}

/** By package: what the resolutions put in place of the ranges that are asked for. */
function resolutionsIn(top: Manifest): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const [key, value] of Object.entries(asObject(get(asObject(top.document.value), 'resolutions')))) {
    const range = asString(value);
    const name = nameOfOverride(key);
    const ranges = byName.get(name);
    if (ranges === undefined) byName.set(name, range === undefined ? [] : [range]);
    else if (range !== undefined) ranges.push(range);
  }
  return byName;
}
