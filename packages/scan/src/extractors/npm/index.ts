/** JavaScript and TypeScript: lockfiles of npm, Yarn, pnpm, Bun and Deno, and package.json where there is none. */
import type { Extractor } from '@theriac/core';
import { BUN, DENO, NPM, PNPM, YARN } from './fix-recipes.ts';
import { NPM_LOCK_COMMANDS, PACKAGE_JSON } from './manifest-recipe.ts';

const MEBIBYTE = 1024 * 1024;
const LOCK_MAX_BYTES = 32 * MEBIBYTE;

export const extractors: readonly Extractor[] = [
  {
    id: 'npm/package-lock',
    title: 'package-lock.json, npm-shrinkwrap.json (lockfile 1–3)',
    ecosystem: 'npm',
    files: { names: ['package-lock.json', 'npm-shrinkwrap.json'], maxBytes: LOCK_MAX_BYTES },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    fix: NPM,
    whole: [{ neverEmpty: true }],
    load: () => import('./package-lock.ts').then((m) => m.extract),
  },
  {
    id: 'npm/yarn-lock',
    title: 'yarn.lock (Yarn 1 and Yarn 2–4)',
    ecosystem: 'npm',
    files: { names: ['yarn.lock'], maxBytes: LOCK_MAX_BYTES },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    fix: YARN,
    whole: [{ neverEmpty: true, ends: 'line' }],
    load: () => import('./yarn-lock.ts').then((m) => m.extract),
  },
  {
    id: 'npm/pnpm-lock',
    title: 'pnpm-lock.yaml (lockfile 5, 6, 9)',
    ecosystem: 'npm',
    files: { names: ['pnpm-lock.yaml'], maxBytes: LOCK_MAX_BYTES },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    fix: PNPM,
    whole: [{ neverEmpty: true, ends: 'line' }],
    load: () => import('./pnpm-lock.ts').then((m) => m.extract),
  },
  {
    id: 'npm/bun-lock',
    title: 'bun.lock (lockfile 0, 1)',
    ecosystem: 'npm',
    files: { names: ['bun.lock'], maxBytes: LOCK_MAX_BYTES },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    fix: BUN,
    whole: [{ neverEmpty: true }],
    load: () => import('./bun-lock.ts').then((m) => m.extract),
  },
  {
    id: 'npm/deno-lock',
    title: 'deno.lock (version 2–5: npm and JSR packages)',
    ecosystem: 'deno',
    files: { names: ['deno.lock'], maxBytes: LOCK_MAX_BYTES },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    fix: DENO,
    load: () => import('./deno-lock.ts').then((m) => m.extract),
  },
  {
    id: 'npm/package-json',
    title: 'package.json without a lockfile',
    ecosystem: 'npm',
    files: { names: ['package.json'], maxBytes: 8 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: false, scope: true },
    fix: PACKAGE_JSON,
    lockCommand: NPM_LOCK_COMMANDS,
    load: () => import('./package-json.ts').then((m) => m.extract),
  },
];

/** For artefacts only, so not among {@link extractors}: the walk offers it what it finds in `node_modules`. */
export const INSTALLED_PACKAGES: Extractor = {
  id: 'npm/installed-packages',
  installed: true,
  title: 'node_modules without a lockfile (npm, pnpm, Yarn, Bun)',
  ecosystem: 'npm',
  files: { names: ['package.json'], maxBytes: 8 * MEBIBYTE },
  requires: [],
  provides: { edges: true, exact: true, scope: false },
  fix: NPM,
  load: () => import('./installed-packages.ts').then((m) => m.extract),
};
