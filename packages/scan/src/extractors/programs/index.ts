/** Well-known programs in root file systems and images that no package manager lists. */
import type { Extractor } from '@theriac/core';
import { OWNER_LISTS } from '../os/owned-files.ts';
import { PROGRAM } from './fix-recipes.ts';
import { PROGRAM_FILES } from './programs-table.ts';

export const extractors: readonly Extractor[] = [
  {
    id: 'programs/known',
    installed: true,
    title: 'Programs without a package: Node.js, Python, Java, nginx, PostgreSQL, OpenSSL, …',
    ecosystem: 'generic',
    files: {
      names: PROGRAM_FILES.names ?? [],
      patterns: [...(PROGRAM_FILES.patterns ?? []), ...OWNER_LISTS],
      // A virtual environment links to the Python of the machine.
      optionalLinks: true,
      maxBytes: 384 * 1024 * 1024,
    },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    fix: PROGRAM,
    load: () => import('./programs.ts').then((m) => m.extract),
  },
];
