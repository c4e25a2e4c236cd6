/** Runtimes past their end of life, and packages that their authors gave up. */
import { type Detect, type RawFinding, TheriacError } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { endedLine } from '../../findings/end-of-life-rule.ts';
import { withoutIgnored } from '../shared/supply-chain-options.ts';
import { deprecatedFindings, givenUpIn } from './deprecated.ts';
import { runtimesIn } from './runtimes.ts';

const LOCKFILES = new Set(['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'composer.lock']);

export const detect: Detect<Config> = ({ matched, file, inventory, config, asOf, endOfLife }) => {
  const findings: RawFinding[] = [];
  for (const path of matched) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    let text: string;
    try {
      text = file(path)?.text() ?? '';
    } catch (error) {
      // What is no text says no version; the extractor of the file reports it.
      if (!(error instanceof TheriacError)) throw error;
      continue;
    }
    // Most lockfiles name nothing that was given up, and need not be parsed once more.
    if (LOCKFILES.has(name) && /deprecated|abandoned/.test(text))
      findings.push(...deprecatedFindings(path, givenUpIn(name, text), inventory));
    for (const { product, version, line } of endOfLife === undefined ? [] : runtimesIn(name, text)) {
      const ended = endedLine(product, endOfLife?.(product) ?? [], version, asOf);
      if (ended === undefined) continue;
      findings.push({
        rule: ended.rule,
        subject: { path },
        key: '',
        locations: [{ path, line }],
        evidence: [
          { source: 'detector/lifecycle', observed: `${product} ${version}`, expected: 'a maintained line' },
        ],
        scope: 'production',
        action: ended.rule.remediation ?? '',
      });
    }
  }
  return { findings: withoutIgnored(findings, config.supplyChain, inventory), unknowns: [], reasons: [] };
};
