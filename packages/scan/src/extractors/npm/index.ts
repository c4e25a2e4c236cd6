/** JavaScript and TypeScript: lockfiles of npm, Yarn, pnpm, Bun and Deno, and package.json where there is none. */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;
const LOCK_MAX_BYTES = 64 * MEBIBYTE;

export const extractors: readonly Extractor[] = [
  {
    id: 'npm/package-lock',
    title: 'package-lock.json, npm-shrinkwrap.json (lockfile 1–3)',
    ecosystem: 'npm',
    files: { names: ['package-lock.json', 'npm-shrinkwrap.json'], maxBytes: LOCK_MAX_BYTES },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    load: () => import('./package-lock.ts').then((m) => m.extract),
  },
];
