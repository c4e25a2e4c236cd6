/** One place where a rule of hygiene is broken, and how places become findings. */
import { aboutFile, type FixStep, type RawFinding, type Scope } from '@theriac/core';
import { HYGIENE_RULES, type HygieneRule } from './hygiene-rules.ts';

export interface Hit {
  readonly rule: HygieneRule;
  /** 1-based. */
  readonly line: number;
  /** What was seen, in a few words: a name, an option; no text of the file beyond that. */
  readonly observed: string;
  /** What to write instead, or the command that fixes it. */
  readonly step?: FixStep;
}

const MOST_PLACES = 20;

/** One finding per rule and file. */
export function findingsOf(path: string, hits: readonly Hit[], scope: Scope = 'build'): RawFinding[] {
  const byRule = Map.groupBy(hits, (hit) => hit.rule);
  return [...byRule].map(([id, list]): RawFinding => {
    const rule = HYGIENE_RULES[id];
    const places = [...list].sort((a, b) => a.line - b.line).slice(0, MOST_PLACES);
    const step = places.find((hit) => hit.step !== undefined)?.step;
    const lines = [...new Set(places.map((hit) => hit.line))];
    return {
      rule,
      subject: aboutFile(path),
      key: '',
      locations: lines.map((line) => ({ path, line })),
      evidence: [...new Set(places.map((hit) => hit.observed))].map((observed) => ({
        source: 'detector/hygiene',
        observed,
      })),
      scope,
      action: rule.remediation ?? '',
      ...(step === undefined ? {} : { steps: [step] }),
      ...(list.length > places.length ? { notes: [`${list.length} places in all`] } : {}),
    };
  });
}
