/** All rules of the supply chain and of lifecycle, sorted by id: for `theriac explain` and the reference. */
import type { Rule } from '@theriac/core';
import { HEALTH_RULES, LIFECYCLE_RULES } from './detectors/health/health-rules.ts';
import { HYGIENE_RULES } from './detectors/hygiene/hygiene-rules.ts';
import { DEPRECATED_RULES } from './detectors/lifecycle/deprecated.ts';
import { LOCK_RULES } from './detectors/lockfile/lock-rules.ts';
import { NAME_RULES } from './detectors/names/name-rules.ts';

const TABLES = [NAME_RULES, LOCK_RULES, HYGIENE_RULES, HEALTH_RULES, LIFECYCLE_RULES, DEPRECATED_RULES];

export const SUPPLY_CHAIN_RULES: readonly Rule[] = TABLES.flatMap((table) => Object.values<Rule>(table)).sort(
  (a, b) => (a.id < b.id ? -1 : 1),
);
