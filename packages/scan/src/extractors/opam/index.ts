/** OCaml with opam. */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'opam/locked',
    title: '*.opam.locked, opam.locked',
    ecosystem: 'opam',
    files: { names: ['opam.locked'], extensions: ['.opam.locked'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    load: () => import('./locked.ts').then((m) => m.extract),
  },
];
