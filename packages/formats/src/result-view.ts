/** A `ScanResult` with its cross-references resolved: what every rendered document starts from. */
import {
  type Component,
  displayedId,
  type Finding,
  type Fix,
  isOpen,
  OUTCOMES,
  type Outcome,
  outcomeRank,
  type Root,
  type Rule,
  type ScanResult,
  SEVERITIES,
  type Severity,
  type System,
} from '@theriac/core';
import { plain } from './text/plain-text.ts';

export interface ResultView {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly findings: ReadonlyMap<string, Finding>;
  readonly components: ReadonlyMap<string, Component>;
  readonly roots: ReadonlyMap<string, Root>;
  /** By fingerprint: every change that clears it in some copy. */
  readonly fixesOf: ReadonlyMap<string, readonly Fix[]>;
  /** By fingerprint: the first of them. */
  readonly fixOf: ReadonlyMap<string, Fix>;
  readonly failing: ReadonlySet<string>;
}

export function viewOf(result: ScanResult): ResultView {
  const fixesOf = new Map<string, Fix[]>();
  for (const fix of result.fixes) {
    for (const id of fix.clears) {
      const known = fixesOf.get(id);
      if (known === undefined) fixesOf.set(id, [fix]);
      else known.push(fix);
    }
  }
  return {
    rules: new Map(result.rules.map((r) => [r.id, r])),
    findings: new Map(result.findings.map((f) => [f.fingerprint, f])),
    components: new Map(result.inventory.components.map((c) => [c.id, c])),
    roots: new Map(result.inventory.roots.map((r) => [r.id, r])),
    fixesOf,
    fixOf: new Map([...fixesOf].flatMap(([id, [fix]]) => (fix === undefined ? [] : [[id, fix] as const]))),
    failing: new Set(result.gate.failing),
  };
}

/** Findings that count, by what they are. */
export interface OpenCounts {
  readonly open: number;
  /** Worst first, without zeros. */
  readonly outcomes: readonly (readonly [Outcome, number])[];
  readonly severities: readonly (readonly [Severity, number])[];
  /** How many may not apply. */
  readonly uncertain: number;
}

/** @param findings open ones; others are left out */
export function openCounts(findings: readonly Finding[]): OpenCounts {
  const open = findings.filter(isOpen);
  return {
    open: open.length,
    outcomes: counted(OUTCOMES, (outcome) => open.filter((f) => f.decision.outcome === outcome).length),
    severities: counted(SEVERITIES, (severity) => open.filter((f) => f.severity === severity).length),
    uncertain: open.filter((f) => f.uncertain === true).length,
  };
}

function counted<T>(names: readonly T[], countOf: (name: T) => number): (readonly [T, number])[] {
  return names.map((name) => [name, countOf(name)] as const).filter(([, n]) => n > 0);
}

/** Where a run has a baseline: whether a finding is in neither it nor suppressed. */
export function isNew({ status }: Pick<Finding, 'status'>): boolean {
  return status.state === 'open';
}

/** Whether a change is about something that the baseline does not have. */
export function clearsNew({ clears }: Fix, { findings }: ResultView): boolean {
  return clears.some((id) => {
    const finding = findings.get(id);
    return finding !== undefined && isNew(finding);
  });
}

/**
 * What makes a finding worse than others of the same system, in a few words; empty where nothing does.
 * `Decision.why` is the whole sentence.
 */
export function groundsOf({ kind, decision, severity }: Finding): string[] {
  if (kind === 'malware') return ['the package is malicious'];
  const inputs = new Map(decision.inputs.map((i) => [i.name, i]));
  const exploitation = inputs.get('exploitation');
  if (exploitation === undefined) return [`${severity} by its rule`];
  if (kind === 'lifecycle') return ['no longer maintained'];
  const scope = inputs.get('scope')?.value;
  return [
    ...(exploitation.value === 'active' ? [`exploited in the wild (${exploitation.source})`] : []),
    ...(exploitation.value === 'poc' ? ['an exploit is public'] : []),
    ...(inputs.get('automatable')?.value === 'yes' ? ['can be automated'] : []),
    ...(inputs.get('technical impact')?.value === 'total' ? ['total impact'] : []),
    ...(scope === undefined || scope === 'production' || scope === 'optional' ? [] : [`only in ${scope}`]),
  ];
}

/** What the ranking knows of the system: `open exposure, PHI, patient-facing`; `(assumed)` where nobody said so. */
export function systemGrounds({ facts }: System): string {
  const assumed = (origin: string): string => (origin === 'default' ? ' (assumed)' : '');
  const { exposure, dataClasses, patientFacing } = facts;
  const held = dataClasses.value.filter((c) => c !== 'none');
  return [
    `${exposure.value} exposure${assumed(exposure.origin)}`,
    ...(held.length === 0
      ? []
      : [`${held.map((c) => DATA_TITLES[c] ?? c).join(', ')}${assumed(dataClasses.origin)}`]),
    ...(patientFacing.value ? [`patient-facing${assumed(patientFacing.origin)}`] : []),
  ].join(', ');
}

const DATA_TITLES: Readonly<Partial<Record<string, string>>> = {
  phi: 'PHI',
  'sensitive-phi': 'sensitive PHI',
};

/** People know CVE ids; the rule's own id otherwise. */
export function displayId(id: string, rule: Rule | undefined): string {
  return plain(displayedId({ id, aliases: rule?.aliases ?? [] }), 200);
}

const VERSIONS_SHOWN = 3;

/** `name 1.2.3` or `name 1.2.3, 2.0.0` of the package with the versions of its copies, or the file. */
export function subjectName(finding: Finding, view: ResultView): string {
  const component = componentOf(finding, view);
  if (component === undefined) return plain(finding.subject.label, 300);
  const { components } = finding.subject;
  const versions = [component.version, ...components.map((id) => view.components.get(id)?.version)];
  const known = [...new Set(versions.filter((version) => typeof version === 'string'))];
  const more = known.length > VERSIONS_SHOWN ? ` and ${known.length - VERSIONS_SHOWN} more` : '';
  return plain([component.name, known.slice(0, VERSIONS_SHOWN).join(', ') + more].join(' ').trimEnd(), 300);
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
  if (status.state === 'excepted')
    return plain(
      status.exception.startsWith('--')
        ? `ignored in this run by ${status.exception}`
        : `suppressed until ${status.expires} by ${status.exception}`,
    );
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
