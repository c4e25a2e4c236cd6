/** Bower. */
import type { Extractor } from '@theriac/core';

export const extractors: readonly Extractor[] = [
  {
    id: 'bower/bower-json',
    title: 'bower.json',
    ecosystem: 'bower',
    files: { names: ['bower.json'], maxBytes: 4 * 1024 * 1024 },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    load: () => import('./bower-json.ts').then((m) => m.extract),
  },
];
