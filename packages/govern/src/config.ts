/**
 * What `theriac.yaml` says, and what holds when it says nothing. The schema that reads the file is in
 * `config-schema.ts`, so that a scan without a file does not load a validator.
 */
import type {
  Area,
  DataClass,
  Distribution,
  EcosystemId,
  Exposure,
  MissionImpact,
  Outcome,
  SafetyImpact,
  Severity,
  Sourced,
  System,
  SystemType,
} from '@theriac/core';
import type { CmsConfig } from './cms-config.ts';
import { DEFAULT_IMAGES, type ImagesConfig } from './images-config.ts';
import { type Contract, DEFAULT_LICENCE_POLICY, type LicencePolicy } from './licence/licence-config.ts';
import type { OwnRule } from './own-rules.ts';
import type { ProductConfig, SupportConfig } from './product-config.ts';
import { DEFAULT_SECRETS, type SecretsConfig } from './secrets/own-secret-kind.ts';
import { DEFAULT_SUPPLY_CHAIN, type SupplyChainConfig } from './supply-chain-config.ts';
import type { Suppression } from './suppression/suppression.ts';

/** An outcome, a severity or `never`. Severities are for teams that come from other tools. */
export type FailOn = Outcome | Exclude<Severity, 'unknown'> | 'never';

export interface Policy {
  readonly failOn: FailOn;
  /** Areas that must be complete for a green gate. */
  readonly require: readonly Area[];
  /** Areas whose `partial` is accepted knowingly; shown in every report. */
  readonly acceptPartial: readonly Area[];
  /** Ecosystems without any advisory feed whose packages are accepted as not matched. */
  readonly acceptUnmatched: readonly EcosystemId[];
  /** Indexes older than this are stale. */
  readonly maxIndexAgeDays: number;
  /** `cisa`: no due date later than the BOD 26-04 row. */
  readonly profiles: readonly 'cisa'[];
}

/** An exception of `theriac.yaml`: a suppression with an owner, compensating controls and a start. */
export interface ExceptionRule extends Suppression {
  readonly kind: 'exception';
  readonly owner: string;
  readonly approvedBy?: string;
  readonly compensatingControls: readonly string[];
  /** YYYY-MM-DD */
  readonly created: string;
}

/** A system as declared: only what was written. */
export interface DeclaredSystem {
  readonly name?: string;
  readonly type?: SystemType;
  readonly owner?: string;
  readonly paths?: readonly string[];
  readonly distribution?: readonly Distribution[];
  readonly patientFacing?: boolean;
  readonly exposure?: Exposure;
  readonly publiclyExposed?: boolean;
  readonly dataClasses?: readonly DataClass[];
  readonly safetyImpact?: SafetyImpact;
  readonly missionImpact?: MissionImpact;
  /** Where it is (`theriac.yaml:3`). */
  readonly source: string;
}

export interface Config {
  readonly systems: readonly DeclaredSystem[];
  readonly policy: Policy;
  readonly exceptions: readonly ExceptionRule[];
  /** Paths whose findings do not count until a day. */
  readonly ignore: readonly Suppression[];
  /** What the target ships; undefined: nothing was said. */
  readonly product?: ProductConfig;
  readonly support: readonly SupportConfig[];
  /** Files of own rules about configuration, relative to the target. */
  readonly rules: readonly string[];
  /** What is in {@link rules}. */
  readonly ownRules: readonly OwnRule[];
  /** VEX documents, relative to the target. */
  readonly vex: readonly string[];
  /** CSAF advisories of vendors: files or folders, relative to the target. */
  readonly csaf: readonly string[];
  readonly exclude: readonly string[];
  readonly supplyChain: SupplyChainConfig;
  readonly secrets: SecretsConfig;
  readonly cms: CmsConfig;
  readonly images: ImagesConfig;
  readonly licences: LicencePolicy;
  readonly contracts: readonly Contract[];
}

export const DEFAULT_POLICY: Policy = {
  failOn: 'out-of-cycle',
  require: ['inventory', 'vulnerabilities', 'malware'],
  acceptPartial: [],
  acceptUnmatched: [],
  maxIndexAgeDays: 14,
  profiles: [],
};

export const DEFAULT_CONFIG: Config = {
  systems: [],
  policy: DEFAULT_POLICY,
  exceptions: [],
  ignore: [],
  support: [],
  rules: [],
  ownRules: [],
  vex: [],
  csaf: [],
  exclude: [],
  supplyChain: DEFAULT_SUPPLY_CHAIN,
  secrets: DEFAULT_SECRETS,
  cms: {},
  images: DEFAULT_IMAGES,
  licences: DEFAULT_LICENCE_POLICY,
  contracts: [],
};

/**
 * Facts that are assumed until somebody declares better ones. SSVC advises to assume the worse where nothing is
 * known: open exposure, patients and their data behind it; a default that is too mild would hide a danger, one that is too
 * strict costs a line in `theriac.yaml`.
 */
const DEFAULT_FACTS = {
  patientFacing: true,
  exposure: 'open',
  dataClasses: ['phi'],
  safetyImpact: 'marginal',
  missionImpact: 'mef-support-crippled',
} as const;

/**
 * The systems of a target. Without any declaration there is one, for the whole target, made of defaults.
 * @param targetName what the target is called when nobody named the system
 */
export function systemsOf(declared: readonly DeclaredSystem[], targetName: string): System[] {
  const list = declared.length === 0 ? [{ source: '' }] : declared;
  return list.map((system: DeclaredSystem) => completeSystem(system, targetName));
}

/** The system that a path belongs to: the longest matching prefix, else the first system. */
export function systemFor(systems: readonly System[], path: string): System {
  let best: System | undefined;
  let bestLength = -1;
  for (const system of systems) {
    for (const prefix of system.paths) {
      const matches = prefix === '' || path === prefix || path.startsWith(`${prefix}/`);
      if (matches && prefix.length > bestLength) {
        best = system;
        bestLength = prefix.length;
      }
    }
  }
  const chosen = best ?? systems[0];
  if (chosen === undefined) throw new RangeError('there is always a system');
  return chosen;
}

function completeSystem(declared: DeclaredSystem, targetName: string): System {
  const sourced = <T>(value: T | undefined, fallback: T): Sourced<T> =>
    value === undefined
      ? { value: fallback, origin: 'default', source: '' }
      : { value, origin: 'declared', source: declared.source };
  const exposure = sourced<Exposure>(declared.exposure, DEFAULT_FACTS.exposure);
  return {
    name: declared.name ?? targetName,
    type: declared.type ?? 'other',
    owner: declared.owner ?? null,
    paths: declared.paths === undefined || declared.paths.length === 0 ? [''] : declared.paths,
    distribution: declared.distribution ?? [],
    facts: {
      patientFacing: sourced(declared.patientFacing, DEFAULT_FACTS.patientFacing),
      exposure,
      publiclyExposed:
        declared.publiclyExposed === undefined
          ? {
              value: exposure.value === 'open',
              origin: exposure.origin === 'default' ? 'default' : 'derived',
              source: 'exposure',
            }
          : { value: declared.publiclyExposed, origin: 'declared', source: declared.source },
      dataClasses: sourced<readonly DataClass[]>(declared.dataClasses, DEFAULT_FACTS.dataClasses),
      safetyImpact: sourced<SafetyImpact>(declared.safetyImpact, DEFAULT_FACTS.safetyImpact),
      missionImpact: sourced<MissionImpact>(declared.missionImpact, DEFAULT_FACTS.missionImpact),
    },
  };
}
