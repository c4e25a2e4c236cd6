/** Elixir (mix) and Erlang (rebar3). */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'hex/mix-lock',
    title: 'mix.lock',
    ecosystem: 'hex',
    files: { names: ['mix.lock'], maxBytes: 16 * MEBIBYTE },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    whole: [{ ends: 'line' }],
    load: () => import('./mix-lock.ts').then((m) => m.extract),
  },
  {
    id: 'hex/rebar-config',
    title: 'rebar.config (with rebar.lock, which must hold its dependencies)',
    ecosystem: 'hex',
    files: { names: ['rebar.config'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: false, scope: false },
    load: () => import('./rebar-config.ts').then((m) => m.extract),
  },
  {
    id: 'hex/rebar-lock',
    title: 'rebar.lock',
    ecosystem: 'hex',
    files: { names: ['rebar.lock'], maxBytes: 16 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    load: () => import('./rebar-lock.ts').then((m) => m.extract),
  },
  {
    id: 'hex/mix-exs',
    title: 'mix.exs (literal dependencies; without mix.lock)',
    ecosystem: 'hex',
    files: { names: ['mix.exs'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: false, scope: true },
    lockCommand: 'mix deps.get',
    whole: [{ ends: 'code', comment: '#' }],
    load: () => import('./mix-exs.ts').then((m) => m.extract),
  },
  {
    id: 'hex/gleam-manifest',
    title: 'manifest.toml (Gleam)',
    ecosystem: 'hex',
    files: { names: ['manifest.toml'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    whole: [{ ends: 'line' }],
    load: () => import('./gleam-manifest.ts').then((m) => m.extract),
  },
];
