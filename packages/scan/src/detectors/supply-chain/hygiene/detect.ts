/** All checks of hygiene over the files of one walk. */
import { type Detect, type KnownUnknown, type RawFinding, TheriacError } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { withoutIgnored } from '../../shared/supply-chain-options.ts';
import { floatingFindings } from './floating.ts';
import { findingsOf } from './hit.ts';
import { imageFindings } from './images.ts';
import { UPDATE_TOOL_NAMES, updateFindings } from './updates.ts';

export const detect: Detect<Config> = async (context) => {
  const { inventory, config } = context;
  const findings: RawFinding[] = [];
  const unknowns: KnownUnknown[] = [];
  const tools: { path: string; text: string }[] = [];
  // Most repositories that are scanned for their packages alone have none of these files.
  const checks = context.matched.length === 0 ? undefined : await import('./check-file.ts');
  for (const path of context.matched) {
    try {
      const text = context.file(path)?.text();
      if (text === undefined) continue;
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (UPDATE_TOOL_NAMES.some((tool) => tool === name)) tools.push({ path, text });
      else findings.push(...findingsOf(path, (await checks?.hitsIn(path, name, text)) ?? []));
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      unknowns.push({
        reason: 'unparseable',
        message: 'how it fetches and builds could not be checked',
        location: { path },
        losesComponents: false,
      });
    }
  }
  findings.push(
    ...imageFindings(inventory),
    ...floatingFindings(inventory),
    ...updateFindings(inventory, tools, context.exists('.git/HEAD')),
  );
  return { findings: withoutIgnored(findings, config.supplyChain, inventory), unknowns, reasons: [] };
};
