/** What every finding shares, whoever found it: whether it counts, its path to the patient, and its place in the list. */
import { hash } from 'node:crypto';
import {
  type Component,
  ecosystem,
  type Finding,
  type FindingKind,
  type FindingStatus,
  type Root,
  type Rule,
  type System,
  type TraceStep,
  type VexStatement,
} from '@theriac/core';
import { type Config, judgeExceptions, judgeVex, type VexSubject } from '@theriac/govern';

/** What the judgement of all findings of a run rests on. */
export interface JudgedBy {
  readonly config: Config;
  readonly vex: readonly VexStatement[];
  /** YYYY-MM-DD */
  readonly asOf: string;
  /** Fingerprint → first seen; undefined without a baseline. */
  readonly baseline: ReadonlyMap<string, string> | undefined;
}

export interface StatusCase {
  readonly rule: Rule;
  readonly kind: FindingKind;
  readonly system: System;
  readonly decision: Finding['decision'];
  readonly fingerprint: string;
  /** Every instance; empty when the subject is a file. */
  readonly components: readonly Component[];
  /** What holds them, as VEX documents may call it. */
  readonly products: readonly VexSubject[];
  /** Package name, or the file. */
  readonly name: string;
  /** Root or file. */
  readonly path: string;
}

/** 32 hexadecimal characters of what makes a finding the same one tomorrow. */
export function fingerprintOf(parts: readonly string[]): string {
  return hash('sha256', parts.join('\n')).slice(0, 32);
}

/**
 * @param notes gets what a person should know before acting
 * @param warnings gets what the configuration says that could not be honoured
 */
export function statusOf(
  given: StatusCase,
  { vex, config, asOf, baseline }: JudgedBy,
  notes: string[],
  warnings: Set<string>,
): FindingStatus {
  const { rule } = given;
  const { products } = given;
  const verdicts = given.components.map((c) => judgeVex(vex, { rule, component: subjectOf(c), products }));
  for (const note of verdicts.flatMap((v) => v.notes)) if (!notes.includes(note)) notes.push(note);
  for (const { conflict } of verdicts) if (conflict !== undefined) warnings.add(`${rule.id}: ${conflict}`);
  const silenced = verdicts.every((v) => v.status !== undefined) ? verdicts[0]?.status : undefined;
  if (silenced !== undefined) return silenced;
  const verdict = judgeExceptions(
    config.exceptions,
    { ...given, severity: rule.severity, purl: given.components[0]?.purl ?? '' },
    asOf,
  );
  if (verdict?.state === 'applies')
    return { state: 'excepted', exception: verdict.rule.id, expires: verdict.rule.expires };
  if (verdict?.state === 'expired') {
    notes.push(`exception ${verdict.rule.id} expired on ${verdict.rule.expires}`);
    warnings.add(
      `${verdict.rule.source}: exception ${verdict.rule.id} expired on ${verdict.rule.expires}; ${rule.id} counts again`,
    );
    return { state: 'open' };
  }
  if (verdict?.state === 'refused') {
    notes.push(`exception ${verdict.rule.id} not applied: ${verdict.reason}`);
    warnings.add(
      `${verdict.rule.source}: exception ${verdict.rule.id} was not applied to ${rule.id}: ${verdict.reason}`,
    );
    return { state: 'open' };
  }
  return { state: baseline?.has(given.fingerprint) === true ? 'known' : 'open' };
}

/** Names and purls under which VEX documents may speak of what stands under `root`. */
export function productsOf(system: System, root: Root | undefined): VexSubject[] {
  if (root?.name === undefined) return [{ name: system.name }];
  const type = ecosystem(root.ecosystem).purlType;
  const version = root.version === undefined ? '' : `@${root.version}`;
  return [
    { name: system.name, ...(root.version === undefined ? {} : { version: root.version }) },
    { name: root.name, version: root.version ?? null, purl: `pkg:${type}/${root.name}${version}` },
  ];
}

function subjectOf({ name, version, purl, cpes, supplier }: Component): VexSubject {
  return {
    name,
    version,
    purl,
    ...(cpes === undefined ? {} : { cpes }),
    ...(supplier === undefined ? {} : { vendor: supplier }),
  };
}

/** From the file over the packages to the system, its data and the patient. */
export function traceOf(path: readonly Component[], file: TraceStep, system: System): TraceStep[] {
  const data = system.facts.dataClasses.value.filter((c) => c !== 'none');
  return [
    file,
    ...path.map(
      (c): TraceStep => ({
        kind: c.ecosystem === 'docker' ? 'image' : 'package',
        label: labelOf(c),
        purl: c.purl,
        location: c.location,
      }),
    ),
    { kind: 'system', label: system.name },
    ...(data.length === 0 ? [] : [{ kind: 'data' as const, label: data.join(', ') }]),
    ...(system.facts.patientFacing.value
      ? [{ kind: 'patient' as const, label: 'patients use it directly' }]
      : []),
  ];
}

/** `name version` */
export function labelOf({ name, version }: Component): string {
  return version === null ? name : `${name} ${version}`;
}

/** Worst first: outcome, due date, severity, then a stable rest. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings]
    .map((finding) => ({ finding, key: orderKey(finding) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ finding }) => finding);
}

function orderKey(finding: Finding): string {
  const rank = { immediate: 0, 'out-of-cycle': 1, scheduled: 2, defer: 3 }[finding.decision.outcome];
  const severity = { critical: 0, high: 1, medium: 2, low: 3, unknown: 4 }[finding.severity];
  const { root = '', purl = '', label } = finding.subject;
  return [
    rank,
    finding.decision.dueDate ?? '9999',
    severity,
    root,
    purl,
    finding.rule,
    label,
    finding.fingerprint,
  ].join('\n');
}
