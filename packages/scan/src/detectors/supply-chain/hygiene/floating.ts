/** Manifests that ship with ranges and without a lockfile. */
import { command, type Extractor, type Inventory, type RawFinding, type Root } from '@theriac/core';
import { folderOf } from '../../../target/paths.ts';
import { findingsOf } from './hit.ts';

/** @param lockCommands extractor id → the command that writes the lockfile of its manifest */
export function floatingFindings(
  inventory: Inventory,
  lockCommands: ReadonlyMap<string, NonNullable<Extractor['lockCommand']>>,
): RawFinding[] {
  const findings: RawFinding[] = [];
  const floating = new Map<string, string[]>();
  for (const component of inventory.components) {
    if (component.version !== null || component.firstParty === true) continue;
    if (
      component.scope !== 'production' ||
      (component.origin !== undefined && component.origin.kind !== 'registry')
    )
      continue;
    const list = floating.get(component.root);
    if (list === undefined) floating.set(component.root, [component.name]);
    else list.push(component.name);
  }
  for (const root of inventory.roots) {
    const names = floating.get(root.id);
    const locks = lockCommandOf(root, lockCommands.get(root.extractor));
    if (names === undefined || locks === undefined) continue;
    const shown = [...names].sort().slice(0, 5).join(', ');
    for (const each of findingsOf(
      root.path,
      [
        {
          rule: 'NO-LOCKFILE',
          line: 1,
          observed: `${names.length} production dependencies, for instance ${shown}`,
          name: '',
          step: command(locks, folderOf(root.path)),
        },
      ],
      'production',
    ))
      findings.push(each);
  }
  return findings;
}

function lockCommandOf({ variant = '' }: Root, locks: Extractor['lockCommand']): string | undefined {
  return typeof locks === 'object' ? (locks[variant] ?? locks['']) : locks;
}
