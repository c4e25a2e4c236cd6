/** Roles of a Drupal site and what they may do with patient data. */
import { type ConfigValue, entry, itemsOf, matchesGlob, textOf } from '@theriac/core/configuration';
import { PRIVILEGED } from '../facts/drupal-permissions.ts';
import type { ConfigMap } from './config-store.ts';
import type { PhiEntity } from './entities.ts';
import type { DrupalView } from './view.ts';

export interface DrupalRole {
  readonly id: string;
  readonly label: string;
  readonly isAdmin: boolean;
  readonly permissions: readonly string[];
  readonly config: ConfigMap;
}

export async function rolesOf(view: DrupalView): Promise<DrupalRole[]> {
  const roles: DrupalRole[] = [];
  for (const name of view.under('user.role')) {
    const config = await view.get(name);
    if (config === undefined) continue;
    const id = textOf(entry(config, 'id')) ?? name.slice('user.role.'.length);
    if (textOf(entry(config, 'status')) === 'false') continue;
    roles.push({
      id,
      label: textOf(entry(config, 'label')) ?? id,
      isAdmin: textOf(entry(config, 'is_admin')) === 'true',
      permissions: itemsOf(entry(config, 'permissions')).flatMap((item) => textOf(item) ?? []),
      config,
    });
  }
  return roles;
}

/** Whether somebody who has the account has the site, its accounts or patient data. */
export function isPrivileged(role: DrupalRole, entities: readonly PhiEntity[]): boolean {
  if (role.id === 'anonymous' || role.id === 'authenticated') return false;
  return (
    role.isAdmin ||
    role.permissions.some((permission) => PRIVILEGED.some((pattern) => matchesGlob(permission, pattern))) ||
    entities.some((entity) =>
      role.permissions.some((permission) => concerns(permission, entity) !== undefined),
    )
  );
}

/** Verbs of permissions → what they allow. */
const VERBS: Readonly<Record<string, readonly PatientAction[]>> = {
  view: ['view'],
  access: ['view'],
  edit: ['edit'],
  update: ['edit'],
  delete: ['delete'],
  export: ['export'],
  download: ['export'],
  administer: ['view', 'edit', 'delete'],
  manage: ['view', 'edit', 'delete'],
  bypass: ['view', 'edit', 'delete'],
};

export const PATIENT_ACTIONS = ['view', 'edit', 'export', 'delete', 'decrypt'] as const;
export type PatientAction = (typeof PATIENT_ACTIONS)[number];

/** What a permission allows with records of an entity, and whether only with one's own; undefined: nothing. */
export function concerns(
  permission: string,
  { id, title, isCode, adminPermission }: PhiEntity,
): { readonly actions: readonly PatientAction[]; readonly own: boolean } | undefined {
  if (permission === adminPermission) return { actions: ['view', 'edit', 'delete'], own: false };
  const words = permission.toLowerCase().split(/[\s:]+/);
  const actions = VERBS[words[0] ?? ''];
  if (actions === undefined) return undefined;
  const [type = '', bundle = ''] = id.split('.');
  const names = isCode ? [type, title.toLowerCase()] : [bundle];
  const text = ` ${words.slice(1).join(' ')} `;
  const isMeant = names.some(
    (name) => name !== '' && (text.includes(` ${name} `) || text.includes(` ${name}s `)),
  );
  const isSettings = / (?:settings|configuration|types|fields|form display|display) $/.test(text);
  return isMeant && !isSettings ? { actions, own: text.startsWith(' own ') } : undefined;
}

/** A list of roles, or a map in which `'0'` is a role that is not chosen. */
export function rolesIn(value: ConfigValue | undefined): readonly string[] {
  if (value?.kind === 'map')
    return [...value.entries].flatMap(([key, one]) => {
      const text = textOf(one);
      if (text === undefined || text === '0' || text === '' || text === 'false') return [];
      return /^\d+$/.test(key) ? [text] : [key];
    });
  return itemsOf(value).flatMap((item) => {
    const text = textOf(item);
    return text === undefined || text === '0' || text === '' ? [] : [text];
  });
}
