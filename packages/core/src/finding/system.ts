/** What the organisation runs or ships, as far as it changes how dangerous a finding is. */

export const EXPOSURES = ['small', 'controlled', 'open'] as const;
export type Exposure = (typeof EXPOSURES)[number];

/** SSVC 2.0.1 safety impact: worst credible harm to people if the system is compromised. */
export const SAFETY_IMPACTS = ['negligible', 'marginal', 'critical', 'catastrophic'] as const;
export type SafetyImpact = (typeof SAFETY_IMPACTS)[number];

/** SSVC mission impact. MEF: mission-essential function. */
export const MISSION_IMPACTS = [
  'degraded',
  'mef-support-crippled',
  'mef-failure',
  'mission-failure',
] as const;
export type MissionImpact = (typeof MISSION_IMPACTS)[number];

export const DATA_CLASSES = [
  'none',
  'deidentified',
  'limited-dataset',
  'pii',
  'phi',
  'sensitive-phi',
] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

export const SYSTEM_TYPES = [
  'ehr-customization',
  'interface-engine',
  'fhir-api',
  'clinical-decision-support',
  'imaging-workflow',
  'medical-device',
  'patient-portal',
  'telemedicine',
  'wearable',
  'mobile-health-app',
  'analytics-pipeline',
  'cms',
  'edge',
  'serverless',
  'library',
  'other',
] as const;
export type SystemType = (typeof SYSTEM_TYPES)[number];

export const DISTRIBUTIONS = [
  'saas',
  'on-premises',
  'mobile-app',
  'client-library',
  'device-firmware',
] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

/** Who said so. `default` is never silence: reports show it, because a default can be wrong. */
export type InputOrigin = 'observed' | 'declared' | 'derived' | 'default';

/** A value and where it came from. */
export interface Sourced<T> {
  readonly value: T;
  readonly origin: InputOrigin;
  /** `theriac.yaml:4`, `KEV 2025-08-25`, `CVSS:3.1/…`; empty for defaults. */
  readonly source: string;
}

/** Facts about one system, each with its origin. */
export interface System {
  readonly name: string;
  readonly type: SystemType;
  readonly owner: string | null;
  /** Path prefixes of the target that belong to it; `['']` for everything. */
  readonly paths: readonly string[];
  readonly distribution: readonly Distribution[];
  readonly facts: SystemFacts;
}

export interface SystemFacts {
  readonly patientFacing: Sourced<boolean>;
  readonly exposure: Sourced<Exposure>;
  readonly publiclyExposed: Sourced<boolean>;
  readonly dataClasses: Sourced<readonly DataClass[]>;
  readonly safetyImpact: Sourced<SafetyImpact>;
  readonly missionImpact: Sourced<MissionImpact>;
}
