/** Firewall rules of a network of Google: by priority, for machines with a tag or a service account. */
import { type ConfigValue, entry, type Resource, textOf } from '@theriac/core/configuration';
import { isEveryone } from '../addresses.ts';
import { type Decision, type OrderedRule, openRules } from '../ordered-rules.ts';
import { blocksAt, isText, type TerraformResources, textsOf } from '../terraform-references.ts';

export interface Machine {
  readonly resource: Resource;
  readonly tags: readonly string[];
  readonly accounts: readonly Resource[];
}

type Direction = 'INGRESS' | 'EGRESS';

export class Firewalls {
  readonly #all: TerraformResources;

  constructor(all: TerraformResources) {
    this.#all = all;
  }

  /** Rules that let everyone to a machine, or a machine to everyone. */
  open(rules: readonly Resource[], machine: Machine, direction: Direction): readonly Decision[] {
    const ordered = rules
      .filter(
        ({ values }) =>
          (textOf(entry(values, 'direction')) ?? 'INGRESS').toUpperCase() === direction &&
          !isText(values, 'disabled', 'true'),
      )
      .filter((rule) => this.#concerns(rule, machine))
      .map((rule) => ({
        rule,
        priority: Number(textOf(entry(rule.values, 'priority')) ?? 1000),
        isDeny: blocksAt(rule.values, 'deny').length > 0,
      }))
      // Of the same priority, what denies comes first.
      .sort((a, b) => a.priority - b.priority || Number(b.isDeny) - Number(a.isDeny))
      .flatMap(({ rule, isDeny }) => rulesOf(rule, isDeny, direction));
    return openRules(ordered, 0, 65_535);
  }

  #concerns(rule: Resource, { tags, accounts }: Machine): boolean {
    const { values } = rule;
    const wanted = textsOf(entry(values, 'target_tags'));
    const named = this.#all.referred(entry(values, 'target_service_accounts'), rule);
    const isLimited =
      entry(values, 'target_tags') !== undefined || entry(values, 'target_service_accounts') !== undefined;
    return (
      !isLimited || wanted.some((tag) => tags.includes(tag)) || named.some((one) => accounts.includes(one))
    );
  }
}

const MOST_PORTS = 200;

function rulesOf(rule: Resource, isDeny: boolean, direction: Direction): OrderedRule[] {
  const { values, name } = rule;
  const isFor = isForEveryone(values, direction);
  return blocksAt(values, isDeny ? 'deny' : 'allow').flatMap((block): OrderedRule[] => {
    const protocol = textOf(entry(block, 'protocol'))?.toLowerCase();
    if (protocol === 'icmp' || protocol === 'esp' || protocol === 'ah') return [];
    const ports = textsOf(entry(block, 'ports')).slice(0, MOST_PORTS);
    return (ports.length === 0 ? ['0-65535'] : ports).map((text) => {
      const [from = 0, to = from] = text.split('-').map(Number);
      const isKnown = !Number.isNaN(from) && !Number.isNaN(to);
      return {
        at: block.at,
        name,
        isAllow: !isDeny,
        from: isKnown ? from : 0,
        to: isKnown ? to : 65_535,
        isFor,
      };
    });
  });
}

function isForEveryone(values: ConfigValue, direction: Direction): boolean | undefined {
  const key = direction === 'INGRESS' ? 'source_ranges' : 'destination_ranges';
  const ranges = entry(values, key);
  if (ranges !== undefined && ranges.kind !== 'empty') {
    if (textsOf(ranges).some(isEveryone)) return true;
    const isOpen =
      ranges.kind === 'unknown' ||
      (ranges.kind === 'list' && ranges.items.some((one) => one.kind === 'unknown'));
    return isOpen ? undefined : false;
  }
  // Without any source it is everyone.
  return entry(values, 'source_tags') === undefined && entry(values, 'source_service_accounts') === undefined;
}
