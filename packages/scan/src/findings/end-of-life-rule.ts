/** The rule that a release line past its end of life breaks. */
import { type EolCycle, endedBy, eolCycleOf, type Rule } from '@theriac/core';

export interface EndedLine {
  readonly rule: Rule;
  readonly cycle: EolCycle;
}

/**
 * @param product at endoflife.date
 * @param asOf YYYY-MM-DD
 * @returns undefined while the line of `version` is maintained, or when the product has no such line
 */
export function endedLine(
  product: string,
  cycles: readonly EolCycle[],
  version: string,
  asOf: string,
): EndedLine | undefined {
  const cycle = eolCycleOf(cycles, version);
  const ended = cycle === undefined ? false : endedBy(cycle, asOf);
  if (cycle === undefined || ended === false) return undefined;
  const when = ended === true ? '' : ` on ${ended}`;
  const latest = cycles.find((c) => endedBy(c, asOf) === false);
  return {
    cycle,
    rule: {
      id: `THERIAC-EOL-${product}-${cycle.cycle}`,
      kind: 'lifecycle',
      title: `${product} ${cycle.cycle} reached its end of life${when}`,
      severity: 'medium',
      cwe: ['CWE-1104'],
      aliases: [],
      cvss: [],
      url: `https://endoflife.date/${product}`,
      rationale: 'A release line past its end of life gets no security fixes; new flaws in it stay open.',
      remediation:
        latest === undefined
          ? `Replace ${product} ${cycle.cycle}.`
          : `Move ${product} ${cycle.cycle} to a maintained line, for instance ${latest.cycle}.`,
    },
  };
}
