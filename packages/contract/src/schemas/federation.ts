/** Identity providers of an organisation. */
import { z } from 'zod';
import { ROLES } from '../permissions.ts';
import { scope } from './account.ts';
import { id, line, version } from './common.ts';

const entityId = z.string().trim().min(1).max(1024);
const address = z.url({ protocol: /^https?$/ }).max(2048);
const claim = z.string().trim().min(1).max(300);

/** Administrators are made by administrators. */
const groupRule = z.strictObject({
  group: z.string().trim().min(1).max(300),
  role: z.enum(ROLES).exclude(['admin']),
  scope,
});

const common = {
  domains: z
    .array(z.string().trim().toLowerCase().min(3).max(253))
    .min(1)
    .max(50)
    .describe('of the addresses that the provider answers for'),
  groupsClaim: claim.default('groups'),
  emailClaim: claim.default('email'),
  nameClaim: claim.default('name'),
  groupRules: z.array(groupRule).max(200).default([]),
};

const pem = z.string().trim().min(100).max(20_000);

export const samlSettings = z.strictObject({
  kind: z.literal('saml'),
  ...common,
  entityId,
  signInUrl: address,
  certificates: z.array(pem).min(1).max(10).describe('of which one must have signed the assertion'),
});

export const oidcSettings = z.strictObject({
  kind: z.literal('oidc'),
  ...common,
  issuer: address,
  clientId: z.string().trim().min(1).max(300),
});

const settings = z.discriminatedUnion('kind', [samlSettings, oidcSettings]);
export type ProviderSettings = z.output<typeof settings>;

export const identityProvider = z
  .strictObject({ id, version, name: line(120), settings })
  .meta({ id: 'IdentityProvider' });
export type IdentityProvider = z.infer<typeof identityProvider>;

const metadata = z.union([
  z.strictObject({ xml: z.string().max(500_000) }),
  z.strictObject({ url: address }),
]);

export const providerGiven = z.discriminatedUnion('kind', [
  samlSettings.partial({ entityId: true, signInUrl: true, certificates: true }).extend({
    name: line(120),
    metadata: metadata.optional().describe('in place of entityId, signInUrl and certificates'),
  }),
  oidcSettings.extend({ name: line(120), clientSecret: z.string().min(1).max(1000).optional() }),
]);
export type ProviderGiven = z.output<typeof providerGiven>;
