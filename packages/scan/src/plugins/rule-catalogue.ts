/** Every rule of Theriac's own, for `theriac explain` and the reference: a rule that nobody can look up is no rule. */
import type { Rule } from '@theriac/core';
import { LICENCE_RULES } from '../detectors/licences/licence-rules.ts';
import { DEPRECATED_RULES } from '../detectors/lifecycle/deprecated.ts';
import { HEALTH_RULES, LIFECYCLE_RULES } from '../detectors/supply-chain/health/health-rules.ts';
import { HYGIENE_RULES } from '../detectors/supply-chain/hygiene/hygiene-rules.ts';
import { LOCK_RULES } from '../detectors/supply-chain/lockfile/lock-rules.ts';
import { NAME_RULES } from '../detectors/supply-chain/names/name-rules.ts';
import { SBOM_RULES } from '../findings/claims.ts';

const TABLES = [
  NAME_RULES,
  LOCK_RULES,
  HYGIENE_RULES,
  HEALTH_RULES,
  LIFECYCLE_RULES,
  DEPRECATED_RULES,
  LICENCE_RULES,
];

/** Sorted by id. Advisories are rules too, but stand in the index. */
export const RULE_CATALOGUE: readonly Rule[] = [
  ...TABLES.flatMap((table) => Object.values<Rule>(table)),
  ...SBOM_RULES,
].sort((a, b) => (a.id < b.id ? -1 : 1));
