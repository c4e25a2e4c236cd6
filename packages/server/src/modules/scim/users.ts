/** People, as an identity provider keeps them up to date. */
import {
  email as emailSchema,
  SCIM,
  type ScimPatch,
  type ScimUser,
  type ScimUserGiven,
  scimUserGiven,
} from '@theriac/contract';
import { ApiFailure } from '../../errors.ts';
import type { Call, SignedCall } from '../../http/call.ts';
import { invalid } from '../../http/failure-of.ts';
import { setState } from '../accounts/service.ts';
import { insertAccount } from '../accounts/store.ts';
import { patched } from './patch.ts';
import { checkVersion, etagOf, filterOf, listOf, type Page } from './protocol.ts';
import { findUser, findUsers, type UserRow, updateUser } from './store.ts';

function shown({ services }: Call, row: UserRow): ScimUser {
  return {
    schemas: [SCIM.user],
    id: row.id,
    ...(row.externalId === null ? {} : { externalId: row.externalId }),
    userName: row.email,
    displayName: row.name,
    name: { formatted: row.name },
    emails: [{ value: row.email, primary: true }],
    active: row.state === 'active',
    meta: {
      resourceType: 'User',
      created: row.createdAt.toISOString(),
      location: new URL(`/scim/v2/Users/${row.id}`, services.publicUrl()).href,
      version: etagOf(row.version),
    },
  };
}

export async function listUsers(call: SignedCall, query: Page & { readonly filter?: string | undefined }) {
  const filter = filterOf(query.filter, ['userName', 'externalId']);
  const { found, total } = await findUsers(call.db, call.principal.org, filter, query);
  return listOf(
    found.map((row) => shown(call, row)),
    total,
    query,
  );
}

async function user({ db, principal }: SignedCall, id: string): Promise<UserRow> {
  const row = await findUser(db, principal.org, id);
  if (row === undefined) throw new ApiFailure('NOT_FOUND');
  return row;
}

export async function readUser(call: SignedCall, id: string): Promise<ScimUser> {
  const row = await user(call, id);
  call.setEtag(etagOf(row.version));
  return shown(call, row);
}

const LONGEST_NAME = 120;

function fieldsOf(given: ScimUserGiven): { email: string; name: string; externalId: string | null } {
  const email = emailSchema.safeParse(given.userName);
  if (!email.success)
    throw new ApiFailure('INVALID', undefined, {
      problems: [{ at: 'body.userName', message: 'is not an e-mail address' }],
    });
  const { formatted, givenName = '', familyName = '' } = given.name ?? {};
  const name = given.displayName || formatted || `${givenName} ${familyName}`;
  const plain = name.replace(/\p{C}/gu, '').trim().slice(0, LONGEST_NAME);
  return { email: email.data, name: plain === '' ? email.data : plain, externalId: given.externalId || null };
}

export async function createUser(call: SignedCall, given: ScimUserGiven): Promise<ScimUser> {
  const { db, principal, now, newId, audit } = call;
  const { org } = principal;
  const id = newId();
  const fields = fieldsOf(given);
  await insertAccount(db, { org, id, kind: 'person', ...fields, passwordHash: null, now });
  audit({ action: 'account.created', object: { kind: 'account', id, version: 1 }, reason: 'SCIM' });
  await updateUser(db, org, id, { ...fields, version: 1 });
  if (!given.active) await setState(call, id, { version: 2, state: 'disabled', reason: 'SCIM' });
  return readUser(call, id);
}

export async function replaceUser(call: SignedCall, id: string, given: ScimUserGiven): Promise<ScimUser> {
  const { db, principal, audit } = call;
  const { org } = principal;
  const before = await user(call, id);
  checkVersion(call, before.version);
  const next = fieldsOf(given);
  let { version } = before;
  const changed = (['name', 'email', 'externalId'] as const).filter((field) => before[field] !== next[field]);
  if (changed.length > 0) {
    if (!(await updateUser(db, org, id, { ...next, version }))) throw new ApiFailure('CONFLICT');
    version += 1;
    // Names and addresses are personal: the trail says which, not what.
    audit({
      action: 'account.changed',
      object: { kind: 'account', id, version },
      changes: changed.map((field) => ({ field, before: null, after: 'changed' })),
      reason: 'SCIM',
    });
  }
  const state = given.active ? 'active' : 'disabled';
  if (state !== before.state) await setState(call, id, { version, state, reason: 'SCIM' });
  return readUser(call, id);
}

export async function wantedUser(call: SignedCall, id: string, patch: ScimPatch): Promise<ScimUserGiven> {
  const { userName, displayName, externalId, active } = shown(call, await user(call, id));
  const before = { userName, displayName, externalId, active };
  const known = ['userName', 'displayName', 'externalId', 'active', 'name.formatted'];
  const { 'name.formatted': formatted, ...after } = patched(before, patch, known);
  const wanted = scimUserGiven.safeParse(
    formatted === undefined ? after : { ...after, displayName: formatted },
  );
  if (!wanted.success) throw invalid(wanted.error, 'body');
  return wanted.data;
}

export async function removeUser(call: SignedCall, id: string): Promise<void> {
  const { version, state } = await user(call, id);
  checkVersion(call, version);
  if (state === 'active') await setState(call, id, { version, state: 'disabled', reason: 'SCIM' });
}
