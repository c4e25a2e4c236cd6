/** Swift Package Manager. */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'swift/package-resolved',
    title: 'Package.resolved (versions 1 to 3)',
    ecosystem: 'swift',
    files: { names: ['Package.resolved'], maxBytes: 16 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    load: () => import('./package-resolved.ts').then((m) => m.extract),
  },
];
