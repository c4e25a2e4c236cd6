/** The token of a CI job, verified with the keys of its service, for a short one of this server. */
import { type CiRule, MAX_CI_TOKEN_MINUTES } from '@theriac/contract';
import { createRemoteJWKSet, decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { boundedText } from '../../bounded-text.ts';
import { Database } from '../../database/database.ts';
import { ApiFailure } from '../../errors.ts';
import type { PublicCall } from '../../http/call.ts';
import { spend } from '../../identity/challenges.ts';
import { isSafeAddress } from '../../identity/safe-address.ts';
import { hashSecret, issueSecret } from '../../identity/secrets.ts';
import { insertToken, readAccount } from '../accounts/store.ts';
import { orgOfSlug } from '../sessions/store.ts';
import { matchesClaims } from './claims.ts';
import { listRules } from './store.ts';

const TIMEOUT_MS = 5000;
/** Of what an issuer says of itself. */
const MAX_BYTES = 256 * 1024;
const SKEW_S = 60;
/** Asymmetric ones alone. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** However long the service says that its token is valid. */
const LONGEST_AGE = '2h';

export const tokenName = (rule: string): string => `CI: ${rule}`.slice(0, 120);

export async function exchange(
  call: PublicCall,
  given: { readonly organisation: string; readonly token: string },
): Promise<{ token: string; expiresAt: string }> {
  const { db, now, newId, audit } = call;
  const org = await orgOfSlug(db, given.organisation);
  if (org === undefined) throw new ApiFailure('SIGN_IN_FAILED');
  await Database.enter(db, org);
  await call.actAs({ org, kind: 'nobody', id: null, display: 'nobody' });
  const refuse = (reason: string): never => {
    audit({ action: 'token.exchange-refused', reason });
    throw new ApiFailure('SIGN_IN_FAILED', undefined, { keepsChanges: true });
  };
  const rules = (await listRules(db, org)).filter(({ issuer }) => issuer === issuerOf(given.token));
  if (rules.length === 0) return refuse('no rule names the issuer');
  const found = await ruleOf(given.token, rules, now);
  if (typeof found === 'string') return refuse(found);
  const { rule, claims } = found;
  const account = await readAccount(db, org, rule.account);
  if (account === undefined || account.state !== 'active') return refuse('the account is disabled');
  const until = new Date((claims.exp ?? 0) * 1000 + SKEW_S * 2000);
  if (!(await spend(db, { org, id: hashSecret(given.token).toString('hex'), until, now })))
    return refuse('the token was exchanged before');
  await call.actAs({ org, kind: 'service', id: account.id, display: account.name });
  const { text, hash } = issueSecret('tht', org);
  const expiresAt = new Date(now.getTime() + MAX_CI_TOKEN_MINUTES * 60_000);
  const id = newId();
  await insertToken(db, {
    org,
    id,
    account: account.id,
    name: tokenName(rule.name),
    hash,
    lastFour: text.slice(-4),
    permissions: rule.permissions,
    now,
    expiresAt,
  });
  audit({
    action: 'token.exchanged',
    object: { kind: 'token', id },
    changes: [
      { field: 'rule', before: null, after: rule.id },
      { field: 'subject', before: null, after: (claims.sub ?? '').slice(0, 300) },
    ],
  });
  return { token: text, expiresAt: expiresAt.toISOString() };
}

/** Not verified: only says whose keys are asked for. */
function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

const metadata = z.object({ issuer: z.string(), jwks_uri: z.url() });

async function ruleOf(
  token: string,
  rules: readonly CiRule[],
  now: Date,
): Promise<{ readonly rule: CiRule; readonly claims: JWTPayload } | string> {
  const [{ issuer } = { issuer: '' }] = rules;
  const keys = await keysOf(issuer);
  if (keys === undefined) return 'the issuer does not answer';
  let why = 'the signature or the time is wrong';
  for (const rule of rules) {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: rule.audience,
        algorithms: ALGORITHMS,
        currentDate: now,
        clockTolerance: SKEW_S,
        maxTokenAge: LONGEST_AGE,
        requiredClaims: ['exp', 'iat', 'sub'],
      });
      if (matchesClaims(payload, rule.claims)) return { rule, claims: payload };
      why = 'no rule has its claims';
    } catch {
      // Of another audience perhaps: the next rule may be for it.
    }
  }
  return why;
}

async function keysOf(issuer: string): Promise<ReturnType<typeof createRemoteJWKSet> | undefined> {
  try {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const found = metadata.parse(JSON.parse(await boundedText(answer, MAX_BYTES)));
    if (found.issuer !== issuer || !isSafeAddress(found.jwks_uri)) return undefined;
    return createRemoteJWKSet(new URL(found.jwks_uri), { timeoutDuration: TIMEOUT_MS });
  } catch {
    return undefined;
  }
}
