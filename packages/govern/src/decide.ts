/**
 * From facts to a decision: the SSVC deployer tree, CISA BOD 26-04, and Theriac's health overlay; then the due
 * date. Each input is kept with its origin, so that a reader sees what is known and what is assumed.
 */
import {
  type BodDecision,
  bodRow,
  type CvssVector,
  type Decision,
  type DecisionInput,
  type DerivedImpact,
  deployerOutcome,
  deriveFromCvss,
  type EpssScore,
  type Exploitation,
  humanImpact,
  type InputOrigin,
  type KevEntry,
  OUTCOMES,
  type Outcome,
  outcomeRank,
  type Scope,
  type Severity,
  type System,
  type TechnicalImpact,
} from '@theriac/core';
import { addDays } from './days.ts';

export interface Subject {
  /** `check`: something that a check found (licence, supply chain, configuration), not an advisory. */
  readonly kind: 'vulnerability' | 'malicious' | 'lifecycle' | 'check';
  /** A check of what builds, connects and runs the system. */
  readonly isConfiguration?: boolean;
  readonly severity: Severity;
  readonly cvss: readonly CvssVector[];
  readonly kev?: KevEntry;
  readonly epss?: EpssScore;
  /** A public exploit is referenced by the advisory. */
  readonly exploit: boolean;
  /** Whether KEV was there to be asked. */
  readonly exploitationKnown: boolean;
  readonly scope: Scope;
  /** Where the scope is read from; `lockfile` when absent. */
  readonly scopeSource?: 'lockfile' | 'detector';
}

export interface DecideOptions {
  /** YYYY-MM-DD: the day detection counts from. */
  readonly detected: string;
  readonly profiles: readonly 'cisa'[];
}

/** An EPSS probability from which exploitation is treated as no longer theoretical (Theriac's opinion). */
const EPSS_AS_POC = 0.5;

/** Days from detection to fix. Columns: patient-facing or exposed PHI · internal PHI · no PHI. null: next upgrade. */
const SLA_DAYS: Readonly<
  Record<'act-now' | Outcome, readonly [number | null, number | null, number | null]>
> = {
  'act-now': [3, 3, 7],
  immediate: [7, 15, 15],
  'out-of-cycle': [15, 30, 30],
  scheduled: [45, 60, 90],
  defer: [120, 180, null],
};

/**
 * A check's finding has no exploitation to look up, so the SSVC tree does not apply: the severity of the rule, which
 * the rule's own table justifies, decides (Theriac's opinion).
 */
const CHECK_OUTCOMES: Readonly<Record<Severity, Outcome>> = {
  critical: 'immediate',
  high: 'out-of-cycle',
  unknown: 'out-of-cycle',
  medium: 'scheduled',
  low: 'defer',
};

export function decide(subject: Subject, system: System, options: DecideOptions): Decision {
  const facts = gather(subject, system);
  const tree =
    subject.kind === 'check'
      ? CHECK_OUTCOMES[subject.severity]
      : deployerOutcome(facts.exploitation, facts.exposure, facts.automatable, facts.human);
  const { outcome, notes } = overlay(tree, subject, system, facts);
  // The directive covers flaws of software, not what a check found.
  const bod =
    subject.kind === 'check'
      ? null
      : bodRow(subject.kev !== undefined, facts.exposed, facts.automatable, facts.technical);
  const dueDays = dueIn(outcome, subject, system, facts, bod, options.profiles);
  const dueDate = dueDays === null ? null : addDays(options.detected, dueDays);
  return {
    outcome,
    tree,
    overlay: notes,
    bod,
    dueDays,
    dueDate,
    why: explain(subject, system, facts, outcome, dueDate),
    inputs: facts.inputs,
  };
}

interface Facts {
  readonly exploitation: Exploitation;
  readonly automatable: boolean;
  readonly technical: TechnicalImpact;
  readonly impactOrigin: InputOrigin;
  readonly exposure: System['facts']['exposure']['value'];
  readonly exposed: boolean;
  readonly human: ReturnType<typeof humanImpact>;
  readonly phi: boolean;
  /** The component takes part in running the system (not only in building or testing it). */
  readonly runs: boolean;
  readonly inputs: readonly DecisionInput[];
}

