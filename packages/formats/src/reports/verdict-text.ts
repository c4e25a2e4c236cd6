/** The verdict in one sentence, the same in every report for people. */
import { count, isOpen, OUTCOMES, type Outcome, type ScanResult } from '@theriac/core';
import { isNew } from '../result-view.ts';

export const VERDICT_TITLES: Readonly<Record<ScanResult['gate']['state'], string>> = {
  passed: 'Gate passed',
  failed: 'Gate failed',
  incomplete: 'Gate incomplete',
};

/** `60 findings decided out of cycle or sooner; malware not complete`: follows the title and a colon. */
export function verdictText({ gate, findings, shown }: ScanResult): string {
  const { failing, gaps, policy } = gate;
  const limit = limitOf(policy.failOn);
  const fresh = policy.onlyNew ? 'new ' : '';
  const parts: string[] = [];
  if (failing.length > 0) parts.push(`${count(failing.length, `${fresh}finding`)} ${limit}`);
  if (gaps.length > 0) parts.push(`${gaps.join(', ')} not complete`);
  if (parts.length > 0) return parts.join('; ');
  if (policy.failOn === 'never') return 'it never fails on findings (fail on never)';
  const counted =
    (shown?.hiddenOpen ?? 0) > 0 || findings.some((f) => (policy.onlyNew ? isNew(f) : isOpen(f)));
  return counted ? `no ${fresh}finding ${limit}` : `no open ${fresh}findings`;
}

/** `decided out of cycle or sooner`, `rated high or worse`. */
function limitOf(failOn: string): string {
  const outcome = OUTCOMES.find((o) => o === failOn);
  if (outcome !== undefined) return `decided ${OUTCOME_WORDS[outcome]} or sooner`;
  return failOn === 'never' ? 'that count' : `rated ${failOn} or worse`;
}

/** In the middle of a sentence. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  immediate: 'immediate',
  'out-of-cycle': 'out of cycle',
  scheduled: 'scheduled',
  defer: 'defer',
};

/** What a filter left out, in one sentence; undefined where everything is shown. */
export function shownText({ shown }: ScanResult): string | undefined {
  if (shown === undefined) return undefined;
  const { filters, hidden } = shown;
  return `Shown: ${filters.join(' ')}; ${count(hidden, 'more finding')} not shown, all judged by the gate.`;
}
