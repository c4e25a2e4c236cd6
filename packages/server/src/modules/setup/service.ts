/** The first organisation and its first administrator, by a link that works once. */

import type { me as meSchema, RouteInput, Routes } from '@theriac/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Database } from '../../database/database.ts';
import { ApiFailure } from '../../errors.ts';
import type { PublicCall } from '../../http/call.ts';
import { hashSecret, issueSecret } from '../../identity/secrets.ts';
import { acceptedPassword } from '../accounts/accepted-password.ts';
import { insertAccount, replaceGrants } from '../accounts/store.ts';
import { openSession } from '../sessions/open-session.ts';
import { DEFAULT_POLICY } from '../sign-in-policy/store.ts';

const LINK_MS = 24 * 60 * 60_000;
/** A link names no organisation: there is none yet. */
const NO_ORGANISATION = '00000000-0000-0000-0000-000000000000';

/** @returns the secret of a new link; undefined where there is an organisation already */
export async function newSetupLink(database: Database, now: Date): Promise<string | undefined> {
  return database.asOwner(async (client) => {
    const { rows } = await client.query<{ has: boolean }>('SELECT theriac.has_organisation() AS has');
    if (rows[0]?.has === true) return undefined;
    const { text, hash } = issueSecret('thl', NO_ORGANISATION);
    // Only the newest link works.
    await client.query('DELETE FROM theriac.setup_link');
    await client.query(
      'INSERT INTO theriac.setup_link (secret_hash, created_at, expires_at) VALUES ($1, $2, $3)',
      [hash, now, new Date(now.getTime() + LINK_MS)],
    );
    return text;
  });
}

export async function setUp(
  call: PublicCall,
  { token, organisation, administrator }: RouteInput<Routes['setup']['create']>['body'],
): Promise<z.infer<typeof meSchema>> {
  const { db, now, newId, audit } = call;
  const { rows } = await sql<{
    used: boolean;
  }>`SELECT theriac.use_setup_link(${hashSecret(token)}, ${now}) AS used`.execute(db);
  if (rows[0]?.used !== true)
    throw new ApiFailure(
      'SIGN_IN_FAILED',
      'The link is wrong, was used, or is older than a day; start the server again for a new one.',
    );
  if (!isTimeZone(organisation.timeZone))
    throw new ApiFailure('INVALID', undefined, {
      problems: [{ at: 'body.organisation.timeZone', message: 'is no time zone of the IANA database' }],
    });
  const org = newId();
  const id = newId();
  const { name, email, password } = administrator;
  const passwordHash = await acceptedPassword(call, {
    password,
    about: [name, email, organisation.name, organisation.slug],
    policy: DEFAULT_POLICY,
  });
  await call.actAs({ org, kind: 'person', id, display: name });
  await db
    .insertInto('theriac.organisation')
    .values({
      org_id: org,
      slug: organisation.slug,
      name: organisation.name,
      time_zone: organisation.timeZone,
      created_at: now,
    })
    .execute();
  await insertAccount(db, { org, id, kind: 'person', name, email, passwordHash, now });
  await replaceGrants(db, {
    org,
    account: id,
    grants: [{ role: 'admin', scope: { kind: 'organisation' } }],
    by: id,
    now,
    newId,
  });
  audit({ action: 'organisation.created', object: { kind: 'organisation', id: org, version: 1 } });
  audit({ action: 'account.created', object: { kind: 'account', id, version: 1 } });
  return openSession(call, { org, account: id, name, method: 'password' });
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
