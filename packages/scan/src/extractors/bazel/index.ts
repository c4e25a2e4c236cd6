/** Bazel modules, and the lockfile of Maven packages that rules_jvm_external writes. */
import type { Extractor } from '@theriac/core';
import { byManifest } from '../shared/manifest-recipe.ts';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'bazel/module',
    title: 'MODULE.bazel (bazel_dep, overrides, literal artifacts of maven.install)',
    ecosystem: 'bazel',
    files: {
      names: ['MODULE.bazel'],
      extensions: ['.MODULE.bazel'],
      maxBytes: 8 * MEBIBYTE,
    },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    fix: byManifest('MODULE.bazel'),
    whole: [{ ends: 'code', comment: '#' }],
    load: () => import('./module-bazel.ts').then((m) => m.extract),
  },
  {
    id: 'bazel/maven-install',
    title: 'maven_install.json, *_maven_install.json, *maven*install.json (rules_jvm_external)',
    ecosystem: 'maven',
    files: {
      patterns: [
        {
          extension: '.json',
          path: /(?:^|\/)[^/]{0,100}(?:maven[^/]{0,60}_install|_maven_install|maven_install)\.json$/,
        },
      ],
      maxBytes: 32 * MEBIBYTE,
    },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    load: () => import('./maven-install.ts').then((m) => m.extract),
  },
];
