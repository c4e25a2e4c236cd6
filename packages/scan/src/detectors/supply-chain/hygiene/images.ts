/** Container images of the inventory that are not named by digest, file by file. */
import { type Component, edit, type Inventory, type RawFinding } from '@theriac/core';
import { findingsOf, type Hit } from './hit.ts';

export function imageFindings(inventory: Inventory): RawFinding[] {
  const byFile = new Map<string, { hits: Hit[]; shipped: boolean }>();
  for (const component of inventory.components) {
    if (component.ecosystem !== 'docker' || component.qualifiers?.digest !== undefined) continue;
    const version = component.version ?? '';
    // `sha256:…` as version: named by digest alone. A null version is a variable, of which a known unknown speaks.
    if (component.version === null || /^sha\d+:/.test(version)) continue;
    const latest = version === 'latest';
    const { path, line = 1 } = component.location;
    const file = byFile.get(path) ?? { hits: [], shipped: false };
    byFile.set(path, file);
    file.shipped ||= component.scope === 'production';
    file.hits.push({
      rule: latest ? 'IMAGE-LATEST' : 'IMAGE-UNPINNED',
      line,
      observed: labelOf(component),
      name: component.name,
      step: edit(`${component.name}:${latest ? '<version>' : version}@sha256:<digest>`),
    });
  }
  return [...byFile].flatMap(([path, { hits, shipped }]) =>
    findingsOf(path, hits, shipped ? 'production' : 'build'),
  );
}

function labelOf({ name, version }: Component): string {
  return `${name}:${version ?? ''}`;
}
