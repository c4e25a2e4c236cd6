/** Second factors: codes of an authenticator, recovery codes, passkeys. */
import { z } from 'zod';
import { id, instant, line } from './common.ts';

/** Six digits of an authenticator, or a recovery code. */
export const factorCode = z.string().trim().min(6).max(40);

const base64url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/, 'is not base64url');

const passkey = z.strictObject({
  id,
  name: line(120),
  createdAt: instant,
  lastUsedAt: instant.optional(),
});

export const factorList = z
  .strictObject({
    isRequired: z.boolean().describe('by a role of the account'),
    totp: z.strictObject({ confirmedAt: instant }).optional(),
    passkeys: z.array(passkey),
    recoveryCodes: z.int().min(0).describe('how many are left'),
  })
  .meta({ id: 'Factors' });

/** `RegistrationResponseJSON` of WebAuthn, level 3, section 5.1.8; what is not needed is ignored. */
export const passkeyRegistration = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).prefault({}),
  response: z.object({ clientDataJSON: base64url(8192), attestationObject: base64url(65_536) }),
});

/** `AuthenticationResponseJSON` of WebAuthn. */
export const passkeyAssertion = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).prefault({}),
  response: z.object({
    clientDataJSON: base64url(8192),
    authenticatorData: base64url(8192),
    signature: base64url(4096),
  }),
});

/** Names what the server asked, and is used once. */
export const challengeId = z.string().min(1).max(200);
