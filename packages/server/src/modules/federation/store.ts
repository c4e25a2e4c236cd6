/** Identity providers and the accounts that they answer for, in the database. */
import {
  type Grant,
  type IdentityProvider,
  oidcSettings,
  type ProviderSettings,
  samlSettings,
} from '@theriac/contract';
import type { Db } from '../../database/database.ts';

export interface StoredProvider extends IdentityProvider {
  readonly sealedSecret: Buffer | null;
}

const COLUMNS = ['id', 'version', 'name', 'settings', 'sealed_secret'] as const;

interface Row {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly settings: unknown;
  readonly sealed_secret: Buffer | null;
}

function providerOf({ id, version, name, settings, sealed_secret }: Row): StoredProvider {
  const kind = (settings as { kind?: unknown }).kind;
  return {
    id,
    version,
    name,
    settings: kind === 'saml' ? samlSettings.parse(settings) : oidcSettings.parse(settings),
    sealedSecret: sealed_secret,
  };
}

export async function listProviders(db: Db, org: string): Promise<readonly StoredProvider[]> {
  const rows = await db
    .selectFrom('theriac.identity_provider')
    .select(COLUMNS)
    .where('org_id', '=', org)
    .orderBy('id')
    .execute();
  return rows.map(providerOf);
}

export async function readProvider(db: Db, org: string, id: string): Promise<StoredProvider | undefined> {
  const row = await db
    .selectFrom('theriac.identity_provider')
    .select(COLUMNS)
    .where('org_id', '=', org)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : providerOf(row);
}

export interface NewProvider {
  readonly org: string;
  readonly id: string;
  readonly name: string;
  readonly settings: ProviderSettings;
  readonly sealedSecret: Buffer | null;
  readonly now: Date;
}

export async function insertProvider(db: Db, given: NewProvider): Promise<void> {
  const { org, id, name, settings, sealedSecret, now } = given;
  await db
    .insertInto('theriac.identity_provider')
    .values({
      org_id: org,
      id,
      name,
      settings: JSON.stringify(settings),
      sealed_secret: sealedSecret,
      created_at: now,
    })
    .execute();
}

/** With the sessions of the accounts that it answered for. */
export async function deleteProvider(db: Db, org: string, id: string): Promise<boolean> {
  await db
    .deleteFrom('theriac.session')
    .where('org_id', '=', org)
    .where('method', 'in', ['saml', 'oidc'])
    .where('account_id', 'in', (eb) =>
      eb
        .selectFrom('theriac.external_identity')
        .select('account_id')
        .where('org_id', '=', org)
        .where('provider_id', '=', id),
    )
    .execute();
  const done = await db
    .deleteFrom('theriac.identity_provider')
    .where('org_id', '=', org)
    .where('id', '=', id)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

export interface Subject {
  readonly org: string;
  readonly provider: string;
  readonly subject: string;
}

export async function accountOfSubject(
  db: Db,
  { org, provider, subject }: Subject,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('theriac.external_identity')
    .select('account_id')
    .where('org_id', '=', org)
    .where('provider_id', '=', provider)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.account_id;
}

export async function linkSubject(
  db: Db,
  { org, provider, subject }: Subject,
  account: string,
  now: Date,
): Promise<void> {
  await db
    .insertInto('theriac.external_identity')
    .values({ org_id: org, provider_id: provider, subject, account_id: account, created_at: now })
    .execute();
}

export async function accountOfEmail(db: Db, org: string, email: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('theriac.account')
    .select('id')
    .where('org_id', '=', org)
    .where('email', '=', email)
    .executeTakeFirst();
  return row?.id;
}

export interface GroupGrants {
  readonly org: string;
  readonly account: string;
  readonly grants: readonly Grant[];
  /** Of a sign-in, or of SCIM: they do not replace each other's. */
  readonly source: 'groups' | 'scim';
  readonly now: Date;
  readonly newId: () => string;
}

/** Those of administrators stay. */
export async function replaceGroupGrants(db: Db, given: GroupGrants): Promise<void> {
  const { org, account, grants, source, now, newId } = given;
  await db
    .deleteFrom('theriac.role_grant')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .where('source', '=', source)
    .execute();
  if (grants.length === 0) return;
  await db
    .insertInto('theriac.role_grant')
    .values(
      grants.map(({ role, scope }) => ({
        org_id: org,
        account_id: account,
        id: newId(),
        role,
        scope_kind: scope.kind,
        scope_id: scope.kind === 'organisation' ? null : scope.id,
        valid_until: null,
        granted_by: account,
        granted_at: now,
        source,
      })),
    )
    .execute();
}
