/** Words of the rules in `aws network` files: types, ports, examples. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { BOUNDARY } from './controls.ts';
import { rule, rules } from './row.ts';

/** Ports of logins and data stores: DICOM, HL7, SSH, RDP, SMB, databases, caches, brokers. */
export const ADMIN_PORTS = [22, 23, 135, 445, 2375, 2376, 2377, 2379, 3389, 5900, 5985, 5986, 10250];
export const DATA_PORTS = [
  104, 1433, 1521, 2484, 2575, 3306, 5432, 5601, 6379, 9042, 9200, 11112, 11211, 27017,
];

/** A rule of a security group opens a port: it lies between these two settings, or every protocol is meant. */
const opens = (port: number, from: string, to: string, protocol: string) => ({
  any: [{ [from]: { max: port }, [to]: { min: port }, [protocol]: { in: ['tcp', '6', 'TCP'] } }],
});
const opensOne = (ports: readonly number[], from: string, to: string, protocol: string) => ({
  any: [...ports.flatMap((port) => opens(port, from, to, protocol).any)],
});
const WORLD = ['0.0.0.0/0', '::/0', '0000:0000:0000:0000:0000:0000:0000:0000/0'];
export const fromWorld = {
  any: WORLD.flatMap((all) => [{ cidr_blocks: { has: all } }, { ipv6_cidr_blocks: { has: all } }]),
};
export const worldRule = { any: [{ cidr_ipv4: { in: WORLD } }, { cidr_ipv6: { in: WORLD } }] };

export const ingress = (port: number, cidr: string): string =>
  `name = "api"\ningress {\nfrom_port = ${port}\nto_port = ${port}\nprotocol = "tcp"\ncidr_blocks = ["${cidr}"]\n}`;
export const looseRule = (port: number, cidr: string): string =>
  `type = "ingress"\nsecurity_group_id = "sg-1"\nfrom_port = ${port}\nto_port = ${port}\nprotocol = "tcp"\ncidr_blocks = ["${cidr}"]`;
export const newRule = (port: number, cidr: string): string =>
  `security_group_id = "sg-1"\nfrom_port = ${port}\nto_port = ${port}\nip_protocol = "tcp"\ncidr_ipv4 = "${cidr}"`;

/** One rule for each way in which AWS writes a rule of a security group. */
export function securityGroup(row: {
  readonly id: string;
  readonly title: string;
  readonly severity: ConfigurationRule['severity'];
  readonly rationale: string;
  readonly remediation: string;
  readonly ports: readonly number[];
}): ConfigurationRule[] {
  const { ports, ...rest } = row;
  const [port = 22] = ports;
  const shared = { ...rest, cwe: ['CWE-668'], controls: BOUNDARY };
  return [
    ...rules(['aws_security_group', 'aws_default_security_group'], {
      ...shared,
      pass: { ingress: { no: { all: [fromWorld, opensOne(ports, 'from_port', 'to_port', 'protocol')] } } },
      fail: ingress(port, '0.0.0.0/0'),
      good: ingress(port, '10.0.0.0/8'),
    }),
    rule({
      ...shared,
      id: `${row.id}-RULE`,
      on: 'aws_security_group_rule',
      when: { type: 'ingress' },
      pass: { none: [{ all: [fromWorld, opensOne(ports, 'from_port', 'to_port', 'protocol')] }] },
      fail: looseRule(port, '0.0.0.0/0'),
      good: looseRule(port, '10.0.0.0/8'),
    }),
    rule({
      ...shared,
      id: `${row.id}-INGRESS`,
      on: 'aws_vpc_security_group_ingress_rule',
      pass: { none: [{ all: [worldRule, opensOne(ports, 'from_port', 'to_port', 'ip_protocol')] }] },
      fail: newRule(port, '0.0.0.0/0'),
      good: newRule(port, '10.0.0.0/8'),
    }),
  ];
}

export const allProtocols = (
  protocol: string,
): { readonly [path: string]: { readonly in: readonly string[] } } => ({
  [protocol]: { in: ['-1', 'all'] },
});
