/** Swift Package Manager and Carthage. */
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
  {
    id: 'swift/package-swift',
    title: 'Package.swift (literal dependencies; without Package.resolved)',
    ecosystem: 'swift',
    files: { names: ['Package.swift'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: false, scope: false },
    lockCommand: 'swift package resolve',
    whole: [{ ends: 'code', comment: '//' }],
    load: () => import('./package-swift.ts').then((m) => m.extract),
  },
  {
    id: 'swift/cartfile-resolved',
    title: 'Cartfile.resolved (Carthage)',
    ecosystem: 'swift',
    files: { names: ['Cartfile.resolved'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    whole: [{ ends: 'line' }],
    load: () => import('./cartfile-resolved.ts').then((m) => m.extract),
  },
];