function gather(subject: Subject, system: System): Facts {
  const inputs: DecisionInput[] = [];
  const note = (name: string, value: string, origin: InputOrigin, source: string): void => {
    inputs.push({ name, value, origin, source });
  };
  const { facts } = system;
  const runs = subject.scope === 'production' || subject.scope === 'optional';
  const exploitation = exploitationOf(subject);
  const impact = impactOf(subject);
  if (subject.kind === 'check') note('severity', subject.severity, 'observed', 'rule');
  else {
    note('exploitation', exploitation.value, exploitation.origin, exploitation.source);
    note('automatable', impact.value.automatable ? 'yes' : 'no', impact.origin, impact.source);
    note('technical impact', impact.value.technicalImpact, impact.origin, impact.source);
    note(
      'KEV',
      subject.kev === undefined ? 'no' : 'yes',
      subject.exploitationKnown ? 'observed' : 'default',
      subject.kev?.dateAdded ?? '',
    );
    if (subject.epss !== undefined) note('EPSS', subject.epss.score.toFixed(3), 'observed', 'FIRST EPSS');
    note('reachable', 'unknown', 'default', '');
  }
  note('scope', subject.scope, 'observed', subject.scopeSource ?? 'lockfile');
  // What only builds or tests the system is not exposed with it and does not hold its data.
  const exposure = runs ? facts.exposure.value : 'small';
  note(
    'exposure',
    exposure,
    runs ? facts.exposure.origin : 'derived',
    runs ? facts.exposure.source : `scope ${subject.scope}`,
  );
  const exposed = runs && facts.publiclyExposed.value;
  note(
    'publicly exposed',
    exposed ? 'yes' : 'no',
    runs ? facts.publiclyExposed.origin : 'derived',
    runs ? facts.publiclyExposed.source : `scope ${subject.scope}`,
  );
  note(
    'data',
    facts.dataClasses.value.join(', ') || 'none',
    facts.dataClasses.origin,
    facts.dataClasses.source,
  );
  note(
    'patient-facing',
    facts.patientFacing.value ? 'yes' : 'no',
    facts.patientFacing.origin,
    facts.patientFacing.source,
  );
  note('safety impact', facts.safetyImpact.value, facts.safetyImpact.origin, facts.safetyImpact.source);
  note('mission impact', facts.missionImpact.value, facts.missionImpact.origin, facts.missionImpact.source);
  const human = humanImpact(facts.safetyImpact.value, facts.missionImpact.value);
  note('human impact', human, 'derived', 'safety × mission');
  return {
    exploitation: exploitation.value,
    automatable: impact.value.automatable,
    technical: impact.value.technicalImpact,
    impactOrigin: impact.origin,
    exposure,
    exposed,
    human,
    phi: facts.dataClasses.value.some((c) => c === 'phi' || c === 'sensitive-phi'),
    runs,
    inputs,
  };
}

interface Derived<T> {
  readonly value: T;
  readonly origin: InputOrigin;
  readonly source: string;
}

function exploitationOf(subject: Subject): Derived<Exploitation> {
  if (subject.kind === 'malicious')
    return { value: 'active', origin: 'observed', source: 'malicious package' };
  if (subject.kev !== undefined)
    return { value: 'active', origin: 'observed', source: `KEV ${subject.kev.dateAdded}` };
  if (subject.exploit) return { value: 'poc', origin: 'observed', source: 'reference in the advisory' };
  if ((subject.epss?.score ?? 0) >= EPSS_AS_POC)
    return { value: 'poc', origin: 'derived', source: `EPSS ≥ ${EPSS_AS_POC}` };
  return {
    value: 'none',
    origin: subject.exploitationKnown ? 'observed' : 'default',
    source: subject.exploitationKnown ? 'not in KEV' : '',
  };
}

/** By the newest vector; by the severity word when there is none, and then by the worse reading. */
function impactOf(subject: Subject): Derived<DerivedImpact> {
  if (subject.kind === 'malicious') {
    return {
      value: { automatable: true, technicalImpact: 'total' },
      origin: 'observed',
      source: 'malicious package',
    };
  }
  const [vector] = subject.cvss;
  if (vector !== undefined)
    return { value: deriveFromCvss(vector.vector), origin: 'derived', source: vector.vector };
  const grave = subject.severity === 'critical' || subject.severity === 'unknown';
  return {
    value: {
      automatable: subject.severity === 'critical',
      technicalImpact: grave && subject.kind === 'vulnerability' ? 'total' : 'partial',
    },
    origin: 'default',
    source: `no CVSS vector; severity ${subject.severity}`,
  };
}

