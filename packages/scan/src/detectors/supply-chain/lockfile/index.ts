/** Lockfiles: signs of tampering, weak pins, contradictions, scripts at install. */
import type { Detector } from '@theriac/core';
import type { Config } from '@theriac/govern';

export const lockfile: Detector<Config> = {
  id: 'lockfile',
  title: 'lockfile integrity and install scripts',
  area: 'supply-chain',
  files: {
    names: [
      'package-lock.json',
      'npm-shrinkwrap.json',
      'yarn.lock',
      'pnpm-lock.yaml',
      'bun.lock',
      'poetry.lock',
      'uv.lock',
      'pdm.lock',
      'pylock.toml',
      'Pipfile.lock',
      'Cargo.lock',
      'Gemfile.lock',
      'gems.locked',
      'composer.lock',
      'go.sum',
      'packages.lock.json',
      'verification-metadata.xml',
    ],
    maxBytes: 64 * 1024 * 1024,
  },
  requires: [],
  concerns: (_inventory, matched) => matched > 0,
  rules: () => import('./lock-rules.ts').then((m) => Object.values(m.LOCK_RULES)),
  load: () => import('./detect.ts').then((m) => m.start),
};
