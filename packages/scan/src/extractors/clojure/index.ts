/** Clojure: the Clojure CLI and Leiningen. Both resolve through Maven and have no lockfile. */
import type { Extractor } from '@theriac/core';
import { byManifest } from '../shared/manifest-recipe.ts';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'clojure/deps-edn',
    title: 'deps.edn (with aliases)',
    ecosystem: 'maven',
    files: { names: ['deps.edn'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    fix: byManifest('deps.edn'),
    load: () => import('./deps-edn.ts').then((m) => m.extract),
  },
  {
    id: 'clojure/project-clj',
    title: 'project.clj (Leiningen, with profiles and plug-ins)',
    ecosystem: 'maven',
    files: { names: ['project.clj'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    fix: byManifest('project.clj'),
    load: () => import('./project-clj.ts').then((m) => m.extract),
  },
];
