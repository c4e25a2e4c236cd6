/** Nix: what a flake is made from. */
import type { Extractor } from '@theriac/core';

export const extractors: readonly Extractor[] = [
  {
    id: 'nix/flake-lock',
    title: 'flake.lock (inputs with their revisions; not what is built from them)',
    ecosystem: 'github',
    files: { names: ['flake.lock'], maxBytes: 16 * 1024 * 1024 },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    whole: [{ neverEmpty: true }],
    load: () => import('./flake-lock.ts').then((m) => m.extract),
  },
];
