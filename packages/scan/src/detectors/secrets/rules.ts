/** A rule for each kind of secret. */
import type { Rule } from '@theriac/core';

import { GENERIC_KINDS } from './generic.ts';
import { SECRET_KINDS } from './kinds/all.ts';
import { FILE_KINDS } from './kinds/files.ts';
import { ruleOf } from './rule-of.ts';

/** By the id of the kind. */
export const SECRET_RULES: ReadonlyMap<string, Rule> = new Map(
  [...SECRET_KINDS, ...FILE_KINDS, ...GENERIC_KINDS].map((kind) => [kind.id, ruleOf(kind)]),
);
