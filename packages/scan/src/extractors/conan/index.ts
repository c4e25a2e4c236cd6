/** C and C++ with Conan 1 and 2. */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'conan/conan-lock',
    title: 'conan.lock (Conan 1 and 2)',
    ecosystem: 'conan',
    files: { names: ['conan.lock'], maxBytes: 32 * MEBIBYTE },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    load: () => import('./conan-lock.ts').then((m) => m.extract),
  },
  {
    id: 'conan/conanfile-txt',
    title: 'conanfile.txt (without conan.lock)',
    ecosystem: 'conan',
    files: { names: ['conanfile.txt'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    lockCommand: 'conan lock create .',
    load: () => import('./conanfile-txt.ts').then((m) => m.extract),
  },
];
