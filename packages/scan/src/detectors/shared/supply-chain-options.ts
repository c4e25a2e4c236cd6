/** What the project's configuration takes away from the findings of supply-chain detectors. */
import type { Inventory, RawFinding } from '@theriac/core';
import { isIgnoredRule, type SupplyChainConfig } from '@theriac/govern';

/** The findings that no row under `supplyChain.ignore` speaks of. */
export function withoutIgnored(
  findings: readonly RawFinding[],
  { ignore }: Pick<SupplyChainConfig, 'ignore'>,
  inventory: Pick<Inventory, 'components'>,
): readonly RawFinding[] {
  if (ignore.length === 0) return findings;
  const names = new Map(inventory.components.map((c) => [c.id, c.name]));
  return findings.filter(({ rule, subject, locations, key }) => {
    const path = 'path' in subject ? subject.path : (locations[0]?.path ?? '');
    // Findings about files name the package in their key: `name` or `name@version`.
    const name = 'component' in subject ? names.get(subject.component) : key.replace(/(?<=.)@[^@/]*$/, '');
    return !isIgnoredRule(ignore, rule.id, path, name);
  });
}
