/** Rust: lockfiles, manifests and binaries that carry their list of crates. */
import type { Extractor } from '@theriac/core';
import { EXECUTABLES } from '@theriac/read/executable';
import { CARGO } from './fix-recipes.ts';

const MIB = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'cargo/cargo-lock',
    title: 'Cargo.lock (versions 1–4)',
    ecosystem: 'cargo',
    files: { names: ['Cargo.lock'], maxBytes: 16 * MIB },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    fix: CARGO,
    whole: [{ ends: 'line' }],
    load: () => import('./cargo-lock.ts').then((m) => m.extract),
  },
  {
    id: 'cargo/cargo-toml',
    title: 'Cargo.toml (without lockfile)',
    ecosystem: 'cargo',
    files: { names: ['Cargo.toml'], maxBytes: 4 * MIB },
    requires: [],
    provides: { edges: false, exact: false, scope: true },
    lockCommand: 'cargo generate-lockfile',
    fix: CARGO,
    load: () => import('./cargo-toml.ts').then((m) => m.extract),
  },
  {
    id: 'cargo/binary',
    installed: true,
    title: 'Rust programs built with cargo-auditable',
    ecosystem: 'cargo',
    files: { magic: EXECUTABLES, extensions: ['.exe', '.dll', '.so'], maxBytes: 384 * MIB },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    load: () => import('./auditable-binary.ts').then((m) => m.extract),
  },
];
