/** Names of packages: imitations of well-known ones, and names that the wrong registry can answer for. */
import type { Detector } from '@theriac/core';
import type { Config } from '@theriac/govern';

export const names: Detector<Config> = {
  id: 'names',
  title: 'look-alike names and dependency confusion',
  area: 'supply-chain',
  files: {
    names: [
      'pip.conf',
      'pip.ini',
      'pyproject.toml',
      'uv.toml',
      'Pipfile',
      'composer.json',
      'nuget.config',
      'NuGet.config',
      'NuGet.Config',
    ],
    patterns: ['.txt', '.in'].map((extension) => ({
      extension,
      path: /(?:^|\/)(?:[^/]*[-_.])?(?:requirements|constraints)[^/]*\.(?:txt|in)$|(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/,
    })),
    maxBytes: 4 * 1024 * 1024,
  },
  requires: [],
  concerns: (inventory, matched) => matched > 0 || inventory.components.length > 0,
  rules: () => import('./name-rules.ts').then((m) => Object.values(m.NAME_RULES)),
  load: () => import('./detect.ts').then((m) => m.start),
};
