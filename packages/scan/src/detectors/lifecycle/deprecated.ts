/** What lockfiles say of packages that their authors gave up: npm `deprecated`, Composer `abandoned`. */
import type { Component, Inventory, RawFinding } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonValue } from '@theriac/read/json';
import { rulesOf } from '../shared/rule-rows.ts';

export const DEPRECATED_RULES = rulesOf('THERIAC-LC', 'lifecycle', {
  DEPRECATED: {
    title: 'Package is deprecated by its authors',
    severity: 'medium',
    cwe: ['CWE-1104'],
    rationale: 'Its authors say that nobody should use this version any more; flaws in it may stay open.',
    remediation: 'Move to what the authors name instead.',
  },
  'DEPRECATED-INDIRECT': {
    title: 'Package that another one pulls in is deprecated by its authors',
    severity: 'low',
    cwe: ['CWE-1104'],
    rationale: 'Its authors say that nobody should use this version any more; flaws in it may stay open.',
    remediation: 'Update the package that pulls it in.',
  },
} as const);

interface GivenUp {
  readonly name: string;
  readonly version: string;
  /** What the authors say, or name instead. */
  readonly says: string;
}

/** @returns null for text that is no lockfile of this kind */
export function givenUpIn(name: string, text: string): GivenUp[] {
  if (name === 'pnpm-lock.yaml') return inPnpm(text);
  let top: JsonValue;
  try {
    top = JSON.parse(text) as JsonValue;
  } catch {
    // The extractor of the lockfile reports what cannot be read.
    return [];
  }
  return name === 'composer.lock' ? inComposer(asObject(top)) : inNpm(asObject(top));
}

function inNpm(top: ReturnType<typeof asObject>): GivenUp[] {
  return Object.entries(asObject(get(top, 'packages'))).flatMap(([location, value]) => {
    const entry = asObject(value);
    const says = asString(get(entry, 'deprecated'));
    const at = location.lastIndexOf('node_modules/');
    if (says === undefined || at < 0) return [];
    return [
      {
        name: asString(get(entry, 'name')) ?? location.slice(at + 13),
        version: asString(get(entry, 'version')) ?? '',
        says,
      },
    ];
  });
}

function inComposer(top: ReturnType<typeof asObject>): GivenUp[] {
  return ['packages', 'packages-dev'].flatMap((section) =>
    asArray(get(top, section)).flatMap((value) => {
      const entry = asObject(value);
      const abandoned = get(entry, 'abandoned');
      const name = asString(get(entry, 'name'));
      if (name === undefined || abandoned === undefined || abandoned === false) return [];
      const instead = asString(abandoned);
      return [
        {
          name,
          version: asString(get(entry, 'version')) ?? '',
          says: instead === undefined ? 'abandoned' : `abandoned; use ${instead}`,
        },
      ];
    }),
  );
}

function inPnpm(text: string): GivenUp[] {
  const found: GivenUp[] = [];
  let key = '';
  for (const line of text.split('\n')) {
    if (/^ {2}\S.*:\s*$/.test(line))
      key = line
        .trim()
        .slice(0, -1)
        .replace(/^['"]|['"]$/g, '')
        .replace(/^\//, '')
        .replace(/\(.*$/, '');
    const says = /^ {4}deprecated:\s*(.+)$/.exec(line)?.[1];
    const at = key.lastIndexOf('@');
    if (says !== undefined && at > 0)
      found.push({
        name: key.slice(0, at),
        version: key.slice(at + 1),
        says: says.replace(/^['"]|['"]$/g, ''),
      });
  }
  return found;
}

const MOST_TEXT = 200;

/** One finding a package under a root, at the components that the lockfile gave. */
export function deprecatedFindings(
  path: string,
  givenUp: readonly GivenUp[],
  inventory: Inventory,
): RawFinding[] {
  if (givenUp.length === 0) return [];
  const wanted = new Map(givenUp.map((g) => [`${g.name}@${g.version.replace(/^v/, '')}`, g]));
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

function findingOf(component: Component, { says, version }: GivenUp): RawFinding {
  const rule = component.direct ? DEPRECATED_RULES.DEPRECATED : DEPRECATED_RULES['DEPRECATED-INDIRECT'];
  return {
    rule,
    subject: { component: component.id },
    key: '',
    locations: [component.location],
    evidence: [
      {
        source: 'detector/lifecycle',
        observed: `${component.name} ${version}: ${says.replace(/\s+/g, ' ').slice(0, MOST_TEXT)}`,
      },
    ],
    action: component.direct ? `Replace ${component.name}` : `Update what pulls ${component.name} in`,
    snippet: `theriac why ${component.name}`,
  };
}
