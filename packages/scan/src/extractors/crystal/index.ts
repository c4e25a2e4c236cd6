/** Crystal: shards. */
import type { Extractor } from '@theriac/core';

export const extractors: readonly Extractor[] = [
  {
    id: 'crystal/shard-lock',
    title: 'shard.lock (versions 1 and 2)',
    ecosystem: 'github',
    files: { names: ['shard.lock'], maxBytes: 4 * 1024 * 1024 },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    whole: [{ ends: 'line' }],
    load: () => import('./shard-lock.ts').then((m) => m.extract),
  },
];
