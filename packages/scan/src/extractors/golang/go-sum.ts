/** `go.sum`: hashes of modules, and (before Go 1.17) the only trace of modules that `go.mod` does not name. */
import type { ExtractContext, Hash } from '@theriac/core';
import { beside } from '../../target/paths.ts';
import { base64Hash } from '../shared/origin.ts';

export interface SumEntry {
  readonly version: string;
  readonly hash: Hash | undefined;
  readonly line: number;
}

export interface GoSum {
  readonly path: string;
  /**
   * Module → versions whose contents were downloaded. Lines that end in `/go.mod` are left out: Go reads those files
   * to choose versions, and most of what they name is in no build.
   */
  readonly modules: ReadonlyMap<string, readonly SumEntry[]>;
}

/** Versions of one module; old ones stay in the file until it is tidied. */
const MAX_VERSIONS = 1000;

/** `go.sum` beside `path`; null when there is none or it is not text. */
export function readGoSum(path: string, context: ExtractContext): GoSum | null {
  const file = context.file(beside(path, 'go.sum'));
  if (file === null) return null;
  let text: string;
  try {
    text = file.text();
  } catch {
    return null;
  }
  const modules = new Map<string, SumEntry[]>();
  for (const [index, line] of text.split('\n').entries()) {
    const [module, version, sum] = line.trim().split(/\s+/);
    if (module === undefined || version === undefined || sum === undefined || version.endsWith('/go.mod'))
      continue;
    // `h1:` is the SHA-256 of the sorted list of the files' SHA-256 sums.
    const hash = sum.startsWith('h1:') ? base64Hash('sha256', sum.slice(3)) : undefined;
    const entry = { version, hash, line: index + 1 };
    const there = modules.get(module);
    if (there === undefined) modules.set(module, [entry]);
    else if (there.length < MAX_VERSIONS) there.push(entry);
  }
  return { path: file.path, modules };
}

/** The greatest version, which minimal version selection settles on. */
export function greatest(entries: readonly SumEntry[]): SumEntry | undefined {
  return entries.reduce<SumEntry | undefined>(
    (best, entry) => (best === undefined || compareGo(entry.version, best.version) > 0 ? entry : best),
    undefined,
  );
}

/** Order of module versions (semantic versioning; a prerelease comes before its release). */
export function compareGo(a: string, b: string): number {
  const [coreA = '', preA = ''] = split(a);
  const [coreB = '', preB = ''] = split(b);
  const core = compareParts(coreA.split('.'), coreB.split('.'));
  if (core !== 0) return core;
  if (preA === '' || preB === '') return preA === preB ? 0 : preA === '' ? 1 : -1;
  return compareParts(preA.split('.'), preB.split('.'));
}

function split(version: string): [string, string] {
  const bare = version.replace(/^v/, '').replace(/\+.*$/s, '');
  const dash = bare.indexOf('-');
  return dash < 0 ? [bare, ''] : [bare.slice(0, dash), bare.slice(dash + 1)];
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const x = a[at];
    const y = b[at];
    if (x === y) continue;
    if (x === undefined) return -1;
    if (y === undefined) return 1;
    const numeric = /^\d{1,15}$/;
    if (numeric.test(x) && numeric.test(y)) return Number(x) - Number(y);
    if (numeric.test(x) !== numeric.test(y)) return numeric.test(x) ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return 0;
}
