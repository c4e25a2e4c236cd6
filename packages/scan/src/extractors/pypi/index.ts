/** Python: lockfiles, manifests and installed packages. */
import type { Extractor } from '@theriac/core';

const MIB = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'pypi/requirements-txt',
    title: 'requirements*.txt, requirements/*.txt, *.in (pip, pip-tools, uv)',
    ecosystem: 'pypi',
    files: {
      patterns: [
        {
          extension: '.txt',
          path: /(?:^|\/)(?:requirements?(?:[-_.][^/]{0,100})?|[^/]{1,100}[-_.]requirements?)\.txt$/i,
        },
        { extension: '.txt', path: /(?:^|\/)requirements\/[^/]{1,100}\.txt$/i },
        {
          extension: '.in',
          path: /(?:^|\/)(?:requirements?(?:[-_.][^/]{0,100})?|[^/]{1,100}[-_.]requirements?)\.in$/i,
        },
        { extension: '.in', path: /(?:^|\/)requirements\/[^/]{1,100}\.in$/i },
        { extension: '.pip', path: /(?:^|\/)requirements[^/]{0,100}\.pip$/i },
      ],
      maxBytes: 16 * MIB,
    },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    load: () => import('./requirements-txt.ts').then((m) => m.extract),
  },
  {
    id: 'pypi/poetry-lock',
    title: 'poetry.lock (lock-version 1 and 2)',
    ecosystem: 'pypi',
    files: { names: ['poetry.lock'], maxBytes: 64 * MIB },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    load: () => import('./poetry-lock.ts').then((m) => m.extract),
  },
  {
    id: 'pypi/uv-lock',
    title: 'uv.lock (version 1)',
    ecosystem: 'pypi',
    files: { names: ['uv.lock'], maxBytes: 64 * MIB },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    load: () => import('./uv-lock.ts').then((m) => m.extract),
  },
  {
    id: 'pypi/pdm-lock',
    title: 'pdm.lock (lock_version 3 and 4)',
    ecosystem: 'pypi',
    files: { names: ['pdm.lock'], maxBytes: 64 * MIB },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    load: () => import('./pdm-lock.ts').then((m) => m.extract),
  },
  {
    id: 'pypi/pylock',
    title: 'pylock.toml, pylock.*.toml (PEP 751)',
    ecosystem: 'pypi',
    files: {
      names: ['pylock.toml'],
      patterns: [{ extension: '.toml', path: /(?:^|\/)pylock\.[^/.]{1,100}\.toml$/ }],
      maxBytes: 64 * MIB,
    },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    load: () => import('./pylock.ts').then((m) => m.extract),
  },
  {
    id: 'pypi/pipfile-lock',
    title: 'Pipfile.lock',
    ecosystem: 'pypi',
    files: { names: ['Pipfile.lock'], maxBytes: 64 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    load: () => import('./pipfile-lock.ts').then((m) => m.extract),
  },
  {
    id: 'pypi/pipfile',
    title: 'Pipfile (without lockfile)',
    ecosystem: 'pypi',
    files: { names: ['Pipfile'], maxBytes: 4 * MIB },
    requires: [],
    provides: { edges: false, exact: false, scope: true },
    load: () => import('./pipfile.ts').then((m) => m.extract),
  },
  {
    id: 'pypi/pyproject',
    title: 'pyproject.toml (PEP 621, 735, Poetry, PDM; without lockfile)',
    ecosystem: 'pypi',
    files: { names: ['pyproject.toml'], maxBytes: 4 * MIB },
    requires: [],
    provides: { edges: false, exact: false, scope: true },
    load: () => import('./pyproject.ts').then((m) => m.extract),
  },
];
