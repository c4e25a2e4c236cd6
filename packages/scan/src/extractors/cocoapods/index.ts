/** CocoaPods. */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'cocoapods/podfile-lock',
    title: 'Podfile.lock',
    ecosystem: 'cocoapods',
    files: { names: ['Podfile.lock'], maxBytes: 16 * MEBIBYTE },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    whole: [{ ends: 'line' }],
    load: () => import('./podfile-lock.ts').then((m) => m.extract),
  },
  {
    id: 'cocoapods/podfile',
    title: 'Podfile (literal pods; without Podfile.lock)',
    ecosystem: 'cocoapods',
    files: { names: ['Podfile'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: false, scope: false },
    lockCommand: 'pod install',
    whole: [{ ends: 'code', comment: '#' }],
    load: () => import('./podfile.ts').then((m) => m.extract),
  },
];
