/** C and C++ with vcpkg. */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'vcpkg/manifest',
    title: 'vcpkg.json',
    ecosystem: 'vcpkg',
    files: { names: ['vcpkg.json'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: false, scope: true },
    load: () => import('./manifest.ts').then((m) => m.extract),
  },
  {
    id: 'vcpkg/installed',
    installed: true,
    title: 'vcpkg_installed/vcpkg/status',
    ecosystem: 'vcpkg',
    files: { patterns: [{ extension: '', path: /(?:^|\/)vcpkg\/status$/ }], maxBytes: 32 * MEBIBYTE },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    whole: [{ neverEmpty: true, ends: 'record' }],
    load: () => import('./installed.ts').then((m) => m.extract),
  },
];
