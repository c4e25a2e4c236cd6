/** A `ScanResult` with its cross-references resolved: what every rendered document starts from. */
import {
  type Component,
  displayedId,
  type Finding,
  type Fix,
  OUTCOMES,
  type Outcome,
  outcomeRank,
  type Root,
  type Rule,
  type ScanResult,
} from '@theriac/core';
import { plain } from './text/plain-text.ts';

export interface ResultView {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly findings: ReadonlyMap<string, Finding>;
  readonly components: ReadonlyMap<string, Component>;
  readonly roots: ReadonlyMap<string, Root>;
  /** By fingerprint. */
  readonly fixOf: ReadonlyMap<string, Fix>;
  readonly failing: ReadonlySet<string>;
}

export function viewOf(result: ScanResult): ResultView {
  return {
    rules: new Map(result.rules.map((r) => [r.id, r])),
    findings: new Map(result.findings.map((f) => [f.fingerprint, f])),
    components: new Map(result.inventory.components.map((c) => [c.id, c])),
    roots: new Map(result.inventory.roots.map((r) => [r.id, r])),
    fixOf: new Map(result.fixes.flatMap((fix) => fix.clears.map((id) => [id, fix] as const))),
    failing: new Set(result.gate.failing),
  };
}

/** People know CVE ids; the rule's own id otherwise. */
export function displayId(id: string, rule: Rule | undefined): string {
  return plain(displayedId({ id, aliases: rule?.aliases ?? [] }), 200);
}

/** `name version` of the package, or the file, that a finding is about. */
export function subjectName(finding: Finding, view: ResultView): string {
  const component = componentOf(finding, view);
  if (component === undefined) return plain(finding.subject.label, 300);
  return plain(component.version === null ? component.name : `${component.name} ${component.version}`, 300);
}

/** The component that speaks for a finding; undefined when the finding is about a file. */
export function componentOf(finding: Finding, view: ResultView): Component | undefined {
  return finding.subject.component === undefined ? undefined : view.components.get(finding.subject.component);
}

/** Path of the manifest or lockfile that a finding is under, or of the file that it is about. */
export function rootPathOf({ subject }: Finding, view: ResultView): string {
  if (subject.root === undefined) return subject.label;
  return view.roots.get(subject.root)?.path ?? subject.root;
}

/** Why a finding does not count, or undefined when it does. */
export function silencedBy(finding: Finding): string | undefined {
  const { status } = finding;
  if (status.state === 'excepted') return plain(`suppressed until ${status.expires} by ${status.exception}`);
  if (status.state !== 'vex') return undefined;
  const why = status.justification === undefined ? '' : `, ${status.justification}`;
  return plain(`VEX ${status.status}${why} (${status.source})`);
}

/** The worst outcome among the findings that a fix clears. */
export function outcomeOf(fix: Fix, view: ResultView): Outcome {
  let best = OUTCOMES.length - 1;
  for (const id of fix.clears) {
    const finding = view.findings.get(id);
    if (finding !== undefined) best = Math.min(best, outcomeRank(finding.decision.outcome));
  }
  return OUTCOMES[best] ?? 'defer';
}

/** The earliest due date among the findings that a fix clears; null: with the next upgrade. */
export function dueOf(fix: Fix, view: ResultView): string | null {
  const days = fix.clears.flatMap((id) => view.findings.get(id)?.decision.dueDate ?? []);
  return days.sort()[0] ?? null;
}

export const OUTCOME_TITLES: Readonly<Record<Outcome, string>> = {
  immediate: 'Immediate',
  'out-of-cycle': 'Out of cycle',
  scheduled: 'Scheduled',
  defer: 'Defer',
};

/** Areas that the gate requires and that are not complete, as `area: state`. */
export function requiredGaps(result: ScanResult): { readonly area: string; readonly text: string }[] {
  return result.gate.policy.require.flatMap((area) => {
    const found = result.coverage.find((c) => c.area === area);
    if (found?.state === 'complete') return [];
    const state = found?.state ?? 'not run';
    const reasons = found?.reasons.length ? `: ${found.reasons.join('; ')}` : '';
    return [{ area, text: plain(`${area} ${state}${reasons}`, 2000) }];
  });
}

/** Packages of others, each version once, however many projects use it. */
export function componentCount({ components }: ScanResult['inventory']): number {
  return new Set(components.filter((c) => c.firstParty !== true).map((c) => c.purl)).size;
}
