/**
 * Decision tables of SSVC (CERT/CC) and CISA BOD 26-04, as data. Sources, all in the SSVC repository:
 * `deployer_patch_application_priority_1_0_0.csv`, `human_impact_1_0_0.csv`, `cisa_bod_26_04_1_0_0.csv`. Where the
 * published CSV and the prose differ (critical safety × degraded mission), the CSV is followed.
 */
import type { BodDecision, Outcome } from './finding.ts';
import {
  EXPOSURES,
  type Exposure,
  MISSION_IMPACTS,
  type MissionImpact,
  SAFETY_IMPACTS,
  type SafetyImpact,
} from './system.ts';

export const EXPLOITATIONS = ['none', 'poc', 'active'] as const;
export type Exploitation = (typeof EXPLOITATIONS)[number];

export const HUMAN_IMPACTS = ['low', 'medium', 'high', 'very high'] as const;
export type HumanImpact = (typeof HUMAN_IMPACTS)[number];

export type TechnicalImpact = 'partial' | 'total';

/** Rows: safety impact; columns: mission impact. */
const HUMAN_IMPACT: readonly (readonly HumanImpact[])[] = [
  ['low', 'low', 'medium', 'very high'],
  ['low', 'low', 'medium', 'very high'],
  ['medium', 'high', 'high', 'very high'],
  ['very high', 'very high', 'very high', 'very high'],
];

export function humanImpact(safety: SafetyImpact, mission: MissionImpact): HumanImpact {
  return HUMAN_IMPACT[SAFETY_IMPACTS.indexOf(safety)]?.[MISSION_IMPACTS.indexOf(mission)] ?? 'very high';
}

/**
 * One line for each exploitation × exposure × automatable (no, yes); columns: human impact low → very high.
 * d: defer, s: scheduled, o: out-of-cycle, i: immediate.
 */
const DEPLOYER: Readonly<Record<Exploitation, readonly string[]>> = {
  // small/no, small/yes, controlled/no, controlled/yes, open/no, open/yes
  none: ['ddss', 'dsss', 'dsss', 'ssss', 'dsss', 'ssso'],
  poc: ['dsss', 'ssss', 'dsss', 'ssso', 'ssso', 'ssoo'],
  active: ['ssoo', 'sooo', 'ssoo', 'oooo', 'sooi', 'ooii'],
};

const LETTER: Readonly<Record<string, Outcome>> = {
  d: 'defer',
  s: 'scheduled',
  o: 'out-of-cycle',
  i: 'immediate',
};

/** The SSVC deployer tree. */
export function deployerOutcome(
  exploitation: Exploitation,
  exposure: Exposure,
  automatable: boolean,
  impact: HumanImpact,
): Outcome {
  const row = DEPLOYER[exploitation][EXPOSURES.indexOf(exposure) * 2 + (automatable ? 1 : 0)];
  return LETTER[row?.[HUMAN_IMPACTS.indexOf(impact)] ?? 'i'] ?? 'immediate';
}

const BOD_26_04: Readonly<Record<string, readonly [days: number | null, forensics?: true]>> = {
  'n n n p': [null],
  'n n n t': [null],
  'y n n p': [14],
  'n y n p': [60],
  'n n y p': [60],
  'y y n p': [14],
  'y n y p': [14],
  'n y y p': [14],
  'y n n t': [14],
  'n y n t': [14],
  'n n y t': [60],
  'y y y p': [3],
  'y y n t': [3, true],
  'y n y t': [3, true],
  'n y y t': [3],
  'y y y t': [3, true],
};

/** CISA Binding Operational Directive 26-04, remediation timelines. */
export function bodRow(
  kev: boolean,
  exposed: boolean,
  automatable: boolean,
  impact: TechnicalImpact,
): BodDecision {
  const row = rowKey({ kev, exposed, automatable, technicalImpact: impact });
  const [days = 3, forensics] = BOD_26_04[row] ?? [];
  return { kev, exposed, automatable, technicalImpact: impact, days, forensics: forensics === true };
}

function rowKey({
  kev,
  exposed,
  automatable,
  technicalImpact,
}: Omit<BodDecision, 'days' | 'forensics'>): string {
  const flag = (value: boolean): string => (value ? 'y' : 'n');
  return `${flag(kev)} ${flag(exposed)} ${flag(automatable)} ${technicalImpact === 'total' ? 't' : 'p'}`;
}

/** The row as the directive's table writes it: `y y n t` for KEV, exposed, automatable, technical impact. */
export const bodLabel = (row: BodDecision): string => rowKey(row);

export interface DerivedImpact {
  readonly automatable: boolean;
  readonly technicalImpact: TechnicalImpact;
}

/**
 * What a CVSS vector says of automatability and technical impact, for want of CISA's own SSVC assessment: network
 * vector, no privileges, no user interaction and low complexity make an attack automatable; high impact on both
 * confidentiality and integrity makes it total.
 */
export function deriveFromCvss(vector: string): DerivedImpact {
  const metrics = new Map(
    vector
      .replace(/[()]/g, '')
      .split('/')
      .map((part) => [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1)]),
  );
  const is = (metric: string, ...values: string[]): boolean => values.includes(metrics.get(metric) ?? '');
  if (vector.startsWith('CVSS:4.0')) {
    return {
      automatable: is('AV', 'N') && is('PR', 'N') && is('UI', 'N') && is('AC', 'L') && is('AT', 'N'),
      technicalImpact: is('VC', 'H') && is('VI', 'H') ? 'total' : 'partial',
    };
  }
  if (vector.startsWith('CVSS:3')) {
    return {
      automatable: is('AV', 'N') && is('PR', 'N') && is('UI', 'N') && is('AC', 'L'),
      technicalImpact: is('C', 'H') && is('I', 'H') ? 'total' : 'partial',
    };
  }
  return {
    automatable: is('AV', 'N') && is('Au', 'N') && is('AC', 'L'),
    technicalImpact: is('C', 'C') && is('I', 'C') ? 'total' : 'partial',
  };
}
