/** Exports of realms: the realm, its clients, its users with passwords, and the providers of identities that it trusts. */
import { type ConfigValue, entry, itemsOf, type Resource, textOf } from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { fromJson } from '../shared/from-json.ts';
import { withDefaults } from '../shared/written.ts';
import { KEYCLOAK_CLIENT_RULES } from './client-rules.ts';
import { KEYCLOAK_REALM_RULES } from './realm-rules.ts';

/** Clients of Keycloak itself. */
const BUILT_IN = new Set([
  'account',
  'account-console',
  'admin-cli',
  'broker',
  'realm-management',
  'security-admin-console',
  'master-realm',
]);

export const loaded: LoadedArea = {
  rules: [...KEYCLOAK_REALM_RULES, ...KEYCLOAK_CLIENT_RULES],
  start: fileByFile((file) => {
    const document = fromJson(file.text(), file.path, { read: withDefaults });
    return (document.kind === 'list' ? document.items : [document]).flatMap(realmOf);
  }),
};

function realmOf(realm: ConfigValue): Resource[] {
  const name = textOf(entry(realm, 'realm'));
  if (realm.kind !== 'map' || name === undefined) return [];
  const each = (key: string, type: string, names: readonly string[]): Resource[] =>
    itemsOf(entry(realm, key)).flatMap((one): Resource[] => {
      if (one.kind !== 'map') return [];
      const own =
        names.map((word) => textOf(entry(one, word))).find((text) => text !== undefined) ?? 'without a name';
      if (type === 'keycloak.client' && BUILT_IN.has(own)) return [];
      return [{ type, name: `${name} ${type.slice(9)} ${own}`, at: one.at, values: one }];
    });
  return [
    { type: 'keycloak.realm', name: `realm ${name}`, at: realm.at, values: realm },
    ...each('clients', 'keycloak.client', ['clientId', 'id']),
    ...each('users', 'keycloak.user', ['username']),
    ...each('identityProviders', 'keycloak.provider', ['alias']),
  ];
}
