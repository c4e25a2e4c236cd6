/** Manifests that ship with ranges and without a lockfile. */
import type { Inventory, RawFinding } from '@theriac/core';
import { findingsOf } from './hit.ts';

/** Readers of manifests that speak only where no lockfile does, and the command that writes one. */
const MANIFESTS: Readonly<Record<string, string>> = {
  'npm/package-json': 'npm install --package-lock-only',
  'pypi/pyproject': 'uv lock',
  'pypi/pipfile': 'pipenv lock',
  'cargo/cargo-manifest': 'cargo generate-lockfile',
  'composer/composer-json': 'composer update --lock',
  'gem/gemfile': 'bundle lock',
};

export function floatingFindings(inventory: Inventory): RawFinding[] {
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
    const command = Object.hasOwn(MANIFESTS, root.extractor) ? MANIFESTS[root.extractor] : undefined;
    if (names === undefined || command === undefined) continue;
    const shown = [...names].sort().slice(0, 5).join(', ');
    findings.push(
      ...findingsOf(
        root.path,
        [
          {
            rule: 'NO-LOCKFILE',
            line: 1,
            observed: `${names.length} production dependencies, for instance ${shown}`,
            snippet: command,
          },
        ],
        'production',
      ),
    );
  }
  return findings;
}
