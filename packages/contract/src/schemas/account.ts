/** Accounts, sessions and tokens. */
import { z } from 'zod';
import { PERMISSIONS, type Permission, ROLES } from '../permissions.ts';
import { email, id, instant, line, version } from './common.ts';

export const role = z.enum(ROLES);
export const permission = z.enum(PERMISSIONS as readonly [Permission, ...Permission[]]);

/** Where a role holds: the whole organisation, or a part of it and what is below. */
export const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('organisation') }),
  z.strictObject({ kind: z.literal('programme'), id }),
  z.strictObject({ kind: z.literal('system'), id }),
]);
export type GrantScope = z.infer<typeof scope>;

export const grant = z.strictObject({
  role,
  scope,
  validUntil: instant.optional().describe('absent: until it is taken back'),
});
export type Grant = z.infer<typeof grant>;

/** Long rather than odd (NIST SP 800-63B); what is too common is refused by the server. */
export const newPassword = z.string().min(15).max(256);

export const account = z
  .strictObject({
    id,
    version,
    kind: z.enum(['person', 'service']),
    name: line(120),
    email: email.optional(),
    state: z.enum(['active', 'disabled']),
    grants: z.array(grant),
    createdAt: instant,
    lastSignInAt: instant.optional(),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof account>;

export const me = z
  .strictObject({
    account,
    organisation: z.strictObject({ id, slug: z.string(), name: z.string() }),
    permissions: z.array(permission).describe('in any part of the organisation'),
    mustEnrol: z.boolean().describe('a second factor must be enrolled before anything else'),
    session: z
      .strictObject({
        id,
        createdAt: instant,
        idleUntil: instant,
        absoluteUntil: instant,
        steppedUpAt: instant.optional(),
      })
      .optional(),
  })
  .meta({ id: 'Me' });

export const session = z
  .strictObject({
    id,
    createdAt: instant,
    lastUsedAt: instant,
    idleUntil: instant,
    absoluteUntil: instant,
    method: z.enum(['password', 'second-factor', 'passkey', 'saml', 'oidc']).describe('of signing in'),
    address: z.string().optional(),
    userAgent: z.string().optional(),
    isCurrent: z.boolean(),
  })
  .meta({ id: 'Session' });

export const MAX_TOKEN_DAYS = 90;

export const token = z
  .strictObject({
    id,
    account: id,
    name: line(120),
    permissions: z.array(permission),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.optional(),
    lastFour: z.string(),
  })
  .meta({ id: 'Token' });
