/** Git: repositories that a repository contains. */
import type { Extractor } from '@theriac/core';

export const extractors: readonly Extractor[] = [
  {
    id: 'git/submodules',
    title: '.gitmodules (commits from the index of a working copy)',
    ecosystem: 'github',
    files: { names: ['.gitmodules'], maxBytes: 1024 * 1024 },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    load: () => import('./submodules.ts').then((m) => m.extract),
  },
];
