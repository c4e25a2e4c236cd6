/** What every finding shares, whatever found it: whether it counts, its path to the patient, its place in the list. */
import { hash } from 'node:crypto';
import {
  type Component,
  displayedId,
  type Finding,
  type FindingStatus,
  purlOf,
  type Root,
  SCOPES,
  type Scope,
  type System,
  type TraceStep,
  type VexStatement,
} from '@theriac/core';
import {
  type Config,
  judgeSuppressions,
  judgeVex,
  type Suppression,
  type SuppressionUse,
  type VexSubject,
} from '@theriac/govern';
import type { Candidate } from './candidate.ts';

/** What the judgement of all findings of a run rests on. */
export interface JudgedBy {
  readonly config: Config;
  readonly vex: readonly VexStatement[];
  /** Exceptions, ignored paths and comments, in this order. */
  readonly suppressions: readonly Suppression[];
  /** YYYY-MM-DD */
  readonly asOf: string;
  /** By fingerprint; undefined without a baseline. */
  readonly baseline: Baseline | undefined;
}

/** Findings of an earlier state, by fingerprint. */
export type Baseline = ReadonlyMap<string, SeenBefore>;

export interface SeenBefore {
  /** YYYY-MM-DD */
  readonly firstSeen: string;
  /** The scope nearest to production that it was found in; absent where the earlier result does not say. */
  readonly scope?: Scope;
}

/** What the baseline knows of a finding; undefined for a new one, and for one that has come nearer to production. */
export function seenBefore(
  fingerprint: string,
  scope: Scope,
  baseline: Baseline | undefined,
): SeenBefore | undefined {
  const seen = baseline?.get(fingerprint);
  const isNearer = seen?.scope !== undefined && SCOPES.indexOf(scope) < SCOPES.indexOf(seen.scope);
  return isNearer ? undefined : seen;
}

/** What judging one finding adds to what the run has to report. */
export interface Side {
  /** What a person should know before acting on the finding. */
  readonly notes: string[];
  /** What the configuration says that could not be honoured. */
  readonly warnings: Set<string>;
  /** `source` of the VEX statements that are about some finding. */
  readonly vexUsed: Set<string>;
  readonly suppressions: SuppressionUse;
}

/** 32 hexadecimal characters of what makes a finding the same one tomorrow. */
export function fingerprintOf(parts: readonly string[]): string {
  return hash('sha256', parts.join('\n')).slice(0, 32);
}

/** By VEX first, then by suppressions, then by the baseline. */
export function statusOf(
  candidate: Candidate,
  finding: Pick<Finding, 'decision' | 'fingerprint'> & { readonly system: System },
  by: JudgedBy,
  side: Side,
): FindingStatus {
  const vexed = vexStatus(candidate, finding.system, by, side);
  const { rule, kind, components, names, path, locations } = candidate;
  const verdicts = judgeSuppressions(
    by.suppressions,
    {
      rule,
      kind,
      severity: rule.severity,
      decision: finding.decision,
      purl: components[0]?.purl ?? '',
      names,
      ...(components[0] === undefined ? {} : { ecosystem: components[0].ecosystem }),
      paths: [path, ...locations.map((at) => at.path)],
      locations,
      system: finding.system,
    },
    by.asOf,
  );
  const said = side.suppressions.record(
    verdicts,
    displayedId(rule),
    vexed?.state === 'vex' ? vexed.source : undefined,
  );
  for (const warning of said.warnings) side.warnings.add(warning);
  if (vexed !== undefined) return vexed;
  for (const one of said.notes) side.notes.push(one);
  const [decisive] = verdicts;
  if (decisive?.state === 'applies')
    return { state: 'excepted', exception: decisive.by.id, expires: decisive.by.expires };
  if (decisive !== undefined) return { state: 'open' };
  return {
    state: seenBefore(finding.fingerprint, candidate.scope, by.baseline) === undefined ? 'open' : 'known',
  };
}

function vexStatus(
  { rule, components, roots }: Candidate,
  system: System,
  { vex, config }: JudgedBy,
  side: Side,
): FindingStatus | undefined {
  if (vex.length === 0) return undefined;
  const verdicts = components.map((c) => {
    const root = roots.find((r) => r.id === c.root);
    const products = productsOf(system, root, config);
    return judgeVex(vex, { rule, component: subjectOf(c, root), products });
  });
  for (const note of verdicts.flatMap((v) => v.notes)) if (!side.notes.includes(note)) side.notes.push(note);
  for (const { source } of verdicts.flatMap((v) => v.concerned)) side.vexUsed.add(source);
  for (const { conflict } of verdicts)
    if (conflict !== undefined) side.warnings.add(`${displayedId(rule)}: ${conflict}`);
  return verdicts.every((v) => v.status !== undefined) ? verdicts[0]?.status : undefined;
}

/** Everything under which VEX documents may speak of what is under `root`: it is one product. */
function productsOf(system: System, root: Root | undefined, { product }: Config): VexSubject[] {
  const version = root?.version ?? product?.version;
  const stated: VexSubject[] = [];
  if (product?.name !== undefined || product?.purl !== undefined)
    stated.push({
      name: product.name ?? system.name,
      version: product.version ?? root?.version ?? null,
      ...(product.purl === undefined ? {} : { purl: product.purl }),
      ...(product.cpe === undefined ? {} : { cpes: [product.cpe] }),
    });
  const named: VexSubject = { name: system.name, ...(version === undefined ? {} : { version }) };
  if (root?.name === undefined && root?.document === undefined) return [named, ...stated];
  return [named, ...stated, rootSubject(root, system)];
}

/** The project of a manifest, or what a bill of materials is about. */
function rootSubject(root: Root, system: System): VexSubject {
  const { document, name = system.name, version = null } = root;
  const { serial, subject } = document ?? {};
  return {
    name,
    version,
    purl: document?.purl ?? purlOf({ ecosystem: root.ecosystem, name, version }),
    ...(serial === undefined || subject === undefined
      ? {}
      : { bom: { serial, version: document?.version ?? 1, ref: subject } }),
  };
}

function subjectOf(
  { id, name, version, purl, cpes, supplier }: Component,
  root: Root | undefined,
): VexSubject {
  const { serial, version: edition = 1 } = root?.document ?? {};
  return {
    name,
    version,
    purl,
    ...(cpes === undefined ? {} : { cpes }),
    ...(supplier === undefined ? {} : { vendor: supplier }),
    // Keys of components in a document are its references.
    ...(serial === undefined
      ? {}
      : { bom: { serial, version: edition, ref: id.slice(`${root?.id}#`.length) } }),
  };
}

/** From the file over the packages to the system, its data and the patient. */
export function traceOf(
  path: readonly Component[],
  file: TraceStep,
  flow: readonly TraceStep[],
  system: System,
): TraceStep[] {
  const data = system.facts.dataClasses.value.filter((c) => c !== 'none');
  return [
    file,
    ...flow,
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
    severity,
    finding.decision.dueDate ?? '9999',
    root,
    purl,
    finding.rule,
    label,
    finding.fingerprint,
  ].join('\n');
}
