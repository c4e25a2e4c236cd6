/** What the server and the process that reads documents say to each other. */
import type {
  Component,
  DataClass,
  Distribution,
  Exposure,
  Finding,
  MissionImpact,
  Root,
  Rule,
  SafetyImpact,
  SystemType,
} from '@theriac/core';

/** Facts of the system, as far as they are known. */
export interface SystemGiven {
  readonly name: string;
  readonly type: SystemType;
  readonly patientFacing: boolean | null;
  readonly exposure: Exposure | null;
  readonly publiclyExposed: boolean | null;
  readonly dataClasses: readonly DataClass[] | null;
  readonly safetyImpact: SafetyImpact | null;
  readonly missionImpact: MissionImpact | null;
  readonly distribution: readonly Distribution[];
}

export interface ReadAsked {
  readonly file: string;
  readonly kind: 'scan' | 'sbom';
  readonly system: SystemGiven;
  /** YYYY-MM-DD */
  readonly asOf: string;
  /** Folder of the advisory indexes. */
  readonly indexes: string;
}

export interface ReadResult {
  readonly roots: readonly Root[];
  readonly components: readonly Component[];
  readonly findings: readonly Finding[];
  readonly rules: readonly Rule[];
  /** Of what the index said of each package, by purl, hexadecimal; absent: nothing. */
  readonly digests: ReadonlyMap<string, string>;
  /** Packages that no index was asked about, by purl: that nothing was found says nothing. */
  readonly unasked: ReadonlySet<string>;
  /** Areas that are not complete, with their reasons. */
  readonly coverage: readonly {
    readonly area: string;
    readonly state: string;
    readonly reasons: readonly string[];
  }[];
}

export type ReadAnswer =
  | { readonly result: ReadResult }
  /** Shown to who sent the document. */
  | { readonly failure: string };
