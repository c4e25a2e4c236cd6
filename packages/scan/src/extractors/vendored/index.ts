/** Third-party code that was copied into the tree. */
import type { Extractor } from '@theriac/core';
import type { Library } from './browser-library.ts';
import type { CopiedLibrary } from './copied-library.ts';
import { COPY } from './fix-recipes.ts';
import { LIBRARIES } from './libraries.ts';
import { NATIVE_LIBRARIES } from './native-libraries.ts';
import { PAGE_LIBRARIES } from './page-libraries.ts';
import { PHP_LIBRARIES } from './php-libraries.ts';
import { STYLE_LIBRARIES } from './style-libraries.ts';

/** Folders in which projects keep copies of libraries. */
const FOLDER =
  '(?:vendors?|third[-_]?party|libs?|assets|static|public|dist|js|javascripts?|scripts|wwwroot|webapp|resources|plugins)';
const sources = (libraries: readonly Library[]): string => libraries.map(({ file }) => file).join('|');
/** Names that say much may go on (`jquerycurrent.js`); the others are words that end there (`vis.js`, not `visits.js`). */
const FILES = `(?:${sources(PAGE_LIBRARIES)})|(?:${sources(LIBRARIES)})(?![A-Za-z])`;

/** Only the beginning is searched, so that size does not matter. */
const ANY_SIZE = 64 * 1024 * 1024;
const filesOf = (libraries: readonly CopiedLibrary[]): string[] => [
  ...new Set(libraries.flatMap((library) => library.files)),
];
const COPIES = {
  requires: [],
  provides: { edges: false, exact: true, scope: false },
  fix: COPY,
} as const;

export const extractors: readonly Extractor[] = [
  {
    id: 'vendored/javascript',
    installed: true,
    title: 'copies of JavaScript libraries (jquery-3.4.1.min.js, vendor/lodash.js)',
    ecosystem: 'npm',
    files: {
      patterns: [
        { extension: '.min.js', path: /./ },
        {
          extension: '.js',
          path: new RegExp(`(?:^|/)${FOLDER}/(?:[^/]{1,200}/){0,6}(?:${FILES})[^/]{0,60}\\.js$`, 'i'),
        },
        { extension: '.js', path: new RegExp(`(?:^|/)(?:${FILES})[-.]v?\\d[^/]{0,60}\\.js$`, 'i') },
      ],
      // Under any name: a comment at the start that has a version in it.
      heads: [{ extension: '.js', head: /^\s{0,20}\/[*/][\s\S]{0,280}?\bv?\d{1,4}\.\d{1,5}\.\d/ }],
      maxBytes: 64 * 1024 * 1024,
    },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    fix: COPY,
    load: () => import('./javascript.ts').then((m) => m.extract),
  },
  {
    id: 'vendored/package-file',
    installed: true,
    title: 'package.json of a copied package (vendor/NAME/, NAME-1.2.3/)',
    ecosystem: 'npm',
    files: { names: ['package.json'], maxBytes: 8 * 1024 * 1024 },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    fix: COPY,
    load: () => import('./package-file.ts').then((m) => m.extract),
  },
  {
    id: 'vendored/composer-package',
    installed: true,
    title: 'composer.json of a copied package (vendor/VENDOR/NAME/, without a lockfile above)',
    ecosystem: 'composer',
    files: {
      patterns: [{ extension: '.json', path: /(?:^|\/)vendor\/[^/]{1,200}\/[^/]{1,200}\/composer\.json$/ }],
      maxBytes: 8 * 1024 * 1024,
    },
    ...COPIES,
    load: () => import('./manifest-copies.ts').then((m) => m.extractComposer),
  },
  {
    id: 'vendored/crate',
    installed: true,
    title: 'crates copied by `cargo vendor` (without Cargo.lock above)',
    ecosystem: 'cargo',
    files: { names: ['.cargo-checksum.json'], maxBytes: 8 * 1024 * 1024 },
    ...COPIES,
    load: () => import('./manifest-copies.ts').then((m) => m.extractCargo),
  },
  {
    id: 'vendored/style',
    installed: true,
    title: 'copies of style sheets (bootstrap.css, font-awesome.min.css)',
    ecosystem: 'npm',
    files: { names: filesOf(STYLE_LIBRARIES), maxBytes: ANY_SIZE },
    ...COPIES,
    load: () => import('./style.ts').then((m) => m.extract),
  },
  {
    id: 'vendored/php',
    installed: true,
    title: 'copies of PHP libraries (class.phpmailer.php, Smarty.class.php)',
    ecosystem: 'composer',
    files: { names: filesOf(PHP_LIBRARIES), maxBytes: ANY_SIZE },
    ...COPIES,
    load: () => import('./php.ts').then((m) => m.extract),
  },
  {
    id: 'vendored/native',
    installed: true,
    title: 'copies of C and C++ libraries (zlib.h, sqlite3.c)',
    ecosystem: 'generic',
    files: { names: filesOf(NATIVE_LIBRARIES), maxBytes: ANY_SIZE },
    ...COPIES,
    load: () => import('./native.ts').then((m) => m.extract),
  },
  {
    id: 'vendored/python',
    installed: true,
    title: 'lists of copied Python packages (_vendor/vendor.txt)',
    ecosystem: 'pypi',
    files: {
      patterns: [{ extension: '.txt', path: /(?:^|\/)_vendor\/vendor(?:ed)?\.txt$/ }],
      maxBytes: 1024 * 1024,
    },
    ...COPIES,
    whole: [{ ends: 'line' }],
    load: () => import('./python.ts').then((m) => m.extract),
  },
];
