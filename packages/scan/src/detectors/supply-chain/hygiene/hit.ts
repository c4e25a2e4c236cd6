/** One place where a rule of hygiene is broken, and how places become findings. */
import { aboutFile, count, type FixStep, type RawFinding, type Scope } from '@theriac/core';
import { type Keyed, limited, normalised, numbered } from '../../shared/subjects.ts';
import { HYGIENE_RULES, type HygieneRule } from './hygiene-rules.ts';

export interface Hit {
  readonly rule: HygieneRule;
  /** 1-based. */
  readonly line: number;
  /** What was seen, in a few words: a name, an option; no text of the file beyond that. */
  readonly observed: string;
  /**
   * The action, image or job that it is about: places with the same name are one finding. The empty string: the file.
   * Absent: each place is a finding of its own.
   */
  readonly name?: string;
  /** The command or line that it is about, where `observed` does not distinguish it; never shown. */
  readonly text?: string;
  /** What to write instead, or the command that fixes it. */
  readonly step?: FixStep;
}

/** Observations named in one finding; the rest is counted. */
const MOST_OBSERVED = 20;

/** One finding per rule and subject of a file. */
export function findingsOf(path: string, hits: readonly Hit[], scope: Scope = 'build'): RawFinding[] {
  return [...Map.groupBy(hits, (hit) => hit.rule)].flatMap(([id, list]) => {
    const { kept, rest } = limited(subjectsOf(list));
    const findings = kept.map((one) => findingOf(path, id, one, scope));
    if (rest === undefined) return findings;
    const notes = [`and ${count(rest.items.length, 'more place')} in this file, in one finding`];
    return [...findings, { ...findingOf(path, id, rest, scope), notes }];
  });
}

function subjectsOf(hits: readonly Hit[]): Keyed<Hit>[] {
  const sorted = [...hits].sort((a, b) => a.line - b.line);
  const named = Map.groupBy(
    sorted.filter((hit) => hit.name !== undefined),
    (hit) => hit.name ?? '',
  );
  const single = sorted.filter((hit) => hit.name === undefined);
  return [
    ...[...named].map(([key, items]) => ({ key, items })),
    ...numbered(single, ({ observed, text = '' }) => normalised(`${observed} ${text}`)),
  ];
}

/** All places are named, however many: a comment counts only when every one is covered. */
function findingOf(path: string, id: HygieneRule, { key, items }: Keyed<Hit>, scope: Scope): RawFinding {
  const rule = HYGIENE_RULES[id];
  const step = items.find((hit) => hit.step !== undefined)?.step;
  const lines = [...new Set(items.map((hit) => hit.line))];
  const observed = [...new Set(items.map((hit) => hit.observed))];
  return {
    rule,
    subject: aboutFile(path),
    key,
    locations: lines.map((line) => ({ path, line })),
    evidence: observed.slice(0, MOST_OBSERVED).map((one) => ({ source: 'detector/hygiene', observed: one })),
    scope,
    action: rule.remediation ?? '',
    ...(step === undefined ? {} : { steps: [step] }),
  };
}
