/** Networks of Azure. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ADMIN, ALL, DATA, securityRules } from './azure-platform-terms.ts';
import { BOUNDARY } from './controls.ts';
import { rule } from './row.ts';

export const AZURE_NETWORK_RULES: readonly ConfigurationRule[] = [
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
];
