/** Words of the rules in `azure platform` files: types, ports, examples. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { BOUNDARY } from './controls.ts';
import { rule } from './row.ts';

export const APPS = [
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
export const ADMIN = ['22', '3389', '5985', '5986', '22-22', '3389-3389', '445', '23'];
export const DATA = ['1433', '3306', '5432', '6379', '27017', '9200', '104', '11112', '2575', '1521', '5984'];
export const ALL = ['*', '0-65535', '1-65535'];

export function securityRules(row: {
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
