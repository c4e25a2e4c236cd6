/** Ruby: Bundler's lockfile, and Gemfile or gemspec where there is none. */
import type { Extractor } from '@theriac/core';
import { BUNDLER } from './fix-recipes.ts';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'gem/gemfile-lock',
    title: 'Gemfile.lock, gems.locked',
    ecosystem: 'gem',
    files: {
      names: ['Gemfile.lock', 'gems.locked'],
      extensions: ['.gemfile.lock'],
      maxBytes: 16 * MEBIBYTE,
    },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    whole: [{ names: ['Gemfile.lock', 'gems.locked'], neverEmpty: true }],
    fix: BUNDLER,
    load: () => import('./gemfile-lock.ts').then((m) => m.extract),
  },
  {
    id: 'gem/gemfile',
    title: 'Gemfile, gems.rb without a lockfile (literal lines)',
    ecosystem: 'gem',
    files: { names: ['Gemfile', 'gems.rb'], maxBytes: 2 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: false, scope: true },
    lockCommand: 'bundle lock',
    fix: BUNDLER,
    whole: [{ ends: 'code', comment: '#' }],
    load: () => import('./gem-manifest.ts').then((m) => m.extractGemfile),
  },
  {
    id: 'gem/gemspec',
    installed: true,
    title: '*.gemspec (literal fields; installed gems)',
    ecosystem: 'gem',
    files: { extensions: ['.gemspec'], maxBytes: 2 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: false, scope: true },
    whole: [{ ends: 'code', comment: '#' }],
    load: () => import('./gem-manifest.ts').then((m) => m.extractGemspec),
  },
];
