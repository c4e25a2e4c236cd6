/** Conda: environments, lockfiles and what is installed. */
import type { Extractor } from '@theriac/core';

const MIB = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'conda/environment',
    title: 'environment*.yml (with pip section; without conda-lock.yml)',
    ecosystem: 'conda',
    files: {
      names: ['environment.yml', 'environment.yaml', 'conda.yml', 'conda.yaml'],
      patterns: [
        { extension: '.yml', path: /(?:^|\/)(?:environment|env|conda)[-_.](?!lock)[^/]{1,100}\.yml$/ },
        { extension: '.yaml', path: /(?:^|\/)(?:environment|env|conda)[-_.](?!lock)[^/]{1,100}\.yaml$/ },
      ],
      maxBytes: MIB,
    },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    load: () => import('./environment.ts').then((m) => m.extract),
  },
  {
    id: 'conda/conda-lock',
    title: 'conda-lock.yml (version 1)',
    ecosystem: 'conda',
    files: {
      names: ['conda-lock.yml', 'conda-lock.yaml'],
      extensions: ['.conda-lock.yml'],
      maxBytes: 16 * MIB,
    },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    whole: [{ ends: 'line' }],
    load: () => import('./conda-lock.ts').then((m) => m.extract),
  },
  {
    id: 'conda/explicit',
    title: 'explicit lists (@EXPLICIT)',
    ecosystem: 'conda',
    files: {
      names: ['spec-file.txt', 'explicit.txt', 'spec-list.txt'],
      patterns: [
        { extension: '.txt', path: /(?:^|\/)(?:conda|environment|env)[^/]{0,100}\.txt$/ },
        { extension: '.lock', path: /(?:^|\/)conda-[^/]{1,100}\.lock$/ },
      ],
      maxBytes: 16 * MIB,
    },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    load: () => import('./explicit.ts').then((m) => m.extract),
  },
  {
    id: 'conda/installed',
    installed: true,
    title: 'conda-meta/*.json (installed packages)',
    ecosystem: 'conda',
    files: {
      patterns: [{ extension: '.json', path: /(?:^|\/)conda-meta\/[^/]{1,300}\.json$/ }],
      maxBytes: 32 * MIB,
    },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    load: () => import('./installed.ts').then((m) => m.extract),
  },
];
