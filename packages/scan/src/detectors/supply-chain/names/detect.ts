import { type Detect, type RawFinding, TheriacError } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { withoutIgnored } from '../../shared/supply-chain-options.ts';
import { imitationFindings } from './judge-names.ts';
import { listsFor } from './lists.ts';
import { mixedIndexes } from './mixed-indexes.ts';
import { ownNameFindings } from './own-names.ts';

export const detect: Detect<Config> = async (context) => {
  const { inventory, config } = context;
  const findings: RawFinding[] = [
    ...imitationFindings(inventory, await listsFor(inventory), new Set(config.supplyChain.trustedNames)),
    ...ownNameFindings(inventory, context.file),
  ];
  for (const path of context.matched) {
    try {
      const mixed = mixedIndexes(path, context.file(path)?.text() ?? '');
      if (mixed !== undefined) findings.push(mixed);
    } catch (error) {
      // What is no text configures nothing; the extractor of the file reports it.
      if (!(error instanceof TheriacError)) throw error;
    }
  }
  return { findings: withoutIgnored(findings, config.supplyChain, inventory), unknowns: [], reasons: [] };
};
