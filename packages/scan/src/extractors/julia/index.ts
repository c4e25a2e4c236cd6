/** Julia. */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'julia/manifest',
    title: 'Manifest.toml',
    ecosystem: 'julia',
    files: { names: ['Manifest.toml', 'JuliaManifest.toml'], maxBytes: 16 * MEBIBYTE },
    requires: [],
    whole: [{ ends: 'line' }],
    provides: { edges: true, exact: true, scope: false },
    load: () => import('./manifest.ts').then((m) => m.extract),
  },
];
