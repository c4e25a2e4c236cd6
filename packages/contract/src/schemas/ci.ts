/** Jobs of CI services that get a short token. */
import { z } from 'zod';
import { permission } from './account.ts';
import { id, line } from './common.ts';

export const MAX_CI_TOKEN_MINUTES = 15;

const fields = {
  name: line(120),
  account: id.describe('of a service'),
  issuer: z.url({ protocol: /^https?$/ }).max(2048),
  audience: z.string().trim().min(1).max(300),
  claims: z
    .record(z.string().min(1).max(100), z.string().min(1).max(500))
    .refine(
      (claims) => Object.keys(claims).length > 0,
      'names no claim: every project of the service would match',
    )
    .describe('that the token must have; `*` stands for any characters but `/`'),
  permissions: z.array(permission).min(1),
};

export const ciRuleGiven = z.strictObject(fields);
export const ciRule = z.strictObject({ id, ...fields }).meta({ id: 'CiRule' });
export type CiRule = z.infer<typeof ciRule>;
