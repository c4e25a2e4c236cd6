/** Names of packages: configuration files one by one, then the names of the inventory. */
import type { RawFinding, StartDetector } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { imitationFindings } from './judge-names.ts';
import { listsFor } from './lists.ts';
import { mixedIndexes } from './mixed-indexes.ts';
import { ownNameFindings } from './own-names.ts';

export const start: StartDetector<Config> = ({ config }) => {
  const mixed: RawFinding[] = [];
  return {
    inspect: (file) => {
      for (const one of mixedIndexes(file.path, file.text())) mixed.push(one);
    },
    conclude: async ({ inventory, file }) => ({
      findings: [
        ...imitationFindings(inventory, await listsFor(inventory), new Set(config.supplyChain.trustedNames)),
        ...ownNameFindings(inventory, file),
        ...mixed,
      ],
    }),
  };
};
