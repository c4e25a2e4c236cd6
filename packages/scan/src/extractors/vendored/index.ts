/** Third-party JavaScript that was copied into the tree. */
import type { Extractor } from '@theriac/core';
import { COPY } from './fix-recipes.ts';
import { LIBRARIES } from './libraries.ts';

/** Folders in which projects keep copies of libraries. */
const FOLDER =
  '(?:vendors?|third[-_]?party|libs?|assets|static|public|dist|js|javascripts?|scripts|wwwroot|webapp|resources|plugins)';
const FILES = LIBRARIES.map((library) => library.file).join('|');

export const extractors: readonly Extractor[] = [
  {
    id: 'vendored/javascript',
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
      maxBytes: 64 * 1024 * 1024,
    },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    fix: COPY,
    load: () => import('./javascript.ts').then((m) => m.extract),
  },
  {
    id: 'vendored/package-file',
    title: 'package.json of a copied package (vendor/NAME/, NAME-1.2.3/)',
    ecosystem: 'npm',
    files: { names: ['package.json'], maxBytes: 8 * 1024 * 1024 },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    fix: COPY,
    load: () => import('./package-file.ts').then((m) => m.extract),
  },
];
