/** Networks, machines, applications, containers and identities of Azure. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import {
  ACCESS,
  AT_REST,
  AUDIT,
  AUTHENTICATION,
  BACKUP,
  BOUNDARY,
  IN_TRANSIT,
  LEAST,
  MONITORING,
  SECRETS,
} from './controls.ts';
import { rule, rules } from './row.ts';

const APPS = [
  'azurerm_linux_web_app',
  'azurerm_windows_web_app',
  'azurerm_linux_function_app',
  'azurerm_windows_function_app',
  'azurerm_app_service',
  'azurerm_function_app',
];
const WORLD = ['*', '0.0.0.0/0', 'Internet', 'internet', 'any', 'Any', '0.0.0.0', '::/0'];
const nsg = (port: string, source: string): string =>
  `name = "r"\ndirection = "Inbound"\naccess = "Allow"\nprotocol = "Tcp"\nsource_address_prefix = "${source}"\ndestination_port_range = "${port}"`;
const fromWorld = {
  any: [
    { source_address_prefix: { in: WORLD } },
    ...['*', '0.0.0.0/0', 'Internet'].map((all) => ({ source_address_prefixes: { has: all } })),
  ],
};
const INBOUND = { access: { in: ['Allow', 'allow'] }, direction: { in: ['Inbound', 'inbound'] } } as const;
const onPorts = (ports: readonly string[]) => ({
  any: [
    { destination_port_range: { in: ports } },
    ...ports.map((port) => ({ destination_port_ranges: { has: port } })),
  ],
});
const ADMIN = ['22', '3389', '5985', '5986', '22-22', '3389-3389', '445', '23'];
const DATA = ['1433', '3306', '5432', '6379', '27017', '9200', '104', '11112', '2575', '1521', '5984'];
const ALL = ['*', '0-65535', '1-65535'];

function securityRules(row: {
  readonly id: string;
  readonly title: string;
  readonly rationale: string;
  readonly ports: readonly string[];
}): ConfigurationRule[] {
  const { ports, ...rest } = row;
  const [port = '*'] = ports;
  const shared = {
    ...rest,
    severity: 'high',
    cwe: ['CWE-668'],
    controls: BOUNDARY,
    remediation: 'Name the addresses or service tags that need the port.',
  } as const;
  const matches = {
    all: [
      INBOUND,
      fromWorld,
      onPorts(ports),
      { protocol: { notIn: ['Udp', 'Icmp', 'udp', 'icmp', 'UDP', 'ICMP'] } },
    ],
  };
  return [
    rule({
      ...shared,
      on: 'azurerm_network_security_rule',
      pass: { none: [matches] },
      fail: nsg(port, '*'),
      good: nsg(port, '10.0.0.0/8'),
    }),
    rule({
      ...shared,
      id: `${row.id}-GROUP`,
      on: 'azurerm_network_security_group',
      pass: { security_rule: { no: matches } },
      fail: `name = "g"\nsecurity_rule {\n${nsg(port, 'Internet')}\n}`,
      good: `name = "g"\nsecurity_rule {\n${nsg(port, '10.0.0.0/8')}\n}`,
    }),
  ];
}

export const AZURE_PLATFORM_RULES: readonly ConfigurationRule[] = [
  ...securityRules({
    id: 'TF-AZURE-NSG-ADMIN-OPEN',
    title: 'Remote administration is open to the internet',
    rationale:
      'SSH, RDP and file sharing are tried all day by strangers; one weak password or flaw gives the machine.',
    ports: ADMIN,
  }),
  ...securityRules({
    id: 'TF-AZURE-NSG-DATA-OPEN',
    title: 'Database, DICOM or HL7 port is open to the internet',
    rationale:
      'Databases, image archives and interface engines often ask for no login at all: whoever connects reads records of patients.',
    ports: DATA,
  }),
  ...securityRules({
    id: 'TF-AZURE-NSG-ALL-OPEN',
    title: 'Every port is open to the internet',
    rationale: 'Everything that listens on the machine, now or later, can be attacked.',
    ports: ALL,
  }),
  rule({
    id: 'TF-AZURE-SUBNET-NO-NSG',
    title: 'Subnet has no network security group',
    severity: 'low',
    cwe: ['CWE-668'],
    controls: BOUNDARY,
    rationale: 'Machines of the subnet talk to everything that can be routed to.',
    remediation: 'Associate a network security group with the subnet.',
    on: 'azurerm_subnet',
    when: {
      name: {
        notIn: [
          'GatewaySubnet',
          'AzureFirewallSubnet',
          'AzureFirewallManagementSubnet',
          'RouteServerSubnet',
          'AzureBastionSubnet',
        ],
      },
    },
    pass: { any: [{ '@security_group': { exists: true } }, { network_security_group_id: { exists: true } }] },
    fail: 'name = "app"\nvirtual_network_name = "v"',
    good: [
      'name = "app"\nvirtual_network_name = "v"',
      'resource "azurerm_subnet_network_security_group_association" "main" {\nsubnet_id = azurerm_subnet.main.id\nnetwork_security_group_id = "g"\n}',
    ],
  }),
  rule({
    id: 'TF-AZURE-NIC-PUBLIC',
    title: 'Network card has a public address',
    severity: 'medium',
    cwe: ['CWE-668'],
    controls: BOUNDARY,
    rationale:
      'Only a security group stands between the internet and everything that listens on the machine.',
    remediation: 'Remove `public_ip_address_id`; use a load balancer or a bastion.',
    on: 'azurerm_network_interface',
    pass: { ip_configuration: { no: { public_ip_address_id: { exists: true } } } },
    fail: 'name = "n"\nip_configuration {\nname = "i"\nprivate_ip_address_allocation = "Dynamic"\npublic_ip_address_id = "p"\n}',
    good: 'name = "n"\nip_configuration {\nname = "i"\nprivate_ip_address_allocation = "Dynamic"\n}',
  }),
  rule({
    id: 'TF-AZURE-GATEWAY-NO-WAF',
    title: 'Application gateway has no web application firewall',
    severity: 'low',
    cwe: ['CWE-693'],
    controls: BOUNDARY,
    rationale: 'Known attacks on frameworks reach the application before it is patched.',
    remediation: 'Attach a firewall policy or enable `waf_configuration`.',
    on: 'azurerm_application_gateway',
    pass: {
      any: [
        {
          firewall_policy_id: { exists: true },
          '@firewall_policy': { no: { policy_settings: { some: { enabled: false } } } },
        },
        { waf_configuration: { some: { enabled: true } } },
      ],
    },
    fail: 'name = "edge"',
    good: 'name = "edge"\nwaf_configuration {\nenabled = true\nfirewall_mode = "Prevention"\nrule_set_version = "3.2"\n}',
  }),
  ...rules(APPS, {
    id: 'TF-AZURE-APP-HTTP',
    title: 'Application answers over HTTP',
    severity: 'medium',
    cwe: ['CWE-319'],
    controls: IN_TRANSIT,
    rationale: 'Logins and pages with records of patients can be read and changed on their way.',
    remediation: 'Set `https_only = true`.',
    pass: { https_only: { is: true, default: false } },
    fail: 'name = "app"',
    good: 'name = "app"\nhttps_only = true',
  }),
  ...rules(APPS, {
    id: 'TF-AZURE-APP-TLS',
    title: 'Application accepts TLS older than 1.2',
    severity: 'medium',
    cwe: ['CWE-327'],
    controls: IN_TRANSIT,
    rationale: 'TLS 1.0 and 1.1 are broken and refused by guidance for health data.',
    remediation: 'Set `minimum_tls_version = "1.2"`.',
    pass: {
      site_config: {
        no: {
          any: [{ minimum_tls_version: { in: ['1.0', '1.1'] } }, { min_tls_version: { in: ['1.0', '1.1'] } }],
        },
      },
    },
    fail: 'name = "app"\nsite_config {\nminimum_tls_version = "1.0"\n}',
    good: 'name = "app"\nsite_config {\nminimum_tls_version = "1.2"\n}',
  }),
  ...rules(APPS, {
    id: 'TF-AZURE-APP-FTP',
    title: 'Application can be deployed over FTP in clear',
    severity: 'medium',
    cwe: ['CWE-319'],
    controls: [...IN_TRANSIT, ...SECRETS],
    rationale: 'The password that may change the application travels in clear.',
    remediation: 'Set `ftps_state` to `Disabled` or `FtpsOnly`.',
    pass: { site_config: { no: { ftps_state: 'AllAllowed' } } },
    fail: 'name = "app"\nsite_config {\nftps_state = "AllAllowed"\n}',
    good: 'name = "app"\nsite_config {\nftps_state = "Disabled"\n}',
  }),
  ...rules(APPS, {
    id: 'TF-AZURE-APP-DEBUG',
    title: 'Application can be debugged from outside',
    severity: 'high',
    cwe: ['CWE-489'],
    controls: ACCESS,
    rationale: 'A debugger reads and changes everything in the memory of the application.',
    remediation: 'Set `remote_debugging_enabled = false`.',
    pass: { site_config: { no: { remote_debugging_enabled: true } } },
    fail: 'name = "app"\nsite_config {\nremote_debugging_enabled = true\n}',
    good: 'name = "app"\nsite_config {\nremote_debugging_enabled = false\n}',
  }),
  ...rules(APPS, {
    id: 'TF-AZURE-APP-CORS',
    title: 'Application lets every site call it from a browser',
    severity: 'medium',
    cwe: ['CWE-942'],
    controls: ACCESS,
    rationale: 'A page that a user visits can read what the application returns.',
    remediation: 'Name the origins.',
    pass: { 'site_config.*.cors.*.allowed_origins': { hasNone: '*' } },
    fail: 'name = "app"\nsite_config {\ncors {\nallowed_origins = ["*"]\n}\n}',
    good: 'name = "app"\nsite_config {\ncors {\nallowed_origins = ["https://portal.example"]\n}\n}',
  }),
  ...rules(['azurerm_linux_virtual_machine', 'azurerm_linux_virtual_machine_scale_set'], {
    id: 'TF-AZURE-VM-PASSWORD',
    title: 'Machine accepts passwords over SSH',
    severity: 'medium',
    cwe: ['CWE-287'],
    controls: AUTHENTICATION,
    rationale: 'Passwords are guessed by machines all day.',
    remediation: 'Set `disable_password_authentication = true` and use keys.',
    pass: { disable_password_authentication: { not: false } },
    fail: 'name = "m"\ndisable_password_authentication = false',
    good: 'name = "m"\ndisable_password_authentication = true',
  }),
  ...rules(
    [
      'azurerm_linux_virtual_machine',
      'azurerm_windows_virtual_machine',
      'azurerm_linux_virtual_machine_scale_set',
      'azurerm_windows_virtual_machine_scale_set',
    ],
    {
      id: 'TF-AZURE-VM-HOST-ENCRYPTION',
      title: 'Caches and temporary disks of the machine are not encrypted',
      severity: 'low',
      cwe: ['CWE-311'],
      controls: AT_REST,
      rationale: 'Swap and temporary files hold records in clear on the host.',
      remediation: 'Set `encryption_at_host_enabled = true`.',
      pass: { encryption_at_host_enabled: { is: true, default: false } },
      fail: 'name = "m"',
      good: 'name = "m"\nencryption_at_host_enabled = true',
    },
  ),
  ...rules(['azurerm_linux_virtual_machine', 'azurerm_windows_virtual_machine', 'azurerm_virtual_machine'], {
    id: 'TF-AZURE-VM-NO-BACKUP',
    title: 'Machine is in no backup',
    severity: 'low',
    cwe: ['CWE-693'],
    controls: BACKUP,
    rationale: 'What is on its disks cannot be restored after a fault or an attack.',
    remediation: 'Protect the machine by a backup policy.',
    pass: { '@backup': { exists: true } },
    fail: 'name = "m"',
    good: [
      'name = "m"',
      ['azurerm_linux_virtual_machine', 'azurerm_windows_virtual_machine', 'azurerm_virtual_machine']
        .map(
          (type, i) =>
            `resource "azurerm_backup_protected_vm" "b${i}" {\nsource_vm_id = ${type}.main.id\nbackup_policy_id = "p"\n}`,
        )
        .join('\n'),
    ],
  }),
  rule({
    id: 'TF-AZURE-AKS-PUBLIC',
    title: 'Cluster is administered from the whole internet',
    severity: 'high',
    cwe: ['CWE-668'],
    controls: BOUNDARY,
    rationale: 'A stolen token or a flaw of the server gives every workload and every secret of the cluster.',
    remediation: 'Set `private_cluster_enabled = true`, or name ranges in `api_server_access_profile`.',
    on: 'azurerm_kubernetes_cluster',
    pass: {
      any: [
        { private_cluster_enabled: { is: true, default: false } },
        { api_server_access_profile: { some: { authorized_ip_ranges: { min: 1, hasNone: '0.0.0.0/0' } } } },
        { api_server_authorized_ip_ranges: { min: 1, hasNone: '0.0.0.0/0' } },
      ],
    },
    fail: 'name = "main"',
    good: 'name = "main"\nprivate_cluster_enabled = true',
  }),
  rule({
    id: 'TF-AZURE-AKS-NO-RBAC',
    title: 'Cluster does not tell users apart',
    severity: 'high',
    cwe: ['CWE-862'],
    controls: LEAST,
    rationale: 'Whoever reaches the cluster may do everything in it.',
    remediation: 'Set `role_based_access_control_enabled = true`.',
    on: 'azurerm_kubernetes_cluster',
    pass: {
      role_based_access_control_enabled: { not: false },
      'role_based_access_control.*.enabled': { not: false },
    },
    fail: 'name = "main"\nrole_based_access_control_enabled = false',
    good: 'name = "main"\nrole_based_access_control_enabled = true',
  }),
  rule({
    id: 'TF-AZURE-AKS-LOCAL-ACCOUNTS',
    title: 'Cluster has accounts beside the directory',
    severity: 'medium',
    cwe: ['CWE-287'],
    controls: [...AUTHENTICATION, 'HIPAA 164.312(a)(2)(i)'],
    rationale:
      'A file with an administrator certificate names nobody and outlives the person who downloaded it.',
    remediation: 'Set `local_account_disabled = true`.',
    on: 'azurerm_kubernetes_cluster',
    pass: { local_account_disabled: { is: true, default: false } },
    fail: 'name = "main"',
    good: 'name = "main"\nlocal_account_disabled = true',
  }),
  rule({
    id: 'TF-AZURE-AKS-NO-POLICY',
    title: 'Pods of the cluster may all talk to each other',
    severity: 'low',
    cwe: ['CWE-923'],
    controls: BOUNDARY,
    rationale: 'One container that is broken into reaches every other, also the databases.',
    remediation: 'Set `network_policy` in `network_profile`.',
    on: 'azurerm_kubernetes_cluster',
    pass: { network_profile: { some: { network_policy: { exists: true } } } },
    fail: 'name = "main"',
    good: 'name = "main"\nnetwork_profile {\nnetwork_plugin = "azure"\nnetwork_policy = "cilium"\n}',
  }),
  rule({
    id: 'TF-AZURE-AKS-NO-LOGS',
    title: 'Cluster sends no logs',
    severity: 'low',
    cwe: ['CWE-778'],
    controls: AUDIT,
    rationale: 'Who read a secret or entered a container cannot be told afterwards.',
    remediation: 'Add `oms_agent` or a diagnostic setting.',
    on: 'azurerm_kubernetes_cluster',
    pass: {
      any: [
        { oms_agent: { exists: true } },
        { '@diagnostics': { exists: true } },
        { microsoft_defender: { exists: true } },
      ],
    },
    fail: 'name = "main"',
    good: 'name = "main"\noms_agent {\nlog_analytics_workspace_id = "w"\n}',
  }),
  rule({
    id: 'TF-AZURE-ACR-ADMIN',
    title: 'Registry of images has a shared administrator account',
    severity: 'medium',
    cwe: ['CWE-287'],
    controls: [...AUTHENTICATION, 'HIPAA 164.312(a)(2)(i)'],
    rationale: 'Whoever has its password may replace the images that run.',
    remediation: 'Set `admin_enabled = false`.',
    on: 'azurerm_container_registry',
    pass: { admin_enabled: { not: true } },
    fail: 'name = "images"\nadmin_enabled = true',
    good: 'name = "images"\nadmin_enabled = false',
  }),
  rule({
    id: 'TF-AZURE-ACR-ANONYMOUS',
    title: 'Everybody can pull images of the registry',
    severity: 'high',
    cwe: ['CWE-306'],
    controls: ACCESS,
    rationale: 'Images carry code, configuration and sometimes keys.',
    remediation: 'Set `anonymous_pull_enabled = false`.',
    on: 'azurerm_container_registry',
    pass: { anonymous_pull_enabled: { not: true } },
    fail: 'name = "images"\nanonymous_pull_enabled = true',
    good: 'name = "images"\nanonymous_pull_enabled = false',
  }),
  rule({
    id: 'TF-AZURE-ACR-WEBHOOK-HTTP',
    title: 'Registry calls a webhook over HTTP',
    severity: 'low',
    cwe: ['CWE-319'],
    controls: IN_TRANSIT,
    rationale: 'Names of images and headers with tokens travel in clear.',
    remediation: 'Use an address with https.',
    on: 'azurerm_container_registry_webhook',
    pass: { service_uri: { notLike: 'http://*' } },
    fail: 'name = "w"\nservice_uri = "http://ci.example/hook"',
    good: 'name = "w"\nservice_uri = "https://ci.example/hook"',
  }),
  rule({
    id: 'TF-AZURE-ROLE-OWNER',
    title: 'Owner of a subscription or management group is assigned',
    severity: 'medium',
    cwe: ['CWE-269'],
    controls: LEAST,
    rationale: 'An owner reads every record, deletes every backup and gives rights to others.',
    remediation: 'Assign a narrower role at a resource group.',
    on: 'azurerm_role_assignment',
    when: { scope: { notLike: ['*/resourceGroups/*'] } },
    pass: {
      none: [
        {
          role_definition_name: { in: ['Owner', 'User Access Administrator'] },
          scope: { like: ['/subscriptions/*', '/providers/Microsoft.Management/*'] },
        },
      ],
    },
    fail: 'scope = "/subscriptions/00000000-0000-0000-0000-000000000000"\nrole_definition_name = "Owner"\nprincipal_id = "p"',
    good: 'scope = "/subscriptions/00000000-0000-0000-0000-000000000000"\nrole_definition_name = "Reader"\nprincipal_id = "p"',
  }),
  rule({
    id: 'TF-AZURE-ROLE-ALL',
    title: 'Role of your own allows every action',
    severity: 'high',
    cwe: ['CWE-269'],
    controls: LEAST,
    rationale: 'Whoever has the role reads every record, deletes every backup and gives rights to others.',
    remediation: 'Name the actions.',
    on: 'azurerm_role_definition',
    pass: { permissions: { no: { actions: { has: '*' } } } },
    fail: 'name = "all"\nscope = "/subscriptions/x"\npermissions {\nactions = ["*"]\n}',
    good: 'name = "read"\nscope = "/subscriptions/x"\npermissions {\nactions = ["*/read"]\n}',
  }),
  rule({
    id: 'TF-AZURE-DEFENDER-FREE',
    title: 'Protection of the subscription is not bought',
    severity: 'low',
    cwe: ['CWE-778'],
    controls: MONITORING,
    rationale: 'Intrusions into machines, stores and vaults go unnoticed.',
    remediation: 'Set `tier = "Standard"`.',
    on: 'azurerm_security_center_subscription_pricing',
    pass: { tier: { not: 'Free' } },
    fail: 'tier = "Free"',
    good: 'tier = "Standard"\nresource_type = "VirtualMachines"',
  }),
  rule({
    id: 'TF-AZURE-WORKSPACE-SHORT',
    title: 'Logs of the workspace are kept for less than 90 days',
    severity: 'low',
    cwe: ['CWE-778'],
    controls: AUDIT,
    rationale: 'Intrusions are found months later.',
    remediation: 'Set `retention_in_days` to 90 or more.',
    on: 'azurerm_log_analytics_workspace',
    pass: { retention_in_days: { min: 90, default: 30 } },
    fail: 'name = "logs"\nretention_in_days = 30',
    good: 'name = "logs"\nretention_in_days = 365',
  }),
];
