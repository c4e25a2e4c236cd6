/** What distributions installed: the databases of their package managers in a root file system. */
import type { Extractor } from '@theriac/core';

const MIB = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'os/dpkg',
    title: 'dpkg: var/lib/dpkg/status, status.d',
    ecosystem: 'deb',
    files: {
      patterns: [{ extension: '', path: /(?:^|\/)var\/lib\/dpkg\/status(?:\.d\/[^/.]+)?$/ }],
      maxBytes: 32 * MIB,
    },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    whole: [{ names: ['status'], neverEmpty: true, ends: 'record' }, { ends: 'line' }],
    load: () => import('./dpkg.ts').then((m) => m.extract),
  },
  {
    id: 'os/opkg',
    title: 'opkg: usr/lib/opkg/status, var/lib/opkg/status',
    ecosystem: 'opkg',
    files: { patterns: [{ extension: '', path: /(?:^|\/)opkg\/status$/ }], maxBytes: 32 * MIB },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    whole: [{ neverEmpty: true, ends: 'record' }],
    load: () => import('./opkg.ts').then((m) => m.extract),
  },
  {
    id: 'os/apk',
    title: 'apk: lib/apk/db/installed',
    ecosystem: 'apk',
    files: { patterns: [{ extension: '', path: /(?:^|\/)lib\/apk\/db\/installed$/ }], maxBytes: 32 * MIB },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    whole: [{ neverEmpty: true, ends: 'record' }],
    load: () => import('./apk.ts').then((m) => m.extract),
  },
  {
    id: 'os/rpm',
    title: 'rpm: Packages (Berkeley DB), Packages.db (ndb), rpmdb.sqlite',
    ecosystem: 'rpm',
    files: {
      names: ['rpmdb.sqlite'],
      patterns: [
        { extension: '', path: /(?:^|\/)rpm\/Packages$/ },
        { extension: '.db', path: /(?:^|\/)rpm\/Packages\.db$/ },
      ],
      maxBytes: 384 * MIB,
    },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    load: () => import('./rpm.ts').then((m) => m.extract),
  },
  {
    id: 'os/pacman',
    title: 'pacman: var/lib/pacman/local/*/desc',
    ecosystem: 'alpm',
    files: {
      patterns: [{ extension: '', path: /(?:^|\/)var\/lib\/pacman\/local\/[^/]+\/desc$/ }],
      maxBytes: 4 * MIB,
    },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    whole: [{ neverEmpty: true, ends: 'record' }],
    load: () => import('./pacman.ts').then((m) => m.extract),
  },
  {
    id: 'os/portage',
    title: 'Portage: var/db/pkg/*/*/PF',
    ecosystem: 'gentoo',
    files: { patterns: [{ extension: '', path: /(?:^|\/)var\/db\/pkg\/[^/]+\/[^/]+\/PF$/ }], maxBytes: MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    whole: [{ ends: 'line' }],
    load: () => import('./portage.ts').then((m) => m.extract),
  },
  {
    id: 'os/snap',
    title: 'Snaps: meta/snap.yaml',
    ecosystem: 'snap',
    files: { patterns: [{ extension: '.yaml', path: /(?:^|\/)meta\/snap\.yaml$/ }], maxBytes: 4 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    whole: [{ ends: 'line' }],
    load: () => import('./snap.ts').then((m) => m.extract),
  },
  {
    id: 'os/chisel',
    title: 'Chisel: var/lib/chisel/manifest.wall',
    ecosystem: 'deb',
    files: { names: ['manifest.wall'], maxBytes: 32 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    load: () => import('./chisel.ts').then((m) => m.extract),
  },
];
