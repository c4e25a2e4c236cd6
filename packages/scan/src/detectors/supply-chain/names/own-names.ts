/** Names of the project itself that a registry is asked for. */
import {
  aboutComponent,
  type Component,
  ecosystem,
  edit,
  type Inventory,
  type RawFinding,
  type TargetFile,
} from '@theriac/core';
import { asObject, get, type JsonValue } from '@theriac/read/json';
import { NAME_RULES } from './name-rules.ts';

/**
 * Packages that come from a registry although a package of that name is in this repository, which is marked as
 * never to be published: whoever holds the name in the registry is somebody else.
 */
export function ownNameFindings(
  inventory: Inventory,
  file: (path: string) => TargetFile | null,
): RawFinding[] {
  const own = new Map<string, string>();
  for (const root of inventory.roots) {
    if (root.ecosystem === 'npm' && root.name !== undefined && root.path.endsWith('package.json')) {
      own.set(ecosystem('npm').normalizeName(root.name), root.path);
    }
  }
  if (own.size < 2) return [];
  const findings = new Map<string, RawFinding>();
  for (const component of inventory.components) {
    const path = own.get(component.name);
    if (path === undefined || !fromRegistry(component) || !isPrivate(file(path))) continue;
    const key = `${component.root}\n${component.name}`;
    if (findings.has(key)) continue;
    findings.set(key, {
      rule: NAME_RULES['UNBOUND-INTERNAL-NAME'],
      subject: aboutComponent(component.id),
      key: '',
      locations: [component.location, { path }],
      evidence: [
        {
          source: 'detector/names',
          observed: `${component.name} from a registry`,
          expected: `${path}, which is private`,
        },
      ],
      action: `Request ${component.name} through the workspace`,
      steps: [edit(`"${component.name}": "workspace:*"`, 'package.json')],
    });
  }
  return [...findings.values()];
}

function fromRegistry(component: Component): boolean {
  return (
    component.ecosystem === 'npm' && component.firstParty !== true && component.origin?.kind === 'registry'
  );
}

function isPrivate(manifest: TargetFile | null): boolean {
  try {
    return get(asObject(JSON.parse(manifest?.text() ?? 'null') as JsonValue), 'private') === true;
  } catch {
    // A manifest that cannot be read says nothing; the extractor reports it.
    return false;
  }
}
