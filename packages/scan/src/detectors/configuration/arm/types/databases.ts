/** Databases, caches and what carries messages. */
import { type ConfigValue, scalar } from '@theriac/core/configuration';
import { unknown } from '../../terraform/values.ts';
import { entryAt, entryOf, truthOf } from '../symbols.ts';
import { block, DISABLED, type Entries, type Given, is, PUBLIC_ACCESS, type Row, type Rows } from './row.ts';

const SERVER = ['server_id', 'server_name'];

const firewall = (to: string): Row => ({
  to,
  parent: [...SERVER, 'synapse_workspace_id'],
  settings: {
    start_ip_address: 'properties.startIpAddress',
    end_ip_address: 'properties.endIpAddress',
  },
});

const configuration = (to: string): Row => ({
  to,
  parent: SERVER,
  settings: { value: 'properties.value' },
});

/** Servers of the first generation. */
const server = (to: string): Row => ({
  to,
  settings: {
    ...PUBLIC_ACCESS,
    ssl_enforcement_enabled: is('properties.sslEnforcement', 'Enabled'),
    ssl_minimal_tls_version_enforced: 'properties.minimalTlsVersion',
    administrator_login_password: 'properties.administratorLoginPassword',
    geo_redundant_backup_enabled: is('properties.storageProfile.geoRedundantBackup', 'Enabled'),
  },
  more: ({ properties, written }) => [
    [
      'ssl_enforcement',
      entryOf(properties, 'sslEnforcement') ??
        unknown('its default depends on the version of the API', written.at),
    ],
  ],
});

const flexible = (to: string): Row => ({
  to,
  settings: {
    public_network_access_enabled: { from: 'properties.network.publicNetworkAccess', false: DISABLED },
    delegated_subnet_id: 'properties.network.delegatedSubnetResourceId',
    administrator_password: 'properties.administratorLoginPassword',
    geo_redundant_backup_enabled: is('properties.backup.geoRedundantBackup', 'Enabled'),
  },
});

const auditing = (to: string): Row => ({
  to,
  parent: SERVER,
  settings: {
    enabled: { from: 'properties.state', true: 'Enabled', absent: 'false' },
    retention_in_days: 'properties.retentionDays',
    log_monitoring_enabled: 'properties.isAzureMonitorTargetEnabled',
  },
});

/** What keeps strangers away where the switch is on. */
function closedBy(given: Given, isClosed: boolean | undefined): Entries {
  return isClosed === true
    ? [['network_rules', block(given.written.at, [['default_action', scalar('Deny', given.written.at)]])]]
    : [];
}

const encryption = (state: ConfigValue | undefined): ConfigValue | undefined =>
  state?.kind === 'scalar' ? scalar(String(state.text.toLowerCase() === 'enabled'), state.at) : state;

const namespace = (to: string): Row => ({
  to,
  settings: { ...PUBLIC_ACCESS, minimum_tls_version: 'properties.minimumTlsVersion' },
});

const ruleSet: Row = {
  intoParent: ({ properties, written }) => {
    const action = entryOf(properties, 'defaultAction');
    const access = entryOf(properties, 'publicNetworkAccess');
    return [
      [
        'network_rulesets',
        action === undefined ? undefined : block(written.at, [['default_action', action]]),
      ],
      ...(access?.kind === 'scalar' && access.text.toLowerCase() === 'disabled'
        ? ([['public_network_access_enabled', scalar('false', access.at)]] as const)
        : []),
    ];
  },
};

