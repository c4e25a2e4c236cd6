/** Security groups: who they let in, from where, to which ports. */
import { type ConfigValue, entry, type Place, type Resource, textOf } from '@theriac/core/configuration';
import { isEveryone } from '../addresses.ts';
import { blocksAt, type TerraformResources, textsOf, typeOf } from '../terraform-references.ts';

export interface GroupRule {
  readonly at: Place;
  readonly isEveryone: boolean;
  /** Ranges of addresses that are not everyone. */
  readonly isNetwork: boolean;
  /** Those of them that are known. */
  readonly ranges: readonly string[];
  /** Groups whose members are let in. */
  readonly groups: readonly Resource[];
  readonly from: number;
  readonly to: number;
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  /** Why it is not known who is let in. */
  readonly unknown: string | undefined;
}

export const GROUP_TYPES: readonly string[] = ['aws_security_group', 'aws_default_security_group'];

const RULE_TYPES = [
  'aws_security_group_rule',
  'aws_vpc_security_group_ingress_rule',
  'aws_vpc_security_group_egress_rule',
];

type Direction = 'ingress' | 'egress';

export class SecurityGroups {
  readonly #all: TerraformResources;
  readonly #rules = new Map<string, readonly GroupRule[]>();

  constructor(all: TerraformResources) {
    this.#all = all;
  }

  rulesOf(group: Resource, direction: Direction): readonly GroupRule[] {
    const key = `${direction} ${this.#all.id(group)}`;
    const known = this.#rules.get(key) ?? this.#find(group, direction);
    this.#rules.set(key, known);
    return known;
  }

  #find(group: Resource, direction: Direction): GroupRule[] {
    const separate = RULE_TYPES.flatMap((type) =>
      this.#all
        .referring(group, type, 'security_group_id')
        .filter(({ values }) =>
          type === 'aws_security_group_rule'
            ? textOf(entry(values, 'type')) === direction
            : type.includes(direction),
        ),
    );
    return [
      ...blocksAt(group.values, direction).map((rule) => this.#rule(rule, group, group)),
      ...separate.map((rule) => this.#rule(rule.values, group, rule)),
    ];
  }

  #rule(rule: ConfigValue, group: Resource, by: Resource): GroupRule {
    const ranges = ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6'].map((key) =>
      entry(rule, key),
    );
    const texts = ranges.flatMap((range) => [...textsOf(range)]);
    const others = ['security_groups', 'source_security_group_id', 'referenced_security_group_id'].flatMap(
      (key) =>
        [...this.#all.referred(entry(rule, key), by)].filter((one) => GROUP_TYPES.includes(typeOf(one))),
    );
    const isSelf = textOf(entry(rule, 'self')) === 'true';
    const open = ranges.find((range) => range?.kind === 'unknown');
    const protocol = (textOf(entry(rule, 'protocol') ?? entry(rule, 'ip_protocol')) ?? '').toLowerCase();
    const anyPort = protocol === '-1' || protocol === 'all';
    const port = (key: string, fallback: number): number => Number(textOf(entry(rule, key)) ?? fallback);
    const isTaken = open?.kind === 'unknown' && (open.refers?.length ?? 0) > 0;
    return {
      at: rule.at,
      isEveryone: texts.some(isEveryone),
      isNetwork: texts.some((text) => !isEveryone(text)) || isTaken,
      ranges: isTaken ? [] : texts.filter((text) => !isEveryone(text)),
      groups: isSelf ? [...others, group] : others,
      from: anyPort ? 0 : port('from_port', 0),
      to: anyPort ? 65_535 : port('to_port', 65_535),
      protocol: PROTOCOLS[protocol] ?? 'tcp',
      unknown:
        rule.kind === 'unknown'
          ? rule.reason
          : open?.kind === 'unknown' && !isTaken
            ? open.reason
            : undefined,
    };
  }
}

const PROTOCOLS: Readonly<Record<string, GroupRule['protocol']>> = {
  udp: 'udp',
  '17': 'udp',
  icmp: 'icmp',
  icmpv6: 'icmp',
  '1': 'icmp',
  '58': 'icmp',
};

/** @param port of a store; undefined: whatever a workload listens on */
export function covers({ from, to, protocol }: GroupRule, port: number | undefined): boolean {
  if (protocol === 'icmp') return false;
  return port === undefined || (protocol === 'tcp' && from <= port && port <= to);
}

export function portsText({ from, to }: Pick<GroupRule, 'from' | 'to'>): string {
  if (from <= 0 && to >= 65_535) return 'every port';
  return from === to ? `port ${from}` : `ports ${from}–${to}`;
}
