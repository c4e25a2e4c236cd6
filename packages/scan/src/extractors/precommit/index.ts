/** pre-commit (and prek): hooks from other repositories. */
import type { Extractor } from '@theriac/core';

export const extractors: readonly Extractor[] = [
  {
    id: 'precommit/config',
    title: '.pre-commit-config.yaml (repositories of hooks)',
    ecosystem: 'github',
    files: { names: ['.pre-commit-config.yaml', '.pre-commit-config.yml'], maxBytes: 1024 * 1024 },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    load: () => import('./config.ts').then((m) => m.extract),
  },
];
