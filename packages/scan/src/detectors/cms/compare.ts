/** What changed between two exports of a site: privileges, authentication, patient data. */
import { type ConfigValue, itemsOf, matchesGlob, textOf } from '@theriac/core/configuration';
import type { DrupalSite } from './drupal/read-site.ts';
import { DECRYPT, READ_SUBMISSIONS, TAKE_OVER } from './facts/drupal-permissions.ts';
import { ADMIN_CAPABILITIES, DATA_CAPABILITIES } from './facts/wordpress-plugins.ts';
import type { CmsTarget } from './read-target.ts';
import { type FormRow, formRows } from './site-tables.ts';

export const CHANGE_KINDS = ['privilege gained', 'privilege lost', 'authentication', 'patient data'] as const;

export interface SiteChange {
  readonly kind: (typeof CHANGE_KINDS)[number];
  readonly site: string;
  /** `role nurse`, `tfa.settings`, `form intake`. */
  readonly subject: string;
  readonly what: string;
  /** Reaches patient data, or takes over the site. */
  readonly grave: boolean;
  /** In the newer export; in the older one for what is gone. */
  readonly location: { readonly path: string; readonly line: number };
}

interface RoleLike {
  readonly id: string;
  readonly isAdmin: boolean;
  readonly permissions: readonly string[];
  readonly at: ConfigValue['at'];
  /** Of single permissions, where they have places of their own. */
  readonly places: ReadonlyMap<string, ConfigValue['at']>;
}

interface Side {
  readonly site: string;
  readonly roles: readonly RoleLike[];
  readonly rows: readonly FormRow[];
  readonly drupal: DrupalSite | undefined;
}

export interface Comparison {
  readonly changes: readonly SiteChange[];
  /** Sites that only one of the two has. */
  readonly unmatched: readonly string[];
}

export async function compareTargets(before: CmsTarget, after: CmsTarget): Promise<Comparison> {
  const [old, now] = [sidesOf(before), sidesOf(after)];
  const pairs: (readonly [Side, Side])[] = [];
  const unmatched: string[] = [];
  for (const side of now) {
    const same =
      old.find(({ site }) => site === side.site) ??
      (old.length === 1 && now.length === 1 ? old[0] : undefined);
    if (same === undefined) unmatched.push(side.site);
    else pairs.push([same, side]);
  }
  for (const side of old) if (!pairs.some(([one]) => one === side)) unmatched.push(side.site);
  const changes: SiteChange[] = [];
  for (const [one, other] of pairs) {
    for (const change of roleChanges(one, other)) changes.push(change);
    for (const change of await settingChanges(one, other)) changes.push(change);
    for (const change of formChanges(one, other)) changes.push(change);
  }
  return { changes, unmatched };
}

function sidesOf(target: CmsTarget): Side[] {
  const rows = formRows(target);
  return [
    ...target.drupal.flatMap(({ found, environments: [site] }): Side[] =>
      site === undefined
        ? []
        : [
            {
              site: found.name,
              drupal: site,
              rows: rows.filter((row) => row.site === found.name),
              roles: site.roles.map(({ id, isAdmin, permissions, config }) => ({
                id,
                isAdmin,
                permissions,
                at: config.entries.get('permissions')?.at ?? config.at,
                places: new Map(
                  itemsOf(config.entries.get('permissions')).map(
                    (item) => [textOf(item) ?? '', item.at] as const,
                  ),
                ),
              })),
            },
          ],
    ),
    ...target.wordpress.map(
      ({ name, roles }): Side => ({
        site: name,
        drupal: undefined,
        rows: rows.filter((row) => row.site === name),
        roles: roles.map(({ id, capabilities, at }) => ({
          id,
          isAdmin: id === 'administrator',
          permissions: capabilities,
          at,
          places: new Map(),
        })),
      }),
    ),
  ];
}

const GRAVE: readonly string[] = [
  ...READ_SUBMISSIONS,
  ...DECRYPT,
  ...TAKE_OVER,
  ...ADMIN_CAPABILITIES,
  ...DATA_CAPABILITIES,
];

function roleChanges(before: Side, after: Side): SiteChange[] {
  const changes: SiteChange[] = [];
  const patients = new Set(after.drupal?.entities.map(({ id }) => id.split('.')[0] ?? '') ?? []);
  const isGrave = (permission: string): boolean =>
    GRAVE.some((pattern) => matchesGlob(permission, pattern)) ||
    permission.split(' ').some((word) => patients.has(word));
  const add = (
    kind: SiteChange['kind'],
    { id, at: role, places }: RoleLike,
    what: string,
    grave: boolean,
  ): void => {
    const at = places.get(what) ?? role;
    changes.push({
      kind,
      site: after.site,
      subject: `role ${id}`,
      what,
      grave,
      location: { path: at.path, line: at.line },
    });
  };
  for (const role of after.roles) {
    const old = before.roles.find(({ id }) => id === role.id);
    if (role.isAdmin && old?.isAdmin !== true) add('privilege gained', role, 'has every permission', true);
    if (!role.isAdmin && old?.isAdmin === true)
      add('privilege lost', role, 'no longer has every permission', true);
    const had = new Set(old?.permissions);
    for (const permission of role.permissions)
      if (!had.has(permission)) add('privilege gained', role, permission, isGrave(permission));
    const has = new Set(role.permissions);
    for (const permission of old?.permissions ?? [])
      if (!has.has(permission)) add('privilege lost', role, permission, isGrave(permission));
  }
  for (const role of before.roles)
    if (!after.roles.some(({ id }) => id === role.id))
      add('privilege lost', role, 'the role is gone', role.isAdmin);
  return changes;
}

