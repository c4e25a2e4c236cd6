/** Lists of rules of which the first that fits decides: network ACLs, security groups of Azure, firewalls of Google. */
import type { Place } from '@theriac/core/configuration';

export interface OrderedRule {
  readonly at: Place;
  /** For people: `rule 100 of aws_network_acl.main`. */
  readonly name: string;
  readonly isAllow: boolean;
  readonly from: number;
  readonly to: number;
  /** Whether it holds for the source in question; undefined: not known. */
  readonly isFor: boolean | undefined;
}

export type Decision =
  | { readonly state: 'yes'; readonly rule: OrderedRule }
  | { readonly state: 'no' }
  | { readonly state: 'unknown'; readonly rule: OrderedRule };

/** Rules that let the source to a port between the two, in their order; or the first that may do so. */
export function openRules(rules: readonly OrderedRule[], from: number, to: number): readonly Decision[] {
  const ports = new Set([
    from,
    ...rules.flatMap((rule) => [rule.from, rule.to + 1]).filter((port) => from < port && port <= to),
  ]);
  const open = new Map<OrderedRule, Decision>();
  for (const port of ports) {
    const rule = rules.find((one) => one.from <= port && port <= one.to && one.isFor !== false);
    if (rule === undefined) continue;
    if (rule.isFor === undefined) open.set(rule, { state: 'unknown', rule });
    else if (rule.isAllow) open.set(rule, { state: 'yes', rule });
  }
  const known = [...open.values()].filter(({ state }) => state === 'yes');
  return known.length > 0 ? known : [...open.values()].slice(0, 1);
}

/** Whether any port between the two is open. */
export function decide(rules: readonly OrderedRule[], from: number, to: number): Decision {
  return openRules(rules, from, to)[0] ?? { state: 'no' };
}
