/** OpenID Connect with PKCE (RFC 9700): the provider's keys are read anew with each sign-in, so that they can change. */
import type { oidcSettings } from '@theriac/contract';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import type { z } from 'zod';
import { isSafeAddress } from '../../identity/safe-address.ts';
import type { Identity } from './just-in-time.ts';

export interface OidcClient {
  readonly settings: z.output<typeof oidcSettings>;
  readonly clientSecret: string | undefined;
  readonly redirectUri: string;
}

const TIMEOUT_S = 10;

export function redirectUri(publicUrl: string): string {
  return new URL('/sign-in/oidc', publicUrl).href;
}

async function configured({ settings, clientSecret }: OidcClient): Promise<Configuration> {
  const issuer = new URL(settings.issuer);
  if (!isSafeAddress(settings.issuer)) throw new Error('the issuer is not reached over TLS');
  return discovery(issuer, settings.clientId, clientSecret, undefined, {
    timeout: TIMEOUT_S,
    // Also tokens that come from the provider itself are verified with its keys: a proxy in between ends TLS.
    execute: [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])],
  });
}

export interface OidcRequest {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export async function authorizationUrl(client: OidcClient, request: OidcRequest): Promise<string> {
  const { state, nonce, verifier } = request;
  return buildAuthorizationUrl(await configured(client), {
    redirect_uri: client.redirectUri,
    response_type: 'code',
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).href;
}

export interface OidcAnswer {
  readonly code: string;
  readonly iss?: string | undefined;
}

/** @returns why it is refused, for the audit trail, where it is */
export async function identityOfCode(
  client: OidcClient,
  { state, nonce, verifier }: OidcRequest,
  { code, iss }: OidcAnswer,
): Promise<Identity | { readonly refused: string }> {
  const came = new URL(client.redirectUri);
  came.search = new URLSearchParams({ code, state, ...(iss === undefined ? {} : { iss }) }).toString();
  try {
    const answer = await authorizationCodeGrant(await configured(client), came, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = answer.claims();
    if (claims === undefined) return { refused: 'there is no ID token' };
    if (claims.email_verified === false) return { refused: 'the address is not verified' };
    const { settings } = client;
    const groups = claims[settings.groupsClaim];
    return {
      subject: claims.sub,
      email: textOf(claims[settings.emailClaim]),
      name: textOf(claims[settings.nameClaim]),
      groups: Array.isArray(groups) ? groups.map(textOf) : [],
    };
  } catch {
    // Errors of the library quote tokens.
    return { refused: 'the provider does not confirm it' };
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
