/** Groups, as an identity provider keeps them up to date; rules of the organisation give their members roles. */
import { SCIM, type ScimGroup, type ScimGroupGiven, type ScimPatch, scimGroupGiven } from '@theriac/contract';
import { ApiFailure } from '../../errors.ts';
import type { SignedCall } from '../../http/call.ts';
import { invalid } from '../../http/failure-of.ts';
import { applyRules } from '../federation/group-rules.ts';
import { listProviders } from '../federation/store.ts';
import { patched } from './patch.ts';
import { checkVersion, etagOf, filterOf, listOf, type Page } from './protocol.ts';
import {
  deleteGroup,
  findGroup,
  findGroups,
  type GroupRow,
  groupsOf,
  insertGroup,
  type Member,
  membersOf,
  replaceMembers,
  updateGroup,
} from './store.ts';

function shown({ services }: SignedCall, row: GroupRow, members: readonly Member[]): ScimGroup {
  return {
    schemas: [SCIM.group],
    id: row.id,
    ...(row.externalId === null ? {} : { externalId: row.externalId }),
    displayName: row.displayName,
    members: members
      .filter(({ group }) => group === row.id)
      .map(({ id, name }) => ({ value: id, display: name })),
    meta: {
      resourceType: 'Group',
      created: row.createdAt.toISOString(),
      location: new URL(`/scim/v2/Groups/${row.id}`, services.publicUrl()).href,
      version: etagOf(row.version),
    },
  };
}

export async function listGroups(call: SignedCall, query: Page & { readonly filter?: string | undefined }) {
  const { db, principal } = call;
  const filter = filterOf(query.filter, ['displayName']);
  const { found, total } = await findGroups(db, principal.org, filter, query);
  const members = await membersOf(
    db,
    principal.org,
    found.map(({ id }) => id),
  );
  return listOf(
    found.map((row) => shown(call, row, members)),
    total,
    query,
  );
}

async function group({ db, principal }: SignedCall, id: string): Promise<GroupRow> {
  const row = await findGroup(db, principal.org, id);
  if (row === undefined) throw new ApiFailure('NOT_FOUND');
  return row;
}

export async function readGroup(call: SignedCall, id: string): Promise<ScimGroup> {
  const row = await group(call, id);
  call.setEtag(etagOf(row.version));
  return shown(call, row, await membersOf(call.db, call.principal.org, [id]));
}

export async function createGroup(call: SignedCall, given: ScimGroupGiven): Promise<ScimGroup> {
  const { db, principal, now, newId, audit } = call;
  const { org } = principal;
  const id = newId();
  const { displayName, externalId } = given;
  await insertGroup(db, org, { id, version: 1, displayName, externalId: externalId || null, createdAt: now });
  audit({ action: 'group.created', object: { kind: 'group', id, version: 1 } });
  await setMembers(call, id, given.members);
  return readGroup(call, id);
}

/** The roles of all who were or are a member follow. */
async function setMembers(call: SignedCall, id: string, given: ScimGroupGiven['members']): Promise<void> {
  const { db, principal } = call;
  const { org } = principal;
  const before = await membersOf(db, org, [id]);
  const accounts = [...new Set(given.map(({ value }) => value))];
  await replaceMembers(db, org, id, accounts);
  await followGroups(call, new Set([...before.map((member) => member.id), ...accounts]));
}

async function followGroups(call: SignedCall, accounts: ReadonlySet<string>): Promise<void> {
  const { db, principal } = call;
  const { org } = principal;
  const rules = (await listProviders(db, org)).flatMap(({ settings }) => settings.groupRules);
  for (const account of accounts)
    await applyRules(call, {
      org,
      account,
      rules,
      groups: new Set(await groupsOf(db, org, account)),
      source: 'scim',
      reason: 'groups of SCIM',
    });
}

export async function replaceGroup(call: SignedCall, id: string, given: ScimGroupGiven): Promise<ScimGroup> {
  const { db, principal, audit } = call;
  const before = await group(call, id);
  checkVersion(call, before.version);
  const { displayName, externalId } = given;
  await updateGroup(db, principal.org, { ...before, displayName, externalId: externalId || null });
  audit({ action: 'group.changed', object: { kind: 'group', id, version: before.version + 1 } });
  await setMembers(call, id, given.members);
  return readGroup(call, id);
}

export async function wantedGroup(call: SignedCall, id: string, patch: ScimPatch): Promise<ScimGroupGiven> {
  const row = await group(call, id);
  const { displayName, externalId, members } = shown(
    call,
    row,
    await membersOf(call.db, call.principal.org, [id]),
  );
  const after = patched({ displayName, externalId, members }, patch, [
    'displayName',
    'externalId',
    'members',
  ]);
  const wanted = scimGroupGiven.safeParse(after);
  if (!wanted.success) throw invalid(wanted.error, 'body');
  return wanted.data;
}

export async function removeGroup(call: SignedCall, id: string): Promise<void> {
  const { db, principal, audit } = call;
  const { org } = principal;
  const { version } = await group(call, id);
  checkVersion(call, version);
  const members = await membersOf(db, org, [id]);
  await deleteGroup(db, org, id);
  await followGroups(call, new Set(members.map((member) => member.id)));
  audit({ action: 'group.removed', object: { kind: 'group', id, version } });
}
