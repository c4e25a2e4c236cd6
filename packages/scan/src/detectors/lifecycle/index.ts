/** End of life and abandonment, as far as files say. Whether the index of facts is there, the area `lifecycle` says. */
import type { Detector } from '@theriac/core';
import type { Config } from '@theriac/govern';

export const lifecycle: Detector<Config> = {
  id: 'lifecycle',
  title: 'runtimes past their end of life, deprecated packages',
  area: 'supply-chain',
  files: {
    names: [
      '.nvmrc',
      '.node-version',
      '.python-version',
      'runtime.txt',
      '.ruby-version',
      '.php-version',
      '.java-version',
      '.go-version',
      '.tool-versions',
      '.sdkmanrc',
      'package.json',
      'composer.json',
      'global.json',
      'pyproject.toml',
      'go.mod',
      'package-lock.json',
      'npm-shrinkwrap.json',
      'pnpm-lock.yaml',
      'composer.lock',
    ],
    extensions: ['.csproj', '.fsproj', '.vbproj'],
    maxBytes: 64 * 1024 * 1024,
  },
  requires: [],
  concerns: ({ components }, matched) =>
    matched > 0 || components.some(({ stated }) => stated?.deprecated !== undefined),
  rules: () => import('./deprecated.ts').then((m) => Object.values(m.DEPRECATED_RULES)),
  load: () => import('./detect.ts').then((m) => m.start),
};
