/** Network ACLs: rules in the order of their numbers, in both directions. */
import { type ConfigValue, entry, type Resource, textOf } from '@theriac/core/configuration';
import { isEveryone } from '../addresses.ts';
import { type Answered, allOf, NO, unknown, yes } from '../answers.ts';
import { type Decision, decide, type OrderedRule } from '../ordered-rules.ts';
import { blocksAt, type TerraformResources } from '../terraform-references.ts';

/** What a client is answered on: https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports. */
const EPHEMERAL = [1024, 65_535] as const;

export class AwsAcls {
  readonly #all: TerraformResources;

  constructor(all: TerraformResources) {
    this.#all = all;
  }

  /** Whether everyone can ask one of the ports, and is answered. */
  letsIn(subnet: Resource, from: number, to: number): Answered {
    const acl = this.#aclOf(subnet);
    // Without one of its own, the default of the network lets everything through.
    if (acl === undefined) return yes();
    return allOf(
      answered(decide(this.#rules(acl, 'ingress'), from, to)),
      answered(decide(this.#rules(acl, 'egress'), ...EPHEMERAL)),
    );
  }

  #aclOf(subnet: Resource): Resource | undefined {
    const all = this.#all;
    const [own] = [
      ...all.referring(subnet, 'aws_network_acl', 'subnet_ids'),
      ...all
        .referring(subnet, 'aws_network_acl_association', 'subnet_id')
        .flatMap((one) => [
          ...all.resolve(entry(one.values, 'network_acl_id'), one, ['aws_network_acl']).resources,
        ]),
      ...all.referring(subnet, 'aws_default_network_acl', 'subnet_ids'),
    ];
    if (own !== undefined) return own;
    const [vpc] = all.resolve(entry(subnet.values, 'vpc_id'), subnet, [
      'aws_vpc',
      'aws_default_vpc',
    ]).resources;
    return vpc === undefined
      ? undefined
      : all.referring(vpc, 'aws_default_network_acl', 'default_network_acl_id')[0];
  }

  #rules(acl: Resource, direction: 'ingress' | 'egress'): readonly OrderedRule[] {
    const separate = this.#all
      .referring(acl, 'aws_network_acl_rule', 'network_acl_id')
      .filter(({ values }) => (textOf(entry(values, 'egress')) === 'true') === (direction === 'egress'))
      .map(({ values }) => values);
    return [...blocksAt(acl.values, direction), ...separate]
      .map((rule) => ({ rule, number: numberOf(rule) }))
      .sort((a, b) => a.number - b.number)
      .map(({ rule }) => ruleOf(rule, acl));
  }
}

function numberOf(rule: ConfigValue): number {
  return Number(textOf(entry(rule, 'rule_number') ?? entry(rule, 'rule_no')) ?? Number.MAX_SAFE_INTEGER);
}

function ruleOf(rule: ConfigValue, acl: Resource): OrderedRule {
  const addresses = ['cidr_block', 'ipv6_cidr_block']
    .map((key) => entry(rule, key))
    .find((value) => value !== undefined && value.kind !== 'empty' && textOf(value) !== '');
  const [range] = blocksAt(rule, 'port_range');
  const anyPort = ['-1', 'all'].includes(textOf(entry(rule, 'protocol')) ?? '');
  const port = (key: string, otherwise: number): number =>
    anyPort
      ? otherwise
      : Number(textOf(entry(rule, key) ?? entry(range, key.replace('_port', ''))) ?? otherwise);
  const action = entry(rule, 'rule_action') ?? entry(rule, 'action');
  const text = textOf(addresses);
  return {
    at: rule.at,
    name: acl.name,
    isAllow: textOf(action)?.toLowerCase() === 'allow',
    from: port('from_port', 0),
    to: port('to_port', 65_535),
    isFor: action?.kind === 'unknown' || text === undefined ? undefined : isEveryone(text),
  };
}

function answered(decision: Decision): Answered {
  switch (decision.state) {
    case 'no':
      return NO;
    case 'unknown':
      return unknown(`whom a rule of ${decision.rule.name} is for is not known`);
    case 'yes':
      return yes({
        at: decision.rule.at,
        by: `${decision.rule.name} lets every address through`,
        cut: 'name the addresses in the rule of the network ACL',
      });
  }
}
