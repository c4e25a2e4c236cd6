/** Networks, gateways and what is said about traffic. */
import { type ConfigValue, itemsOf, list, map, textOf } from '@theriac/core/configuration';
import { blocksOf } from '../../cloudformation/shape.ts';
import { entryAt, entryOf } from '../symbols.ts';
import { type Entries, is, type Rows, there } from './row.ts';

/** `[{ name, properties }]` as blocks with the properties inside. */
function flat(value: ConfigValue | undefined): ConfigValue | undefined {
  if (value?.kind !== 'list') return value;
  return list(
    value.items.map((item) => {
      const properties = entryOf(item, 'properties');
      return properties?.kind === 'map' ? blocksOf(properties) : (properties ?? item);
    }),
    value.at,
  );
}

const subnet = (properties: ConfigValue | undefined): Entries => [
  ['network_security_group_id', there(entryAt(properties, 'networkSecurityGroup', 'id'))],
];

export const NETWORK_ROWS: Rows = {
  'Microsoft.Network/networkSecurityGroups': {
    to: 'azurerm_network_security_group',
    settings: { security_rule: 'properties.securityRules' },
    more: ({ properties }) => [
      ['security_rule', flat(entryOf(properties, 'securityRules'))],
      ['security_rules', undefined],
    ],
  },
  'Microsoft.Network/networkSecurityGroups/securityRules': {
    to: 'azurerm_network_security_rule',
    parent: ['network_security_group_name'],
  },
  'Microsoft.Network/virtualNetworks': {
    beside: ({ properties, written }) =>
      itemsOf(entryOf(properties, 'subnets')).map((item) => ({
        type: 'azurerm_subnet',
        name: `${written.label} ${textOf(entryOf(item, 'name')) ?? ''}`.trimEnd(),
        at: item.at,
        entries: [['name', entryOf(item, 'name')], ...subnet(entryOf(item, 'properties'))],
      })),
  },
  'Microsoft.Network/virtualNetworks/subnets': {
    to: 'azurerm_subnet',
    settings: { network_security_group_id: 'properties.networkSecurityGroup.id' },
    more: ({ properties }) => subnet(properties),
  },
  'Microsoft.Network/networkInterfaces': {
    to: 'azurerm_network_interface',
    settings: { ip_configuration: 'properties.ipConfigurations' },
    more: ({ properties }) => {
      const configurations = entryOf(properties, 'ipConfigurations');
      if (configurations?.kind !== 'list') return [['ip_configuration', configurations]];
      return [
        ['ip_configurations', undefined],
        [
          'ip_configuration',
          list(
            configurations.items.map((item) => {
              const address = entryAt(item, 'properties', 'publicIPAddress');
              return map(
                [
                  [
                    'public_ip_address_id',
                    address?.kind === 'unknown' ? address : there(entryOf(address, 'id')),
                  ],
                ],
                item.at,
              );
            }),
            configurations.at,
          ),
        ],
      ];
    },
  },
  'Microsoft.Network/privateEndpoints': {
    to: 'azurerm_private_endpoint',
    said: {
      'private_service_connection.private_connection_resource_id':
        'privateLinkServiceConnections.properties.privateLinkServiceId',
    },
    more: ({ properties }) => {
      const connections = ['privateLinkServiceConnections', 'manualPrivateLinkServiceConnections'].flatMap(
        (key) => itemsOf(entryOf(properties, key)),
      );
      return [
        [
          'private_service_connection',
          list(
            connections.map((item) =>
              map(
                [['private_connection_resource_id', entryAt(item, 'properties', 'privateLinkServiceId')]],
                item.at,
              ),
            ),
            properties.at,
          ),
        ],
      ];
    },
  },
  'Microsoft.Network/applicationGateways': {
    to: 'azurerm_application_gateway',
    settings: {
      firewall_policy_id: 'properties.firewallPolicy.id',
      waf_configuration: 'properties.webApplicationFirewallConfiguration',
    },
    more: ({ blocks, properties }) => [
      ['firewall_policy_id', there(entryAt(properties, 'firewallPolicy', 'id'))],
      ['waf_configuration', there(entryOf(blocks, 'web_application_firewall_configuration'))],
    ],
  },
  'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies': {
    to: 'azurerm_web_application_firewall_policy',
    more: ({ properties }) => {
      const given = entryOf(properties, 'policySettings');
      const state = entryOf(given, 'state');
      if (given?.kind !== 'map' || state?.kind !== 'scalar') return [];
      const enabled = { ...state, text: String(state.text.toLowerCase() === 'enabled') };
      return [['policy_settings', list([map([['enabled', enabled]], given.at)], given.at)]];
    },
  },
  'Microsoft.Insights/diagnosticSettings': {
    to: 'azurerm_monitor_diagnostic_setting',
    scope: 'target_resource_id',
  },
  'Microsoft.OperationalInsights/workspaces': {
    to: 'azurerm_log_analytics_workspace',
    settings: { retention_in_days: 'properties.retentionInDays' },
  },
  'Microsoft.Security/pricings': {
    to: 'azurerm_security_center_subscription_pricing',
    settings: { tier: 'properties.pricingTier' },
  },
  'Microsoft.Network/azureFirewalls': {
    to: 'azurerm_firewall',
    settings: { threat_intel_mode: is('properties.threatIntelMode', 'Deny') },
  },
};
