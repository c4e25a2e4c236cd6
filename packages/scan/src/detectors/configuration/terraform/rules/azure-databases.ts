/** Databases of Azure. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { BOUNDARY, IN_TRANSIT } from './controls.ts';
import { rules } from './row.ts';

export const AZURE_DATABASES_RULES: readonly ConfigurationRule[] = [
  ...rules(['azurerm_postgresql_server', 'azurerm_mysql_server', 'azurerm_mariadb_server'], {
    id: 'TF-AZURE-DB-CLEARTEXT',
    title: 'Database server accepts connections without TLS',
    severity: 'high',
    cwe: ['CWE-319'],
    controls: IN_TRANSIT,
    rationale: 'Queries, results and passwords travel in clear.',
    remediation: 'Set `ssl_enforcement_enabled = true`.',
    pass: { any: [{ ssl_enforcement_enabled: true }, { ssl_enforcement: 'Enabled' }] },
    fail: 'name = "db"\nssl_enforcement_enabled = false',
    good: 'name = "db"\nssl_enforcement_enabled = true',
  }),
  ...rules(
    [
      'azurerm_postgresql_flexible_server_configuration',
      'azurerm_mysql_flexible_server_configuration',
      'azurerm_postgresql_configuration',
      'azurerm_mysql_configuration',
    ],
    {
      id: 'TF-AZURE-DB-TLS-OFF',
      title: 'TLS of the database server is switched off',
      severity: 'high',
      cwe: ['CWE-319'],
      controls: IN_TRANSIT,
      rationale: 'Queries, results and passwords travel in clear.',
      remediation: 'Set `require_secure_transport` to `on`.',
      when: { name: 'require_secure_transport' },
      pass: { value: { notIn: ['off', 'OFF', '0'] } },
      fail: 'name = "require_secure_transport"\nvalue = "off"',
      good: 'name = "require_secure_transport"\nvalue = "on"',
    },
  ),
  ...rules(
    [
      'azurerm_mssql_firewall_rule',
      'azurerm_sql_firewall_rule',
      'azurerm_postgresql_firewall_rule',
      'azurerm_postgresql_flexible_server_firewall_rule',
      'azurerm_mysql_firewall_rule',
      'azurerm_mysql_flexible_server_firewall_rule',
      'azurerm_mariadb_firewall_rule',
      'azurerm_synapse_firewall_rule',
      'azurerm_redis_firewall_rule',
    ],
    {
      id: 'TF-AZURE-DB-FIREWALL-WORLD',
      title: 'Firewall of the database lets large parts of the internet in',
      severity: 'high',
      cwe: ['CWE-668'],
      controls: BOUNDARY,
      rationale: 'Only a password stands between the internet and the records.',
      remediation: 'Name the addresses that need the database.',
      // Rules of a server that is on no public network do nothing.
      when: { '@server': { no: { public_network_access_enabled: false } } },
      pass: {
        none: [
          { start_ip_address: '0.0.0.0', end_ip_address: { not: '0.0.0.0', exists: true } },
          { end_ip_address: { in: ['255.255.255.255', '255.255.255.254'] } },
          { start_ip: '0.0.0.0', end_ip: '255.255.255.255' },
        ],
      },
      fail: 'name = "all"\nstart_ip_address = "0.0.0.0"\nend_ip_address = "255.255.255.255"\nstart_ip = "0.0.0.0"\nend_ip = "255.255.255.255"',
      good: 'name = "clinic"\nstart_ip_address = "203.0.113.7"\nend_ip_address = "203.0.113.7"\nstart_ip = "203.0.113.7"\nend_ip = "203.0.113.7"',
    },
  ),
  ...rules(
    [
      'azurerm_mssql_firewall_rule',
      'azurerm_sql_firewall_rule',
      'azurerm_postgresql_firewall_rule',
      'azurerm_postgresql_flexible_server_firewall_rule',
      'azurerm_mysql_firewall_rule',
      'azurerm_mysql_flexible_server_firewall_rule',
    ],
    {
      id: 'TF-AZURE-DB-FIREWALL-AZURE',
      title: 'Firewall of the database lets every customer of Azure in',
      severity: 'medium',
      cwe: ['CWE-668'],
      controls: BOUNDARY,
      rationale: 'A rule for 0.0.0.0 means all of Azure, also machines of strangers.',
      remediation: 'Use a private endpoint, or name the addresses.',
      pass: { none: [{ start_ip_address: '0.0.0.0', end_ip_address: '0.0.0.0' }] },
      fail: 'name = "azure"\nstart_ip_address = "0.0.0.0"\nend_ip_address = "0.0.0.0"',
      good: 'name = "clinic"\nstart_ip_address = "203.0.113.7"\nend_ip_address = "203.0.113.7"',
    },
  ),
];
