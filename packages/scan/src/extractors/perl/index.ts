/** Perl: distributions of CPAN. */
import type { Extractor } from '@theriac/core';

export const extractors: readonly Extractor[] = [
  {
    id: 'perl/cpanfile-snapshot',
    title: 'cpanfile.snapshot (Carton, Carmel)',
    ecosystem: 'cpan',
    files: { names: ['cpanfile.snapshot'], maxBytes: 16 * 1024 * 1024 },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    whole: [{ ends: 'line' }],
    load: () => import('./cpanfile-snapshot.ts').then((m) => m.extract),
  },
];
