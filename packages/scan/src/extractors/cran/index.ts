/** R. */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'cran/renv-lock',
    title: 'renv.lock',
    ecosystem: 'cran',
    files: { names: ['renv.lock'], maxBytes: 32 * MEBIBYTE },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    load: () => import('./renv-lock.ts').then((m) => m.extract),
  },
];
