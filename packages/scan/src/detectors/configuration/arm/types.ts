/** Types of resources, and how each is said in Terraform. */
import { type ConfigValue, entry, inside, itemsOf, list, scalar, textOf } from '@theriac/core/configuration';
import { blocksOf, isThis, made } from '../cloudformation/shape.ts';
import type { MapValue } from '../terraform/values.ts';
import { unknown } from '../terraform/values.ts';

export interface Given {
  readonly properties: MapValue;
  readonly resource: MapValue;
  readonly blocks: MapValue;
}

type Entries = readonly (readonly [string, ConfigValue | undefined])[];

export interface Row {
  readonly to: string | ((given: Given) => string | undefined);
  readonly more?: (given: Given) => Entries;
}

/** `publicNetworkAccess: Disabled` */
function publicAccess({ properties }: Given): Entries {
  const value = entry(properties, 'publicNetworkAccess');
  return [
    [
      'public_network_access_enabled',
      made(value, ({ at }) => scalar(String(textOf(value)?.toLowerCase() !== 'disabled'), at)),
    ],
  ];
}

/** What the version of the API decides where it is not said. */
function byVersion({ properties }: Given, property: string, key: string): Entries {
  return [
    [
      key,
      entry(properties, property) ?? unknown('its default depends on the version of the API', properties.at),
    ],
  ];
}

function rulesOf(value: ConfigValue | undefined): ConfigValue | undefined {
  return made(value, (known) =>
    list(
      itemsOf(known).map((item) => {
        const properties = entry(item, 'properties');
        return properties?.kind === 'map' ? blocksOf(properties) : (properties ?? item);
      }),
      known.at,
    ),
  );
}

const server: Row['more'] = (given) => [
  ...publicAccess(given),
  ...byVersion(given, 'sslEnforcement', 'ssl_enforcement'),
  [
    'geo_redundant_backup_enabled',
    isThis(inside(given.properties, 'storageProfile', 'geoRedundantBackup'), 'Enabled'),
  ],
];

/** By the name of the type in small letters, as the service compares them. */
export const ARM_TYPES: ReadonlyMap<string, Row> = new Map<string, Row>([
  [
    'microsoft.storage/storageaccounts',
    {
      to: 'azurerm_storage_account',
      more: (given) => [
        ...publicAccess(given),
        ...byVersion(given, 'allowBlobPublicAccess', 'allow_nested_items_to_be_public'),
        ['https_traffic_only_enabled', entry(given.properties, 'supportsHttpsTrafficOnly')],
        ['min_tls_version', entry(given.properties, 'minimumTlsVersion')],
        ['shared_access_key_enabled', entry(given.properties, 'allowSharedKeyAccess')],
        ['network_rules', entry(given.blocks, 'network_acls')],
        ['account_kind', entry(given.resource, 'kind')],
        // `Standard_LRS`
        [
          'account_replication_type',
          made(inside(given.resource, 'sku', 'name'), (name) =>
            scalar((textOf(name) ?? '').split('_').at(-1) ?? '', name.at),
          ),
        ],
        [
          'customer_managed_key',
          textOf(inside(given.properties, 'encryption', 'keySource'))?.toLowerCase() === 'microsoft.keyvault'
            ? entry(given.properties, 'encryption')
            : undefined,
        ],
        // It is a resource of its own; names of children are expressions mostly.
        ['blob_properties', unknown('it is declared beside the account', given.properties.at)],
      ],
    },
  ],
  [
    'microsoft.storage/storageaccounts/blobservices/containers',
    {
      to: 'azurerm_storage_container',
      more: ({ properties }) => [
        [
          'container_access_type',
          made(entry(properties, 'publicAccess'), (access) => {
            const text = textOf(access)?.toLowerCase() ?? '';
            return scalar(text === 'none' ? 'private' : text, access.at);
          }),
        ],
        ['@account', unknown('which account it belongs to is not looked up', properties.at)],
      ],
    },
  ],
  [
    'microsoft.keyvault/vaults',
    {
      to: 'azurerm_key_vault',
      more: (given) => [
        ...publicAccess(given),
        ['purge_protection_enabled', entry(given.properties, 'enablePurgeProtection')],
      ],
    },
  ],
  ['microsoft.network/networksecuritygroups/securityrules', { to: 'azurerm_network_security_rule' }],
  [
    'microsoft.network/networksecuritygroups',
    {
      to: 'azurerm_network_security_group',
      more: ({ properties }) => [
        ['security_rule', rulesOf(entry(properties, 'securityRules'))],
        ['security_rules', undefined],
      ],
    },
  ],
  ['microsoft.sql/servers/firewallrules', { to: 'azurerm_mssql_firewall_rule' }],
  ['microsoft.dbforpostgresql/servers/firewallrules', { to: 'azurerm_postgresql_firewall_rule' }],
  [
    'microsoft.dbforpostgresql/flexibleservers/firewallrules',
    { to: 'azurerm_postgresql_flexible_server_firewall_rule' },
  ],
  ['microsoft.dbformysql/servers/firewallrules', { to: 'azurerm_mysql_firewall_rule' }],
  [
    'microsoft.dbformysql/flexibleservers/firewallrules',
    { to: 'azurerm_mysql_flexible_server_firewall_rule' },
  ],
  ['microsoft.dbforpostgresql/servers', { to: 'azurerm_postgresql_server', more: server }],
  ['microsoft.dbformysql/servers', { to: 'azurerm_mysql_server', more: server }],
  [
    'microsoft.cache/redis',
    {
      to: 'azurerm_redis_cache',
      more: publicAccess,
    },
  ],
  [
    'microsoft.machinelearningservices/workspaces',
    {
      to: 'azurerm_machine_learning_workspace',
      more: (given) =>
        entry(given.properties, 'publicNetworkAccess') === undefined
          ? byVersion(given, 'publicNetworkAccess', 'public_network_access_enabled')
          : publicAccess(given),
    },
  ],
  [
    'microsoft.web/sites',
    {
      to: ({ resource }) => {
        const kind = textOf(entry(resource, 'kind'))?.toLowerCase() ?? 'app';
        if (/function|workflow/.test(kind)) return undefined;
        return kind.includes('linux') ? 'azurerm_linux_web_app' : 'azurerm_windows_web_app';
      },
    },
  ],
]);

/** What Terraform declares beside a resource, and nothing here looks for yet. */
export const NOT_LOOKED_AT = [
  '@private_endpoints',
  '@diagnostics',
  '@customer_managed_key',
  '@server_key',
  '@configurations',
];