export const DATABASE_ROWS: Rows = {
  'Microsoft.Sql/servers': {
    to: 'azurerm_mssql_server',
    settings: {
      ...PUBLIC_ACCESS,
      minimum_tls_version: 'properties.minimalTlsVersion',
      administrator_login_password: 'properties.administratorLoginPassword',
      azuread_administrator: 'properties.administrators',
    },
    said: { 'azuread_administrator.login_username': 'administrators.login' },
    more: ({ properties }) => {
      const given = entryOf(properties, 'administrators');
      const login = entryOf(given, 'login');
      if (given?.kind === 'unknown') return [['azuread_administrator', given]];
      return [
        [
          'azuread_administrator',
          login === undefined ? undefined : block(login.at, [['login_username', login]]),
        ],
      ];
    },
  },
  'Microsoft.Sql/servers/administrators': {
    intoParent: ({ properties, written }) => [
      ['azuread_administrator', block(written.at, [['login_username', entryOf(properties, 'login')]])],
    ],
  },
  'Microsoft.Sql/servers/firewallRules': firewall('azurerm_mssql_firewall_rule'),
  'Microsoft.Sql/servers/auditingSettings': auditing('azurerm_mssql_server_extended_auditing_policy'),
  'Microsoft.Sql/servers/extendedAuditingSettings': auditing('azurerm_mssql_server_extended_auditing_policy'),
  'Microsoft.Sql/servers/databases/auditingSettings': {
    ...auditing('azurerm_mssql_database_extended_auditing_policy'),
    parent: [],
  },
  'Microsoft.Sql/servers/databases/extendedAuditingSettings': {
    ...auditing('azurerm_mssql_database_extended_auditing_policy'),
    parent: [],
  },
  'Microsoft.Sql/servers/securityAlertPolicies': {
    to: 'azurerm_mssql_server_security_alert_policy',
    parent: SERVER,
    settings: { state: 'properties.state' },
  },
  'Microsoft.Sql/servers/databases': {
    to: 'azurerm_mssql_database',
    parent: SERVER,
    settings: { transparent_data_encryption_enabled: 'properties.transparentDataEncryption' },
  },
  'Microsoft.Sql/servers/databases/transparentDataEncryption': {
    intoParent: ({ properties }) => [
      [
        'transparent_data_encryption_enabled',
        encryption(entryOf(properties, 'state') ?? entryOf(properties, 'status')),
      ],
    ],
  },
  'Microsoft.DBforPostgreSQL/servers': server('azurerm_postgresql_server'),
  'Microsoft.DBforPostgreSQL/servers/firewallRules': firewall('azurerm_postgresql_firewall_rule'),
  'Microsoft.DBforPostgreSQL/servers/configurations': configuration('azurerm_postgresql_configuration'),
  'Microsoft.DBforPostgreSQL/servers/keys': { to: 'azurerm_postgresql_server_key', parent: SERVER },
  'Microsoft.DBforPostgreSQL/flexibleServers': flexible('azurerm_postgresql_flexible_server'),
  'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules': firewall(
    'azurerm_postgresql_flexible_server_firewall_rule',
  ),
  'Microsoft.DBforPostgreSQL/flexibleServers/configurations': configuration(
    'azurerm_postgresql_flexible_server_configuration',
  ),
  'Microsoft.DBforMySQL/servers': server('azurerm_mysql_server'),
  'Microsoft.DBforMySQL/servers/firewallRules': firewall('azurerm_mysql_firewall_rule'),
  'Microsoft.DBforMySQL/servers/configurations': configuration('azurerm_mysql_configuration'),
  'Microsoft.DBforMySQL/servers/keys': { to: 'azurerm_mysql_server_key', parent: SERVER },
  'Microsoft.DBforMySQL/flexibleServers': flexible('azurerm_mysql_flexible_server'),
  'Microsoft.DBforMySQL/flexibleServers/firewallRules': firewall(
    'azurerm_mysql_flexible_server_firewall_rule',
  ),
  'Microsoft.DBforMySQL/flexibleServers/configurations': configuration(
    'azurerm_mysql_flexible_server_configuration',
  ),
  'Microsoft.DBforMariaDB/servers': server('azurerm_mariadb_server'),
  'Microsoft.DBforMariaDB/servers/firewallRules': firewall('azurerm_mariadb_firewall_rule'),
  'Microsoft.DocumentDB/databaseAccounts': {
    to: 'azurerm_cosmosdb_account',
    settings: {
      ...PUBLIC_ACCESS,
      kind: 'kind',
      local_authentication_disabled: 'properties.disableLocalAuth',
      backup: 'properties.backupPolicy.type',
    },
    said: { 'backup.type': 'backupPolicy.type' },
    more: (given) => {
      const type = entryAt(given.properties, 'backupPolicy', 'type');
      const rules = entryOf(given.properties, 'ipRules');
      return [
        ['backup', type === undefined ? undefined : block(type.at, [['type', type]])],
        ...closedBy(
          given,
          truthOf(entryOf(given.properties, 'isVirtualNetworkFilterEnabled')) === true ||
            (rules?.kind === 'list' && rules.items.length > 0),
        ),
      ];
    },
  },
  'Microsoft.Cache/redis': {
    to: 'azurerm_redis_cache',
    settings: {
      ...PUBLIC_ACCESS,
      minimum_tls_version: 'properties.minimumTlsVersion',
      non_ssl_port_enabled: 'properties.enableNonSslPort',
    },
    more: (given) => {
      const subnet = entryOf(given.properties, 'subnetId');
      return closedBy(given, subnet !== undefined && subnet.kind !== 'empty');
    },
  },
  'Microsoft.Cache/redis/firewallRules': {
    to: 'azurerm_redis_firewall_rule',
    settings: { start_ip: 'properties.startIP', end_ip: 'properties.endIP' },
  },
  'Microsoft.Synapse/workspaces': { to: 'azurerm_synapse_workspace', settings: PUBLIC_ACCESS },
  'Microsoft.Synapse/workspaces/firewallRules': firewall('azurerm_synapse_firewall_rule'),
  'Microsoft.EventHub/namespaces': namespace('azurerm_eventhub_namespace'),
  'Microsoft.EventHub/namespaces/networkRuleSets': ruleSet,
  'Microsoft.ServiceBus/namespaces': namespace('azurerm_servicebus_namespace'),
  'Microsoft.ServiceBus/namespaces/networkRuleSets': ruleSet,
};
