/** Resources of Azure that configure another one. */
import type { Join } from './join.ts';

const STORAGE = ['azurerm_storage_account'];
const SQL_SERVERS = ['azurerm_mssql_server', 'azurerm_sql_server'];
const POSTGRES = ['azurerm_postgresql_server'];
const POSTGRES_FLEXIBLE = ['azurerm_postgresql_flexible_server'];
const MACHINES = [
  'azurerm_linux_virtual_machine',
  'azurerm_windows_virtual_machine',
  'azurerm_virtual_machine',
];
const PRIVATE = [
  ...STORAGE,
  ...SQL_SERVERS,
  ...POSTGRES,
  ...POSTGRES_FLEXIBLE,
  'azurerm_mysql_server',
  'azurerm_mysql_flexible_server',
  'azurerm_mariadb_server',
  'azurerm_key_vault',
  'azurerm_cosmosdb_account',
  'azurerm_healthcare_workspace',
];

export const AZURE_JOINS: readonly Join[] = [
  {
    type: 'azurerm_storage_account_network_rules',
    by: 'storage_account_id',
    to: STORAGE,
    as: '@network_rules',
  },
  {
    type: 'azurerm_storage_account_customer_managed_key',
    by: 'storage_account_id',
    to: STORAGE,
    as: '@customer_managed_key',
  },
  {
    type: 'azurerm_storage_account_queue_properties',
    by: 'storage_account_id',
    to: STORAGE,
    as: '@queue_properties',
  },
  {
    type: 'azurerm_storage_container',
    by: 'storage_account_name',
    to: STORAGE,
    as: '@containers',
    back: '@account',
  },
  {
    type: 'azurerm_storage_container',
    by: 'storage_account_id',
    to: STORAGE,
    as: '@containers',
    back: '@account',
  },
  { type: 'azurerm_log_analytics_storage_insights', by: 'storage_account_id', to: STORAGE, as: '@insights' },
  {
    type: 'azurerm_private_endpoint',
    by: 'private_service_connection.*.private_connection_resource_id',
    to: PRIVATE,
    as: '@private_endpoints',
  },
  {
    type: 'azurerm_monitor_diagnostic_setting',
    by: 'target_resource_id',
    to: [
      ...PRIVATE,
      'azurerm_kubernetes_cluster',
      'azurerm_healthcare_fhir_service',
      'azurerm_application_gateway',
      'azurerm_firewall',
    ],
    as: '@diagnostics',
  },
  ...['azurerm_mssql_server_extended_auditing_policy', 'azurerm_mssql_server_security_alert_policy'].flatMap(
    (type) =>
      ['server_id', 'server_name'].map((by) => ({
        type,
        by,
        to: SQL_SERVERS,
        as: type.endsWith('auditing_policy') ? '@auditing' : '@alert_policy',
      })),
  ),
  {
    type: 'azurerm_mssql_firewall_rule',
    by: 'server_id',
    to: SQL_SERVERS,
    as: '@firewall_rules',
    back: '@server',
  },
  {
    type: 'azurerm_sql_firewall_rule',
    by: 'server_name',
    to: SQL_SERVERS,
    as: '@firewall_rules',
    back: '@server',
  },
  {
    type: 'azurerm_postgresql_firewall_rule',
    by: 'server_name',
    to: POSTGRES,
    as: '@firewall_rules',
    back: '@server',
  },
  {
    type: 'azurerm_postgresql_flexible_server_firewall_rule',
    by: 'server_id',
    to: POSTGRES_FLEXIBLE,
    as: '@firewall_rules',
    back: '@server',
  },
  {
    type: 'azurerm_mysql_flexible_server_firewall_rule',
    by: 'server_name',
    to: ['azurerm_mysql_flexible_server'],
    as: '@firewall_rules',
    back: '@server',
  },
  {
    type: 'azurerm_sql_active_directory_administrator',
    by: 'server_name',
    to: SQL_SERVERS,
    as: '@administrator',
  },
  { type: 'azurerm_postgresql_configuration', by: 'server_name', to: POSTGRES, as: '@configurations' },
  {
    type: 'azurerm_postgresql_flexible_server_configuration',
    by: 'server_id',
    to: POSTGRES_FLEXIBLE,
    as: '@configurations',
  },
  { type: 'azurerm_postgresql_server_key', by: 'server_id', to: POSTGRES, as: '@server_key' },
  { type: 'azurerm_mysql_server_key', by: 'server_id', to: ['azurerm_mysql_server'], as: '@server_key' },
  {
    type: 'azurerm_mysql_flexible_server_configuration',
    by: 'server_name',
    to: ['azurerm_mysql_flexible_server'],
    as: '@configurations',
  },
  {
    type: 'azurerm_subnet_network_security_group_association',
    by: 'subnet_id',
    to: ['azurerm_subnet'],
    as: '@security_group',
  },
  {
    type: 'azurerm_network_security_rule',
    by: 'network_security_group_name',
    to: ['azurerm_network_security_group'],
    as: '@rules',
  },
  {
    type: 'azurerm_application_gateway',
    by: 'firewall_policy_id',
    to: ['azurerm_web_application_firewall_policy'],
    back: '@firewall_policy',
  },
  { type: 'azurerm_backup_protected_vm', by: 'source_vm_id', to: MACHINES, as: '@backup' },
  {
    type: 'azurerm_synapse_workspace_extended_auditing_policy',
    by: 'synapse_workspace_id',
    to: ['azurerm_synapse_workspace'],
    as: '@auditing',
  },
  {
    type: 'azurerm_synapse_firewall_rule',
    by: 'synapse_workspace_id',
    to: ['azurerm_synapse_workspace'],
    as: '@firewall_rules',
    back: '@server',
  },
];
