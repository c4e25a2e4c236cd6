/** Settings that nothing in the target answers to: out of date, or with a typing error that hides what was meant. */
import {
  type Component,
  count,
  type EcosystemId,
  ecosystem,
  isNamed,
  nearest,
  type VexStatement,
} from '@theriac/core';
import type { Config } from '@theriac/govern';

/**
 * @param needed ecosystems of the inventory
 * @param vexUsed `source` of the VEX statements that are about some finding
 */
export function unusedSettings(
  { policy, support }: Pick<Config, 'policy' | 'support'>,
  vex: readonly VexStatement[],
  found: {
    readonly components: readonly Component[];
    readonly needed: readonly EcosystemId[];
    readonly vexUsed: ReadonlySet<string>;
  },
): string[] {
  return [
    ...policy.acceptUnmatched
      .filter((id) => !found.needed.includes(id))
      .map((id) => `policy.acceptUnmatched: nothing of ${ecosystem(id).title} was found`),
    ...support
      .filter((entry) => !found.components.some((c) => isNamed(entry.package, c)))
      .map(
        ({ source, package: name }) =>
          `${source}: support of ${name} matches no component${hint(name, found.components)}`,
      ),
    ...unusedVex(vex, found.vexUsed),
  ];
}

function hint(given: string, components: readonly Component[]): string {
  const near = nearest(given, [...new Set(components.map((c) => c.name))].sort());
  return near === undefined ? '' : `; did you mean ${near}?`;
}

/** One line per document: vendors publish statements about many products at once. */
function unusedVex(vex: readonly VexStatement[], used: ReadonlySet<string>): string[] {
  const documents = Map.groupBy(vex, ({ source }) => source.slice(0, source.lastIndexOf('#')));
  return [...documents].flatMap(([document, statements]) => {
    const [first, ...others] = statements.filter(({ source }) => !used.has(source));
    if (first === undefined) return [];
    const which = `${first.source} about ${first.vulnerability[0] ?? 'nothing'}`;
    if (statements.length === 1) return [`${document}: VEX statement ${which} matches no finding`];
    return [
      `${document}: ${others.length + 1} of ${count(statements.length, 'VEX statement')} match no finding, for instance ${which}`,
    ];
  });
}
