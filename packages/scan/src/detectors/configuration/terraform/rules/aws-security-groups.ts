/** Security groups of AWS. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import {
  ADMIN_PORTS,
  allProtocols,
  DATA_PORTS,
  fromWorld,
  ingress,
  looseRule,
  newRule,
  securityGroup,
  worldRule,
} from './aws-network-terms.ts';
import { BOUNDARY } from './controls.ts';
import { rule } from './row.ts';

export const AWS_SECURITY_GROUPS_RULES: readonly ConfigurationRule[] = [
  ...securityGroup({
    id: 'TF-SG-ADMIN-OPEN',
    title: 'Remote administration is open to the internet',
    severity: 'high',
    rationale:
      'SSH, RDP and file sharing are tried all day by strangers; one weak password or flaw gives the machine.',
    remediation: 'Allow the addresses of a VPN or a bastion only, or use Session Manager.',
    ports: ADMIN_PORTS,
  }),
  ...securityGroup({
    id: 'TF-SG-DATA-OPEN',
    title: 'Database, DICOM or HL7 port is open to the internet',
    severity: 'high',
    rationale:
      'Databases, image archives and interface engines often ask for no login at all: whoever connects reads records of patients.',
    remediation: 'Allow only the security groups of the services that need the port.',
    ports: DATA_PORTS,
  }),
  rule({
    id: 'TF-SG-ALL-OPEN',
    title: 'Security group lets the whole internet reach every port',
    severity: 'high',
    cwe: ['CWE-668'],
    controls: BOUNDARY,
    rationale: 'Everything that listens on the machine, now or later, can be attacked.',
    remediation: 'Name the ports and the sources.',
    on: 'aws_security_group',
    pass: { ingress: { no: { all: [fromWorld, allProtocols('protocol')] } } },
    fail: 'name = "x"\ningress {\nfrom_port = 0\nto_port = 0\nprotocol = "-1"\ncidr_blocks = ["0.0.0.0/0"]\n}',
    good: ingress(443, '0.0.0.0/0'),
  }),
  rule({
    id: 'TF-SG-ALL-OPEN-RULE',
    title: 'Rule lets the whole internet reach every port',
    severity: 'high',
    cwe: ['CWE-668'],
    controls: BOUNDARY,
    rationale: 'Everything that listens on the machine, now or later, can be attacked.',
    remediation: 'Name the ports and the sources.',
    on: 'aws_security_group_rule',
    when: { type: 'ingress' },
    pass: { none: [{ all: [fromWorld, allProtocols('protocol')] }] },
    fail: 'type = "ingress"\nsecurity_group_id = "sg-1"\nfrom_port = 0\nto_port = 0\nprotocol = "-1"\ncidr_blocks = ["0.0.0.0/0"]',
    good: looseRule(443, '0.0.0.0/0'),
  }),
  rule({
    id: 'TF-SG-ALL-OPEN-INGRESS',
    title: 'Ingress rule lets the whole internet reach every port',
    severity: 'high',
    cwe: ['CWE-668'],
    controls: BOUNDARY,
    rationale: 'Everything that listens on the machine, now or later, can be attacked.',
    remediation: 'Name the ports and the sources.',
    on: 'aws_vpc_security_group_ingress_rule',
    pass: { none: [{ all: [worldRule, allProtocols('ip_protocol')] }] },
    fail: 'security_group_id = "sg-1"\nip_protocol = "-1"\ncidr_ipv4 = "0.0.0.0/0"',
    good: newRule(443, '0.0.0.0/0'),
  }),
];
