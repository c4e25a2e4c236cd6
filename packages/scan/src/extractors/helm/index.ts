/** Helm charts. */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'helm/chart',
    title: 'Chart.yaml with Chart.lock; requirements.yaml with requirements.lock',
    ecosystem: 'helm',
    files: { names: ['Chart.yaml', 'requirements.yaml'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    load: () => import('./chart.ts').then((m) => m.extract),
  },
];
