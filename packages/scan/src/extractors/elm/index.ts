/** Elm. */
import type { Extractor } from '@theriac/core';

export const extractors: readonly Extractor[] = [
  {
    id: 'elm/elm-json',
    title: 'elm.json (applications are exact, packages have ranges)',
    ecosystem: 'elm',
    files: { names: ['elm.json'], maxBytes: 4 * 1024 * 1024 },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    load: () => import('./elm-json.ts').then((m) => m.extract),
  },
];
