/** Changing the rules about signing in. */
import type { SignInPolicy } from '@theriac/contract';
import type { Db } from '../../database/database.ts';
import { ApiFailure } from '../../errors.ts';
import type { SignedCall } from '../../http/call.ts';
import type { Principal } from '../../identity/principal.ts';
import { listProviders } from '../federation/store.ts';
import { readPolicy, writePolicy } from './store.ts';

export async function changePolicy(
  { db, services, principal, audit }: SignedCall,
  given: SignInPolicy,
): Promise<SignInPolicy> {
  const { org } = principal;
  if (given.checkBreaches && services.breachList === undefined)
    throw new ApiFailure(
      'NOT_ALLOWED_NOW',
      'This server asks no list of breached passwords (`--breach-list`).',
    );
  const before = await readPolicy(db, org);
  if (before.version !== given.version || !(await writePolicy(db, org, given)))
    throw new ApiFailure('CONFLICT');
  if (given.ssoRequired && !before.ssoRequired) await beginSso(db, principal);
  const after = await readPolicy(db, org);
  audit({
    action: 'sign-in-policy.changed',
    object: { kind: 'sign-in-policy', id: org, version: after.version },
    changes: fieldsOf(after)
      .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
      .map((field) => ({ field, before: before[field], after: after[field] })),
  });
  return after;
}

/** @throws ApiFailure where nobody could sign in any more */
async function beginSso(db: Db, { org, session }: Principal): Promise<void> {
  if ((await listProviders(db, org)).length === 0)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'Add an identity provider first.');
  await db
    .deleteFrom('theriac.session')
    .where('org_id', '=', org)
    .where('method', 'not in', ['saml', 'oidc'])
    .$if(session !== undefined, (query) => query.where('id', '!=', session?.id ?? ''))
    .execute();
}

function fieldsOf(policy: SignInPolicy): (keyof SignInPolicy)[] {
  return (Object.keys(policy) as (keyof SignInPolicy)[]).filter((field) => field !== 'version').sort();
}
