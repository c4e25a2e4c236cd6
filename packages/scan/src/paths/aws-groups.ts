/** Security groups: who they let in, from where, to which ports. */
import {
  type ConfigValue,
  entry,
  itemsOf,
  type Place,
  type Resource,
  textOf,
} from '@theriac/core/configuration';
import { type TerraformResources, textsOf, typeOf } from './terraform-references.ts';

export interface GroupRule {
  readonly at: Place;
  readonly isEveryone: boolean;
  /** Ranges of addresses that are not everyone. */
  readonly isNetwork: boolean;
  /** Groups whose members are let in. */
  readonly groups: readonly Resource[];
  readonly from: number;
  readonly to: number;
  /** Why it is not known who is let in. */
  readonly unknown: string | undefined;
}

const RULE_TYPES = [
  'aws_security_group_rule',
  'aws_vpc_security_group_ingress_rule',
  'aws_vpc_security_group_egress_rule',
];

export function rulesOf(
  group: Resource,
  all: TerraformResources,
  direction: 'ingress' | 'egress',
): GroupRule[] {
  const separate = all
    .of(...RULE_TYPES)
    .filter(
      (rule) =>
        all.referred(entry(rule.values, 'security_group_id')).includes(group) &&
        (typeOf(rule) === 'aws_security_group_rule'
          ? textOf(entry(rule.values, 'type')) === direction
          : typeOf(rule).includes(direction)),
    )
    .map(({ values }) => values);
  return [...itemsOf(entry(group.values, direction)), ...separate].map((rule) => ruleOf(rule, group, all));
}

function ruleOf(rule: ConfigValue, group: Resource, all: TerraformResources): GroupRule {
  const ranges = ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6'].map((key) => entry(rule, key));
  const texts = ranges.flatMap((range) => [...textsOf(range)]);
  const others = ['security_groups', 'source_security_group_id', 'referenced_security_group_id'].flatMap(
    (key) => [...all.referred(entry(rule, key))],
  );
  const isSelf = textOf(entry(rule, 'self')) === 'true';
  const open = ranges.find((range) => range?.kind === 'unknown');
  const anyPort = ['-1', 'all'].includes(textOf(entry(rule, 'protocol') ?? entry(rule, 'ip_protocol')) ?? '');
  const port = (key: string, fallback: number): number => Number(textOf(entry(rule, key)) ?? fallback);
  return {
    at: rule.at,
    isEveryone: texts.some(isEveryone),
    isNetwork:
      texts.some((text) => !isEveryone(text)) ||
      ranges.some((range) => range?.kind === 'unknown' && (range.refers?.length ?? 0) > 0),
    groups: isSelf ? [...others, group] : others,
    from: anyPort ? 0 : port('from_port', 0),
    to: anyPort ? 65_535 : port('to_port', 65_535),
    unknown: open?.kind === 'unknown' && (open.refers?.length ?? 0) === 0 ? open.reason : undefined,
  };
}

export function covers({ from, to }: GroupRule, port: number | undefined): boolean {
  return port === undefined || (from <= port && port <= to);
}

/** Half of all addresses is everyone: two rules make the whole. */
function isEveryone(range: string): boolean {
  return /\/[0-7]$/.test(range);
}
