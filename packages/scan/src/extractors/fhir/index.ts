/** FHIR packages: profiles and terminologies of implementation guides. */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'fhir/package',
    title: 'package.json of a FHIR package, sushi-config.yaml',
    ecosystem: 'fhir',
    files: { names: ['package.json', 'sushi-config.yaml', 'sushi-config.yml'], maxBytes: 8 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    load: () => import('./fhir-package.ts').then((m) => m.extract),
  },
];
