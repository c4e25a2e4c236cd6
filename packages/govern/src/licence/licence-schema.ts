/** Schema of the `licences:` and `contracts:` sections: a name that no licence has is refused, not passed over. */
import { DISTRIBUTIONS, nearest, SCOPES } from '@theriac/core';
import { canonicalLicence, spdxLicences } from '@theriac/core/licence';
import { z } from 'zod';
import { LICENCE_CATEGORIES } from './categories.ts';
import { CONTRACT_DUTIES, CONTRACT_KINDS, LICENCE_DECISIONS } from './licence-config.ts';

const text = z.string().trim().min(1, { error: 'is empty' });

/** A category, an SPDX expression of one licence, or a start of ids followed by `*`. */
const licenceName = text
  .refine(isLicenceName, {
    error: ({ input }) => `is neither a category, an SPDX id, nor a start of ids with *${similar(input)}`,
  })
  .transform((name) => canonicalLicence(name) ?? name)
  .meta({ description: `SPDX id, start of ids with *, or one of ${LICENCE_CATEGORIES.join(', ')}.` });

const expression = text
  .refine((value) => canonicalLicence(value) !== null, {
    error: ({ input }) => `is not an SPDX expression${similar(input)}`,
  })
  .transform((value) => canonicalLicence(value) ?? value);

function similar(name: unknown): string {
  const known = [...LICENCE_CATEGORIES, ...spdxLicences().map(({ id }) => id)];
  const near = nearest(String(name), known);
  return near === undefined ? '' : `; did you mean \`${near}\`?`;
}

function isLicenceName(name: string): boolean {
  if ((LICENCE_CATEGORIES as readonly string[]).includes(name) || canonicalLicence(name) !== null)
    return true;
  const start = name.endsWith('*') ? name.slice(0, -1) : null;
  return start !== null && spdxLicences().some(({ id }) => id.startsWith(start));
}

const rule = z.strictObject({
  licences: z.array(licenceName).min(1, { error: 'names no licence' }),
  distribution: z
    .array(z.enum(DISTRIBUTIONS))
    .optional()
    .describe('Systems that reach people like this; any when absent.'),
  scope: z.array(z.enum(SCOPES)).optional(),
  decision: z.enum(LICENCE_DECISIONS),
  reason: text,
});

const curation = z.strictObject({
  package: text.describe('Package name or purl, with or without version.'),
  concluded: expression.describe('What a person found the licence to be: an SPDX expression.'),
  reason: text,
});

export const licencesSchema = z
  .strictObject({
    project: expression
      .optional()
      .describe('The licence of this product itself; from its manifest when absent.'),
    allow: z.array(licenceName).optional(),
    review: z.array(licenceName).optional(),
    deny: z.array(licenceName).optional(),
    rules: z.array(rule).optional().describe('Exact rules, tried first and in order.'),
    curations: z.array(curation).optional(),
  })
  .describe('Which licences may be used.');

export const contractSchema = z
  .strictObject({
    name: text,
    kind: z.enum(CONTRACT_KINDS).optional(),
    duties: z.array(z.enum(CONTRACT_DUTIES)).min(1, { error: 'names no duty' }),
  })
  .describe('A contract whose duties a licence may clash with.');
