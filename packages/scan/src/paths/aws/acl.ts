/** Network ACLs: rules in the order of their numbers, in both directions. */
import { type ConfigValue, entry, type Resource, textOf } from '@theriac/core/configuration';
import { isEveryone } from '../addresses.ts';
import { type Answered, allOf, NO, unknown, yes } from '../answers.ts';
import { blocksAt, type TerraformResources } from '../terraform-references.ts';

interface AclRule {
  readonly at: ConfigValue['at'];
  readonly number: number;
  readonly isAllow: boolean;
  readonly from: number;
  readonly to: number;
  /** Undefined: not known. */
  readonly isEveryone: boolean | undefined;
}

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
      decided(acl, this.#rules(acl, 'ingress'), from, to),
      decided(acl, this.#rules(acl, 'egress'), ...EPHEMERAL),
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

  #rules(acl: Resource, direction: 'ingress' | 'egress'): readonly AclRule[] {
    const separate = this.#all
      .referring(acl, 'aws_network_acl_rule', 'network_acl_id')
      .filter(({ values }) => (textOf(entry(values, 'egress')) === 'true') === (direction === 'egress'))
      .map(({ values }) => values);
    return [...blocksAt(acl.values, direction), ...separate].map(ruleOf).sort((a, b) => a.number - b.number);
  }
}

function ruleOf(rule: ConfigValue): AclRule {
  const range = ['cidr_block', 'ipv6_cidr_block']
    .map((key) => entry(rule, key))
    .find((value) => value !== undefined && value.kind !== 'empty' && textOf(value) !== '');
  const anyPort = ['-1', 'all'].includes(textOf(entry(rule, 'protocol')) ?? '');
  const port = (key: string, otherwise: number): number =>
    anyPort ? otherwise : Number(textOf(entry(rule, key)) ?? otherwise);
  const action = entry(rule, 'rule_action') ?? entry(rule, 'action');
  const text = textOf(range);
  return {
    at: rule.at,
    number: Number(textOf(entry(rule, 'rule_number') ?? entry(rule, 'rule_no')) ?? Number.MAX_SAFE_INTEGER),
    isAllow: textOf(action)?.toLowerCase() === 'allow',
    from: port('from_port', 0),
    to: port('to_port', 65_535),
    isEveryone: action?.kind === 'unknown' || text === undefined ? undefined : isEveryone(text),
  };
}

/** The first rule that covers a port decides; what no rule covers is denied. Any port of the range is enough. */
function decided(acl: Resource, rules: readonly AclRule[], from: number, to: number): Answered {
  const ports = new Set([
    from,
    ...rules.flatMap((rule) => [rule.from, rule.to + 1]).filter((port) => from < port && port <= to),
  ]);
  let open: string | undefined;
  for (const port of ports) {
    const rule = rules.find((one) => one.from <= port && port <= one.to && one.isEveryone !== false);
    if (rule === undefined) continue;
    if (rule.isEveryone === undefined) open ??= `whom a rule of ${acl.name} is for is not known`;
    else if (rule.isAllow)
      return yes({
        at: rule.at,
        by: `${acl.name} lets every address through`,
        cut: 'name the addresses in the rule of the network ACL',
      });
  }
  return open === undefined ? NO : unknown(open);
}
