/** Dart and Flutter. */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'pub/pubspec-lock',
    title: 'pubspec.lock',
    ecosystem: 'pub',
    files: { names: ['pubspec.lock'], maxBytes: 16 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    whole: [{ ends: 'line', has: [['sdks:', 'sdk:']] }],
    load: () => import('./pubspec-lock.ts').then((m) => m.extract),
  },
  {
    id: 'pub/pubspec-yaml',
    title: 'pubspec.yaml (without pubspec.lock)',
    ecosystem: 'pub',
    files: { names: ['pubspec.yaml'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: false, scope: true },
    lockCommand: 'dart pub get',
    load: () => import('./pubspec-yaml.ts').then((m) => m.extract),
  },
];
