/** Haskell with Cabal and Stack. */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'hackage/cabal-freeze',
    title: 'cabal.project.freeze',
    ecosystem: 'hackage',
    files: { names: ['cabal.project.freeze'], maxBytes: 8 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    whole: [{ ends: 'line' }],
    load: () => import('./cabal-freeze.ts').then((m) => m.extract),
  },
  {
    id: 'hackage/stack-lock',
    title: 'stack.yaml.lock',
    ecosystem: 'hackage',
    files: { names: ['stack.yaml.lock'], maxBytes: 8 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    whole: [{ ends: 'line', has: [['snapshots:']] }],
    load: () => import('./stack-lock.ts').then((m) => m.extract),
  },
];
