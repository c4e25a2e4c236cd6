/** Java and Kotlin: Maven, Gradle and the archives they make. */
import type { Extractor } from '@theriac/core';

const MIB = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'maven/pom',
    title: 'pom.xml (with parents, properties, dependency management and BOMs of the target)',
    ecosystem: 'maven',
    files: { names: ['pom.xml'], extensions: ['.pom'], maxBytes: 8 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    load: () => import('./pom.ts').then((m) => m.extract),
  },
];
