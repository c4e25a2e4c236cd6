/**
 * The `licences:` and `contracts:` sections of `theriac.yaml`. Apart from the tables that judge, so that a scan without
 * licence questions loads none of them.
 */
import type { Distribution, Scope } from '@theriac/core';

export const LICENCE_DECISIONS = ['allow', 'review', 'deny'] as const;
export type LicenceDecision = (typeof LICENCE_DECISIONS)[number];

interface LicenceRule {
  /** SPDX ids (`GPL-3.0-only`), ids with `*` at the end, or categories. */
  readonly licences: readonly string[];
  /** Systems that reach people in one of these ways; any when absent. */
  readonly distribution?: readonly Distribution[];
  readonly scope?: readonly Scope[];
  readonly decision: LicenceDecision;
  readonly reason: string;
  /** Where it is (`theriac.yaml:12`). */
  readonly source: string;
}

/** A person's word on one package. */
export interface LicenceCuration {
  /** Package name or purl, with or without version. */
  readonly package: string;
  /** Canonical SPDX expression. */
  readonly concluded: string;
  readonly reason: string;
  readonly source: string;
}

export interface LicencePolicy {
  /** The product's own licence, an SPDX expression; from its manifest when absent. */
  readonly project?: string;
  readonly allow: readonly string[];
  readonly review: readonly string[];
  readonly deny: readonly string[];
  readonly rules: readonly LicenceRule[];
  readonly curations: readonly LicenceCuration[];
}

export const DEFAULT_LICENCE_POLICY: LicencePolicy = {
  allow: [],
  review: [],
  deny: [],
  rules: [],
  curations: [],
};

export const CONTRACT_DUTIES = [
  'confidentiality',
  'logging',
  'separation',
  'no-publication',
  'no-derivative',
] as const;
export type ContractDuty = (typeof CONTRACT_DUTIES)[number];

export const CONTRACT_KINDS = ['BAA', 'DUA', 'customer', 'other'] as const;

/** A contract under which the software is made or run, as far as licences may clash with it. */
export interface Contract {
  readonly name: string;
  /** BAA: business associate agreement (HIPAA); DUA: data use agreement. */
  readonly kind: (typeof CONTRACT_KINDS)[number];
  readonly duties: readonly ContractDuty[];
  /** Where it is (`theriac.yaml:20`). */
  readonly source: string;
}
