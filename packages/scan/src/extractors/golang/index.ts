/** Go: modules, workspaces, vendored sources and binaries. */
import type { Extractor } from '@theriac/core';
import { EXECUTABLES } from '@theriac/read/executable';
import { GO } from './fix-recipes.ts';

const MIB = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'golang/go-mod',
    title: 'go.mod (with go.sum, go.work and vendor/modules.txt)',
    ecosystem: 'golang',
    files: { names: ['go.mod'], maxBytes: 16 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    whole: [{ neverEmpty: true, ends: 'line', lastLine: ')' }],
    fix: GO,
    load: () => import('./go-mod.ts').then((m) => m.extract),
  },
  {
    id: 'golang/go-work',
    title: 'go.work',
    ecosystem: 'golang',
    files: { names: ['go.work'], maxBytes: 4 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    whole: [{ neverEmpty: true, ends: 'line' }],
    fix: GO,
    load: () => import('./go-work.ts').then((m) => m.extract),
  },
  {
    id: 'golang/vendored',
    title: 'vendor/modules.txt (without go.mod)',
    ecosystem: 'golang',
    files: { patterns: [{ extension: '.txt', path: /(?:^|\/)vendor\/modules\.txt$/ }], maxBytes: 16 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    fix: GO,
    whole: [{ neverEmpty: true, ends: 'line' }],
    load: () => import('./vendored.ts').then((m) => m.extract),
  },
  {
    id: 'golang/binary',
    installed: true,
    title: 'Go programs (ELF, PE, Mach-O build information)',
    ecosystem: 'golang',
    files: { magic: EXECUTABLES, extensions: ['.exe', '.dll', '.so'], maxBytes: 384 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    load: () => import('./binary.ts').then((m) => m.extract),
  },
];
