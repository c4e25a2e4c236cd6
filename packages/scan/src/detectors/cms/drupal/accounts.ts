/** How accounts of a Drupal site are protected: password policies, second factor, single sign-on. */
import {
  type ConfigValue,
  entry,
  itemsOf,
  list,
  map,
  matchesGlob,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import { SSO_MODULES, TFA_MODULES } from '../facts/drupal-modules.ts';
import type { ConfigMap } from './config-store.ts';
import type { PhiEntity } from './entities.ts';
import { type DrupalRole, isPrivileged, rolesIn } from './roles.ts';
import type { DrupalView } from './view.ts';

export interface Accounts {
  readonly values: ConfigMap;
  /** Each password policy, with its constraints by id. */
  readonly policies: readonly { readonly name: string; readonly values: ConfigMap }[];
}

/** @param at where the modules are listed */
export async function accountsOf(
  view: DrupalView,
  roles: readonly DrupalRole[],
  entities: readonly PhiEntity[],
  modules: ReadonlySet<string>,
  at: ConfigValue['at'],
): Promise<Accounts> {
  const privileged = roles.filter((role) => isPrivileged(role, entities)).map(({ id }) => id);
  const policies = await policiesOf(view);
  const bound = new Set(policies.flatMap(({ roles: of }) => of));
  const unbound = bound.has('authenticated') ? [] : privileged.filter((id) => !bound.has(id));
  const sso = await activeSso(view, modules);
  const tfa = await view.get('tfa.settings');
  const required = rolesIn(entry(tfa, 'required_roles'));
  const unrequired = required.includes('authenticated')
    ? []
    : privileged.filter((id) => !required.includes(id));
  const isTfaOn = textOf(entry(tfa, 'enabled'));
  const otherTfa = [...modules].find(
    (name) => name !== 'tfa' && TFA_MODULES.some((pattern) => matchesGlob(name, pattern)),
  );
  const policyPlace = policies[0]?.rolesAt ?? at;
  const texts = (items: readonly string[], place = at): ConfigValue =>
    list(
      items.map((item) => scalar(item, place)),
      place,
    );
  return {
    policies: policies.map(({ name, values }) => ({ name, values })),
    values: map(
      [
        ['privileged', texts(privileged)],
        ['policies', scalar(String(policies.length), at)],
        ['unbound', texts(unbound, policyPlace)],
        ['sso', texts(sso.active)],
        [
          'ssoKnown',
          sso.isKnown
            ? scalar('yes', at)
            : {
                kind: 'unknown',
                reason: 'config_ignore leaves the settings of single sign-on out of the export',
                at,
              },
        ],
        ['closed', scalar(sso.isClosed ? 'yes' : 'no', at)],
        [
          'secondFactor',
          isTfaOn === undefined
            ? entry(tfa, 'enabled')?.kind === 'unknown'
              ? entry(tfa, 'enabled')
              : scalar(otherTfa ?? 'no', at)
            : scalar(isTfaOn === 'true' ? 'tfa' : (otherTfa ?? 'no'), entry(tfa, 'enabled')?.at ?? at),
        ],
        ['unrequired', texts(unrequired, entry(tfa, 'required_roles')?.at ?? at)],
      ],
      at,
    ),
  };
}

interface Policy {
  readonly name: string;
  readonly roles: readonly string[];
  readonly rolesAt: ConfigValue['at'];
  readonly values: ConfigMap;
}

async function policiesOf(view: DrupalView): Promise<Policy[]> {
  const policies: Policy[] = [];
  for (const name of view.under('password_policy.password_policy')) {
    const config = await view.get(name);
    if (config === undefined || textOf(entry(config, 'status')) === 'false') continue;
    const constraints = itemsOf(entry(config, 'policy_constraints')).flatMap((one) => {
      const id = textOf(entry(one, 'id'));
      return id === undefined ? [] : [[id, one] as const];
    });
    const place = entry(config, 'policy_constraints')?.at ?? config.at;
    policies.push({
      name: name.slice('password_policy.password_policy.'.length),
      roles: rolesIn(entry(config, 'roles')),
      rolesAt: entry(config, 'roles')?.at ?? config.at,
      values: map([...config.entries, ['constraints', map(constraints, place)]], config.at),
    });
  }
  return policies;
}

interface Sso {
  readonly active: readonly string[];
  readonly isKnown: boolean;
  /** Nobody but a break-glass account signs in with a local password. */
  readonly isClosed: boolean;
}

async function activeSso(view: DrupalView, modules: ReadonlySet<string>): Promise<Sso> {
  const active: string[] = [];
  let isKnown = true;
  let isClosed = false;
  for (const module of [...modules].sort()) {
    if (!SSO_MODULES.some((pattern) => matchesGlob(module, pattern))) continue;
    if (module === 'simplesamlphp_auth') {
      const settings = await view.get('simplesamlphp_auth.settings');
      isKnown &&=
        !view.isIgnored('simplesamlphp_auth.settings') && entry(settings, 'activate')?.kind !== 'unknown';
      if (textOf(entry(settings, 'activate')) !== 'true' && textOf(entry(settings, 'activate')) !== '1')
        continue;
      const allow = entry(settings, 'allow');
      isClosed ||= textOf(entry(allow, 'default_login')) === 'false';
    } else if (module === 'samlauth') {
      const settings = await view.get('samlauth.authentication');
      const roles = rolesIn(entry(settings, 'drupal_login_roles'));
      isClosed ||= settings !== undefined && roles.length === 0;
    } else if (module === 'openid_connect') {
      const clients = [...view.under('openid_connect.client'), ...view.under('openid_connect.settings')];
      isKnown &&= !clients.some((name) => view.isIgnored(name));
      let isUsed = false;
      for (const name of clients) {
        const client = await view.get(name);
        const on = entry(client, name.startsWith('openid_connect.client') ? 'status' : 'enabled');
        if (on?.kind === 'unknown') isKnown = false;
        isUsed ||= textOf(on) === 'true' || textOf(on) === '1';
      }
      if (!isUsed) continue;
    }
    active.push(module);
  }
  return { active, isKnown, isClosed };
}
