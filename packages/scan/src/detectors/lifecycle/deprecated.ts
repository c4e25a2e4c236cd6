/** Packages that their authors deprecated, as lockfiles record it: npm `deprecated`, Composer `abandoned`. */
import {
  aboutComponent,
  type Component,
  command,
  type DeprecatedPackage,
  type Inventory,
  type RawFinding,
} from '@theriac/core';
import { rulesOf } from '../shared/rule-rows.ts';

export const DEPRECATED_RULES = rulesOf('THERIAC-LC', 'lifecycle', {
  DEPRECATED: {
    title: 'Package is deprecated by its authors',
    severity: 'medium',
    cwe: ['CWE-1104'],
    rationale: 'Its authors advise against using this version; vulnerabilities in it may stay unfixed.',
    remediation: 'Move to the replacement that the authors name.',
  },
  'DEPRECATED-INDIRECT': {
    title: 'Transitive dependency is deprecated by its authors',
    severity: 'low',
    cwe: ['CWE-1104'],
    rationale: 'Its authors advise against using this version; vulnerabilities in it may stay unfixed.',
    remediation: 'Update the package that depends on it.',
  },
} as const);

const MOST_TEXT = 200;

/** One finding per package under a root, at the components of the lockfile. */
export function deprecatedFindings(
  path: string,
  deprecated: readonly DeprecatedPackage[],
  inventory: Inventory,
): RawFinding[] {
  const wanted = new Map(deprecated.map((d) => [`${d.name}@${(d.version ?? '').replace(/^v/, '')}`, d]));
  const findings = new Map<string, RawFinding>();
  for (const component of inventory.components) {
    if (component.location.path !== path) continue;
    const found = wanted.get(`${component.name}@${(component.version ?? '').replace(/^v/, '')}`);
    const key = `${component.root}\n${component.name}\n${component.version ?? ''}`;
    if (found === undefined || findings.has(key)) continue;
    findings.set(key, findingOf(component, found));
  }
  return [...findings.values()];
}

/** What a bill of materials says of its components. */
export function statedDeprecations({ components }: Inventory): RawFinding[] {
  return components.flatMap((component) => {
    const message = component.stated?.deprecated;
    return message === undefined
      ? []
      : [findingOf(component, { name: component.name, version: component.version, message })];
  });
}

function findingOf(component: Component, { message, version }: DeprecatedPackage): RawFinding {
  const rule = component.direct ? DEPRECATED_RULES.DEPRECATED : DEPRECATED_RULES['DEPRECATED-INDIRECT'];
  return {
    rule,
    subject: aboutComponent(component.id),
    key: '',
    locations: [component.location],
    evidence: [
      {
        source: 'detector/lifecycle',
        observed: `${component.name} ${version ?? ''}: ${message.replace(/\s+/g, ' ').slice(0, MOST_TEXT)}`,
      },
    ],
    action: component.direct ? `Replace ${component.name}` : `Update what depends on ${component.name}`,
    steps: [command(`theriac why ${component.name}`)],
  };
}
