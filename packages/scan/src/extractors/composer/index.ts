/** PHP with Composer: lockfile, installed packages, and composer.json where there is no lockfile. */
import type { Extractor } from '@theriac/core';
import { COMPOSER } from './fix-recipes.ts';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'composer/composer-lock',
    title: 'composer.lock',
    ecosystem: 'composer',
    files: { names: ['composer.lock'], maxBytes: 32 * MEBIBYTE },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    whole: [{ neverEmpty: true }],
    fix: COMPOSER,
    load: () => import('./composer-lock.ts').then((m) => m.extract),
  },
  {
    id: 'composer/installed-json',
    installed: true,
    title: 'vendor/composer/installed.json (Composer 1 and 2)',
    ecosystem: 'composer',
    files: {
      patterns: [{ extension: '.json', path: /(?:^|\/)composer\/installed\.json$/ }],
      maxBytes: 32 * MEBIBYTE,
    },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    load: () => import('./installed-json.ts').then((m) => m.extract),
  },
  {
    id: 'composer/composer-json',
    title: 'composer.json without a lockfile',
    ecosystem: 'composer',
    files: { names: ['composer.json'], maxBytes: 8 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: false, scope: true },
    lockCommand: 'composer update',
    fix: COMPOSER,
    load: () => import('./composer-json.ts').then((m) => m.extract),
  },
];
