/** Network security groups: rules in the order of their priority, and those that each group has from the start. */
import { type ConfigValue, entry, type Resource, textOf } from '@theriac/core/configuration';
import { isEveryone, overlap } from '../addresses.ts';
import { type Decision, type OrderedRule, openRules } from '../ordered-rules.ts';
import { blocksAt, type TerraformResources, textsOf } from '../terraform-references.ts';

/** Who asks: everyone, or what is on the network, with its ranges of addresses where they are known. */
export type Source = 'internet' | { readonly ranges: readonly string[] };

export class SecurityRules {
  readonly #all: TerraformResources;

  constructor(all: TerraformResources) {
    this.#all = all;
  }

  /** Rules that let a source in to a port between the two. @returns empty: none does */
  letIn(group: Resource, source: Source, from: number, to: number): readonly Decision[] {
    const separate = this.#all.referring(
      group,
      'azurerm_network_security_rule',
      'network_security_group_name',
    );
    const rules = [...blocksAt(group.values, 'security_rule'), ...separate.map(({ values }) => values)]
      .filter((rule) => textOf(entry(rule, 'direction'))?.toLowerCase() !== 'outbound')
      .map((rule) => ({ rule, priority: Number(textOf(entry(rule, 'priority')) ?? 4096) }))
      .sort((a, b) => a.priority - b.priority)
      .flatMap(({ rule }) => rulesOf(rule, source, group.name));
    // From the start: those of the network may, everyone else may not.
    if (source !== 'internet')
      rules.push({
        at: group.at,
        name: `a rule that ${group.name} has from the start`,
        isAllow: true,
        from: 0,
        to: 65_535,
        isFor: true,
      });
    return openRules(rules, from, to);
  }
}

const EVERYONE = ['*', 'internet', 'any'];
const MOST_RANGES = 200;

/** One for each range of ports. */
function rulesOf(rule: ConfigValue, source: Source, group: string): OrderedRule[] {
  const protocol = textOf(entry(rule, 'protocol'))?.toLowerCase();
  if (protocol === 'icmp') return [];
  const name = textOf(entry(rule, 'name'));
  const access = textOf(entry(rule, 'access'))?.toLowerCase();
  const ports = [
    ...textsOf(entry(rule, 'destination_port_range')),
    ...textsOf(entry(rule, 'destination_port_ranges')),
  ].slice(0, MOST_RANGES);
  const isFor = access === undefined ? undefined : isForSource(rule, source);
  return (ports.length === 0 ? ['*'] : ports).map((text) => {
    const [from, to] = portsOf(text);
    return {
      at: rule.at,
      name: name === undefined ? group : `${name} of ${group}`,
      isAllow: access === 'allow',
      from,
      to,
      isFor,
    };
  });
}

/** `*`, `80`, `1000-2000`. */
function portsOf(text: string): readonly [number, number] {
  const [from = 0, to = from] = text.split('-').map(Number);
  return Number.isNaN(from) || Number.isNaN(to) ? [0, 65_535] : [from, to];
}

function isForSource(rule: ConfigValue, source: Source): boolean | undefined {
  const values = [entry(rule, 'source_address_prefix'), entry(rule, 'source_address_prefixes')];
  const texts = values.flatMap((value) => [...textsOf(value)]);
  if (texts.some((text) => EVERYONE.includes(text.toLowerCase()) || isEveryone(text))) return true;
  if (source !== 'internet') {
    if (texts.some((text) => text.toLowerCase() === 'virtualnetwork')) return true;
    const known = texts.flatMap((text) => source.ranges.map((range) => overlap(text, range)));
    if (known.includes(true)) return true;
  }
  return values.some((value) => value?.kind === 'unknown') ? undefined : false;
}
