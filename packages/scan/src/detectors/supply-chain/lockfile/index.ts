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
  concerns: (_inventory, matched) => matched.length > 0,
  load: async () => {
    const [{ detectLockfiles }, { withoutIgnored }] = await Promise.all([
      import('./detect.ts'),
      import('../../shared/supply-chain-options.ts'),
    ]);
    return ({ matched, file, config, inventory }) => {
      const { findings, unknowns } = detectLockfiles(matched, file, config.supplyChain);
      return { findings: withoutIgnored(findings, config.supplyChain, inventory), unknowns, reasons: [] };
    };
  },
};