/** Objects that decide who gets in. */
const AUTHENTICATION: readonly string[] = [
  'user.settings',
  'user.flood',
  'tfa.settings',
  'simplesamlphp_auth.settings',
  'samlauth.authentication',
  'autologout.settings',
  'block_inactive_users.settings',
  'key_auth.settings',
  'openid_connect.settings',
];
const PREFIXES: readonly string[] = [
  'openid_connect.client',
  'password_policy.password_policy',
  'rest.resource',
];
/** Not of authentication, or of translations. */
const LEFT_OUT = /^(?:_core|uuid|langcode|dependencies|mail|help_text|notify|message|label)(?:\.|$)/;

async function settingChanges(before: Side, after: Side): Promise<SiteChange[]> {
  const [old, now] = [before.drupal?.view, after.drupal?.view];
  if (old === undefined || now === undefined) return [];
  const names = new Set([
    ...AUTHENTICATION,
    ...PREFIXES.flatMap((prefix) => [...old.under(prefix), ...now.under(prefix)]),
  ]);
  const changes: SiteChange[] = [];
  for (const name of [...names].sort()) {
    const [was, is] = [await old.get(name), await now.get(name)];
    const [left, right] = [valuesOf(was), valuesOf(is)];
    for (const key of [...new Set([...left.keys(), ...right.keys()])].sort()) {
      const [a, b] = [left.get(key), right.get(key)];
      if (a?.text === b?.text || LEFT_OUT.test(key)) continue;
      const place = b?.at ?? a?.at ?? { path: name, line: 1, column: 1 };
      changes.push({
        kind: 'authentication',
        site: after.site,
        subject: name,
        what: `${key}: ${a?.text ?? 'not set'} → ${b?.text ?? 'not set'}`,
        grave: false,
        location: { path: place.path, line: place.line },
      });
    }
  }
  return changes;
}

const MAX_SHOWN = 60;
const SECRET = /(?:pass|secret|key|token|cert)/i;

/** Values by the path of their keys; secrets are never shown. */
function valuesOf(
  value: ConfigValue | undefined,
): Map<string, { readonly text: string; readonly at: ConfigValue['at'] }> {
  const found = new Map<string, { readonly text: string; readonly at: ConfigValue['at'] }>();
  const look = (one: ConfigValue, path: string): void => {
    if (one.kind === 'map')
      for (const [key, item] of one.entries) look(item, path === '' ? key : `${path}.${key}`);
    else if (one.kind === 'list') for (const [i, item] of one.items.entries()) look(item, `${path}.${i}`);
    else {
      const text = one.kind === 'unknown' ? 'not known' : (textOf(one) ?? '');
      const isHidden = SECRET.test(path) && text.length > 12;
      found.set(path, {
        text: isHidden ? `a value of ${text.length} characters` : text.slice(0, MAX_SHOWN),
        at: one.at,
      });
    }
  };
  if (value !== undefined) look(value, '');
  return found;
}

function formChanges(before: Side, after: Side): SiteChange[] {
  const changes: SiteChange[] = [];
  for (const row of after.rows) {
    const old = before.rows.find(({ kind, id }) => kind === row.kind && id === row.id);
    const add = (what: string): void => {
      changes.push({
        kind: 'patient data',
        site: after.site,
        subject: `${row.kind === 'entity' ? 'entity' : 'form'} ${row.id}`,
        what,
        grave: row.phi,
        location: row.location,
      });
    };
    const had = new Map(old?.fields.map((field) => [field.name, field]));
    for (const field of row.fields) {
      const known = had.get(field.name);
      if (known === undefined) add(`asks for ${field.name} (${field.holds})`);
      else if (known.encrypted === 'yes' && field.encrypted === 'no')
        add(`${field.name} is no longer encrypted`);
    }
    for (const to of row.posted) if (old?.posted.includes(to) !== true) add(`is sent to ${to}`);
    for (const { to, values } of row.mailed)
      if (values && old?.mailed.some((one) => one.to === to && one.values) !== true)
        add(`is mailed with its values to ${to}`);
    if (old !== undefined && old.kept !== row.kept) add(`is kept: ${old.kept} → ${row.kept}`);
  }
  return changes;
}