/** Theriac's health overlay (governance model §6, step 4): opinion, and marked as such in every report. */
function overlay(
  tree: Outcome,
  subject: Subject,
  system: System,
  facts: Facts,
): { outcome: Outcome; notes: string[] } {
  const notes: string[] = [];
  if (subject.kind === 'check' && subject.isConfiguration !== true) return { outcome: tree, notes };
  let rank = outcomeRank(tree);
  const raise = (levels: number, reason: string): void => {
    const next = Math.max(0, rank - levels);
    if (next === rank) return;
    rank = next;
    notes.push(reason);
  };
  if (subject.kind === 'check') {
    if (subject.severity !== 'low' && facts.runs && isDeclaredOpenWithPhi(system, facts))
      raise(1, 'configuration of a system that is declared open to the internet with PHI: one level up');
    return { outcome: OUTCOMES[rank] ?? 'immediate', notes };
  }
  if (subject.kind === 'malicious') raise(OUTCOMES.length, 'malicious package: immediate');
  if (facts.runs && facts.phi && facts.technical === 'total' && subject.kind !== 'lifecycle')
    raise(1, 'total impact on a system with PHI: one level up');
  // What does not run has small exposure.
  if (system.facts.patientFacing.value && facts.exposure === 'open' && subject.kind !== 'lifecycle') {
    raise(1, 'patient-facing and open to the internet: one level up');
  }
  const grave = ['critical', 'catastrophic'].includes(system.facts.safetyImpact.value);
  if (facts.runs && grave && facts.exploitation !== 'none') {
    raise(2, 'safety impact at least critical, exploit known: two levels up');
  }
  return { outcome: OUTCOMES[rank] ?? 'immediate', notes };
}

/** What is only assumed raises nothing: every weakness of every system would count as one of a portal. */
function isDeclaredOpenWithPhi({ facts: { exposure, dataClasses } }: System, { phi }: Facts): boolean {
  return (
    phi && dataClasses.origin === 'declared' && exposure.value === 'open' && exposure.origin === 'declared'
  );
}

function dueIn(
  outcome: Outcome,
  subject: Subject,
  system: System,
  facts: Facts,
  bod: BodDecision | null,
  profiles: readonly 'cisa'[],
): number | null {
  const actNow =
    subject.kev !== undefined && facts.exposed && (facts.automatable || facts.technical === 'total');
  const column = system.facts.patientFacing.value || (facts.phi && facts.exposed) ? 0 : facts.phi ? 1 : 2;
  const days = SLA_DAYS[actNow ? 'act-now' : outcome][column];
  const limit = profiles.includes('cisa') ? (bod?.days ?? null) : null;
  if (limit === null) return days;
  return days === null ? limit : Math.min(days, limit);
}

function explain(
  subject: Subject,
  system: System,
  facts: Facts,
  outcome: Outcome,
  dueDate: string | null,
): string {
  const parts: string[] = [];
  const assumed = (origin: InputOrigin): string => (origin === 'default' ? ' (assumed)' : '');
  if (subject.kind === 'malicious') parts.push('the package is malicious');
  else if (subject.kind === 'lifecycle') parts.push('no longer maintained');
  else if (subject.kind === 'check') parts.push(`${subject.severity} by its rule`);
  else if (subject.kev !== undefined) parts.push(`exploited in the wild (KEV ${subject.kev.dateAdded})`);
  else if (facts.exploitation === 'poc') parts.push('an exploit is public');
  else parts.push(subject.exploitationKnown ? 'no known exploitation' : 'exploitation unknown');
  if (subject.kind === 'vulnerability') {
    if (facts.automatable) parts.push('can be automated');
    parts.push(`${facts.technical} impact${assumed(facts.impactOrigin)}`);
  }
  if (!facts.runs) parts.push(`only in ${subject.scope}`);
  else {
    parts.push(`${facts.exposure} exposure${assumed(system.facts.exposure.origin)}`);
    if (facts.phi) parts.push(`PHI${assumed(system.facts.dataClasses.origin)}`);
    if (system.facts.patientFacing.value)
      parts.push(`patient-facing${assumed(system.facts.patientFacing.origin)}`);
  }
  return `${parts.join(', ')} → ${outcome}, due ${dueDate ?? 'with the next upgrade'}`;
}
