/** A rule for each kind of secret. */
import type { Rule } from '@theriac/core';
import { GENERIC_KEY, GENERIC_PASSWORD } from './generic.ts';
import { SECRET_KINDS } from './kinds/all.ts';
import { ruleOf } from './rule-of.ts';

/** By the id of the kind. */
export const SECRET_RULES: ReadonlyMap<string, Rule> = new Map(
  [...SECRET_KINDS, GENERIC_PASSWORD, GENERIC_KEY].map((kind) => [kind.id, ruleOf(kind)]),
);
