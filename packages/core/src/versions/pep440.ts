/**
 * Python versions, PEP 440 (https://packaging.python.org/specifications/version-specifiers/). Text outside that
 * grammar is a legacy version: before every valid one, and among themselves in the order setuptools once gave.
 */

import { remembered } from './remembered.ts';
import type { Scheme } from './scheme.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';
import { compareDigits, compareNumberLists, compareOptional, compareText, isDigits } from './text-order.ts';

export interface Pep440Version {
  readonly epoch: string;
  readonly release: readonly string[];
  readonly pre: { readonly phase: 0 | 1 | 2; readonly number: string } | null;
  /** Empty, which counts as 0, where no number is written; so with `dev`. */
  readonly post: string | null;
  readonly dev: string | null;
  /** Lower case, split at `.`, `-` and `_`; empty when there is none. */
  readonly local: readonly string[];
}

const PHASES: ReadonlyMap<string, 0 | 1 | 2> = new Map([
  ['a', 0],
  ['alpha', 0],
  ['b', 1],
  ['beta', 1],
  ['c', 2],
  ['rc', 2],
  ['pre', 2],
  ['preview', 2],
]);

const VERSION =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?(?:[-_.]?dev[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

/** The parts of a valid version, or null. */
export function parsePep440(text: string): Pep440Version | null {
  if (text.length > MAX_VERSION_LENGTH) return null;
  const match = VERSION.exec(text.trim().toLowerCase());
  if (match === null) return null;
  const [, epoch = '0', release = '0', word = '', number = '', implicitPost, post, dev, local] = match;
  const phase = PHASES.get(word);
  return {
    epoch,
    release: release.split('.'),
    pre: phase === undefined ? null : { phase, number },
    post: implicitPost ?? post ?? null,
    dev: dev ?? null,
    local: local === undefined ? [] : local.split(/[-_.]/),
  };
}

const read = remembered(parsePep440);

function compare(a: string, b: string): number {
  const x = read(a);
  const y = read(b);
  if (x === null || y === null) return x === y ? compareLegacy(a, b) : x === null ? -1 : 1;
  return comparePep440(x, y);
}

function comparePep440(x: Pep440Version, y: Pep440Version): number {
  return (
    compareDigits(x.epoch, y.epoch) ||
    compareNumberLists(x.release, y.release) ||
    comparePre(x, y) ||
    compareOptional(x.post, y.post, 1, compareDigits) ||
    compareOptional(x.dev, y.dev, -1, compareDigits) ||
    compareLocal(x.local, y.local)
  );
}

/** 1.0.dev1 < 1.0a1 < 1.0: a development release without phase comes before every phase. */
function phaseRank(v: Pep440Version): number {
  if (v.pre !== null) return v.pre.phase;
  return v.post === null && v.dev !== null ? -1 : 3;
}

function comparePre(x: Pep440Version, y: Pep440Version): number {
  return Math.sign(phaseRank(x) - phaseRank(y)) || compareDigits(x.pre?.number ?? '0', y.pre?.number ?? '0');
}

function compareLocal(a: readonly string[], b: readonly string[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const x = a[i];
    const y = b[i];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    const xNumber = isDigits(x);
    if (xNumber !== isDigits(y)) return xNumber ? 1 : -1;
    const order = xNumber ? compareDigits(x, y) : compareText(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

/** Words that setuptools' old ordering replaced; `final-` marks a hyphen. */
const LEGACY_WORDS: ReadonlyMap<string, string> = new Map([
  ['pre', 'c'],
  ['preview', 'c'],
  ['-', 'final-'],
  ['rc', 'c'],
  ['dev', '@'],
]);

/** Numbers as they are, everything else with `*` in front, so that words come before numbers. */
function legacyKey(text: string): readonly string[] {
  const parts: string[] = [];
  for (const [part] of `${text.toLowerCase()} `.matchAll(/\d+|[a-z]+|[^\da-z]/g)) {
    if (part === '.' || part === ' ') continue;
    pushLegacy(parts, isDigits(part) ? part : `*${LEGACY_WORDS.get(part) ?? part}`);
  }
  pushLegacy(parts, '*final');
  return parts;
}

function pushLegacy(parts: string[], part: string): void {
  if (part.startsWith('*')) {
    if (part < '*final') while (parts.at(-1) === '*final-') parts.pop();
    while (/^0+$/.test(parts.at(-1) ?? '')) parts.pop();
  }
  parts.push(part);
}

function compareLegacy(a: string, b: string): number {
  const x = legacyKey(a);
  const y = legacyKey(b);
  const length = Math.min(x.length, y.length);
  for (let i = 0; i < length; i += 1) {
    const left = x[i] ?? '';
    const right = y[i] ?? '';
    const bothNumbers = !left.startsWith('*') && !right.startsWith('*');
    const order = bothNumbers ? compareDigits(left, right) : compareText(left, right);
    if (order !== 0) return order;
  }
  return Math.sign(x.length - y.length);
}

export const pep440: Scheme = {
  compare,
  isValid: (text) => parsePep440(text) !== null,
  isPrerelease: (text) => {
    const v = parsePep440(text);
    return v !== null && (v.pre !== null || v.dev !== null);
  },
  release: (text) => parsePep440(text)?.release ?? null,
};
