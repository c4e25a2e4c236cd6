/** Java and Kotlin: Maven, Gradle and the archives they make. */
import type { Extractor } from '@theriac/core';
import { byManifest } from '../shared/manifest-recipe.ts';
import { ARCHIVE, GRADLE_LOCK, GRADLE_SCRIPT, MAVEN } from './fix-recipes.ts';

const MIB = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'maven/pom',
    title: 'pom.xml (with parents, properties, dependency management and BOMs of the target)',
    ecosystem: 'maven',
    files: { names: ['pom.xml'], extensions: ['.pom'], maxBytes: 4 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    fix: MAVEN,
    load: () => import('./pom.ts').then((m) => m.extract),
  },
  {
    id: 'maven/gradle-lockfile',
    title: 'gradle.lockfile, buildscript-gradle.lockfile, gradle/dependency-locks/*.lockfile',
    ecosystem: 'maven',
    files: {
      names: ['gradle.lockfile', 'buildscript-gradle.lockfile', 'settings-gradle.lockfile'],
      patterns: [
        { extension: '.lockfile', path: /(?:^|\/)gradle\/dependency-locks\/[^/]{1,200}\.lockfile$/ },
      ],
      maxBytes: 16 * MIB,
    },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    whole: [
      {
        names: ['gradle.lockfile', 'buildscript-gradle.lockfile', 'settings-gradle.lockfile'],
        ends: 'line',
        has: [['empty=']],
      },
      { neverEmpty: true, ends: 'line' },
    ],
    fix: GRADLE_LOCK,
    load: () => import('./gradle-lockfile.ts').then((m) => m.extract),
  },
  {
    id: 'maven/gradle-verification',
    title: 'gradle/verification-metadata.xml (without gradle.lockfile)',
    ecosystem: 'maven',
    files: { names: ['verification-metadata.xml'], maxBytes: 16 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    load: () => import('./gradle-verification.ts').then((m) => m.extract),
  },
  {
    id: 'maven/version-catalog',
    title: 'gradle/*.versions.toml (without gradle.lockfile)',
    ecosystem: 'maven',
    files: { extensions: ['.versions.toml'], maxBytes: 4 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    fix: GRADLE_SCRIPT,
    load: () => import('./version-catalog.ts').then((m) => m.extract),
  },
  {
    id: 'maven/gradle-build',
    title: 'build.gradle, build.gradle.kts (literal dependencies; without gradle.lockfile)',
    ecosystem: 'maven',
    files: { names: ['build.gradle', 'build.gradle.kts'], maxBytes: 4 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    fix: GRADLE_SCRIPT,
    whole: [{ ends: 'code', comment: '//' }],
    load: () => import('./gradle-build.ts').then((m) => m.extract),
  },
  {
    id: 'maven/gradle-plugins',
    title:
      'plugins of build.gradle, settings.gradle and *.versions.toml (without buildscript-gradle.lockfile)',
    ecosystem: 'maven',
    files: {
      names: ['build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts'],
      extensions: ['.versions.toml'],
      maxBytes: 4 * MIB,
    },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    fix: GRADLE_SCRIPT,
    whole: [{ names: ['.gradle', '.kts'], ends: 'code', comment: '//' }],
    load: () => import('./gradle-plugins.ts').then((m) => m.extract),
  },
  {
    id: 'maven/sbt-lock',
    title: 'build.sbt.lock',
    ecosystem: 'maven',
    files: { names: ['build.sbt.lock'], maxBytes: 16 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    load: () => import('./sbt-lock.ts').then((m) => m.extract),
  },
  {
    id: 'maven/ivy',
    title: 'ivy.xml',
    ecosystem: 'maven',
    files: { names: ['ivy.xml'], maxBytes: 8 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    fix: byManifest('ivy.xml'),
    load: () => import('./ivy.ts').then((m) => m.extract),
  },
  {
    id: 'maven/jar',
    installed: true,
    title: '.jar, .war, .ear, .aar, .par, .sar, .omod, .hpi, .jpi, .nar, .kar (nested and shaded)',
    ecosystem: 'maven',
    files: {
      extensions: ['.jar', '.war', '.ear', '.par', '.sar', '.aar', '.omod', '.hpi', '.jpi', '.nar', '.kar'],
      maxBytes: 384 * MIB,
    },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    fix: ARCHIVE,
    load: () => import('./jar.ts').then((m) => m.extract),
  },
  {
    id: 'maven/zip',
    title: '.zip with Java archives in it',
    ecosystem: 'maven',
    files: { extensions: ['.zip'], maxBytes: 384 * MIB },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    fix: ARCHIVE,
    load: () => import('./zip.ts').then((m) => m.extract),
  },
];
