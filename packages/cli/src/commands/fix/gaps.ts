/** What a scan could not see of the changes that may be needed. Unknown is never “nothing to change”. */
import type { Coverage, ScanResult } from '@theriac/core';

/** Areas whose findings are cleared by another version of a package. */
const AREAS: readonly string[] = ['inventory', 'vulnerabilities', 'malware', 'lifecycle'];

export interface Gap {
  /** One sentence. */
  readonly text: string;
  /** Whether the policy requires what is missing, so that the gate is incomplete as well. */
  readonly counts: boolean;
}

/** Areas that failed, or are partial, and may hide changes. What the policy accepts by name is no gap. */
export function gapsOf({ coverage, gate }: Pick<ScanResult, 'coverage' | 'gate'>): Gap[] {
  return coverage
    .filter(({ area, state }) => AREAS.includes(area) && (state === 'failed' || state === 'partial'))
    .map((one) => ({ text: textOf(one), counts: one.state === 'failed' || gate.gaps.includes(one.area) }));
}

const REASONS_SHOWN = 3;

function textOf({ area, state, reasons }: Coverage): string {
  const more = reasons.length > REASONS_SHOWN ? `; and ${reasons.length - REASONS_SHOWN} more` : '';
  return `${area} (${state}): ${reasons.slice(0, REASONS_SHOWN).join('; ')}${more}`;
}
