/** Package files of known tools that no extractor reads: known unknowns. */
import type { Extractor } from '@theriac/core';
import { WANTED } from './table.ts';

export const extractors: readonly Extractor[] = [
  {
    id: 'unread/recognised',
    title: 'files of tools that are recognised and not read (listed below)',
    ecosystem: 'generic',
    files: { ...WANTED, maxBytes: 64 * 1024 * 1024 },
    requires: [],
    provides: { edges: false, exact: false, scope: false },
    load: () => import('./recognise.ts').then((m) => m.extract),
  },
];
