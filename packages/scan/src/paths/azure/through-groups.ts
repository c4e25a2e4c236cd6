/** What comes from the internet and has to pass the security groups of an interface. */
import type { Hop } from '@theriac/core/configuration';
import { type Answered, allOf, doubtOf, unknown, yes } from '../answers.ts';
import { tlsOfPort } from '../ports.ts';
import type { Azure } from './azure.ts';
import type { Interface } from './places.ts';

/** Each group has to let it through; one hop for each rule of the first. */
export function hopsThrough(
  { all, rules }: Azure,
  { owner, groups, isBasic }: Interface,
  address: Answered,
): Omit<Hop, 'from'>[] {
  const [first, ...others] = groups;
  const base = { to: all.id(owner), authentication: 'unknown', isUsed: true } as const;
  if (first === undefined) {
    // The kind Standard is closed without a group.
    if (isBasic === false) return [];
    const way = allOf(
      address,
      isBasic === true ? yes() : unknown('the kind of its public address is not known'),
    );
    return [
      {
        ...base,
        at: owner.at,
        by: 'it has a public address, and no security group',
        cut: 'give its subnet a network security group',
        tls: 'unknown',
        ...doubtOf(way),
      },
    ];
  }
  return rules.letIn(first, 'internet', 0, 65_535).flatMap((decision): Omit<Hop, 'from'>[] => {
    if (decision.state === 'no') return [];
    const { rule } = decision;
    const rest = others.map((group): Answered => {
      const [open] = rules.letIn(group, 'internet', rule.from, rule.to);
      if (open === undefined || open.state === 'no') return { state: 'no' };
      if (open.state === 'unknown') return unknown(`whom ${open.rule.name} lets in is not known`);
      return yes({
        at: open.rule.at,
        by: `${open.rule.name} lets every address in`,
        cut: 'name the addresses in the rule',
      });
    });
    const isIn = decision.state === 'yes' ? yes() : unknown(`whom ${rule.name} lets in is not known`);
    const way = allOf(address, isIn, ...rest);
    if (way.state === 'no') return [];
    const ports = rule.from === 0 && rule.to === 65_535 ? 'every port' : `port ${rule.from}`;
    return [
      {
        ...base,
        at: rule.at,
        by: `it has a public address, and ${rule.name} lets every address to ${rule.from === rule.to || ports === 'every port' ? ports : `ports ${rule.from}–${rule.to}`}`,
        cut: 'name the addresses in the rule of the security group',
        tls: rule.from === rule.to ? tlsOfPort(rule.from) : 'unknown',
        ...doubtOf(way),
      },
    ];
  });
}
