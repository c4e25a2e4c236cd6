import { type BomComponent, emptyBom } from '@theriac/core';
import { describe, expect, test } from 'vitest';
import { bomOf, component } from './make-bom.ts';
import { PROFILES } from './profiles.ts';
import { judgeQuality } from './quality.ts';

const party = {
  kind: 'organization',
  name: 'Acme',
  email: 'sbom@acme.example',
  urls: [],
  contacts: [],
} as const;
/** Everything that any profile asks of a component. */
const whole: Partial<BomComponent> = {
  supplier: party,
  hashes: [{ algorithm: 'SHA-512', value: 'a'.repeat(128) }],
  licences: [{ kind: 'id', value: 'MIT' }],
  file: { name: 'a.tgz', executable: false, archive: true, structured: true },
  support: { levels: ['support'], endOfSupport: '2030-01-01', saidBy: 'Acme' },
};
const complete = (vulnerable: boolean) => {
  const bom = bomOf([component('pkg:npm/a@1.0.0', whole)], {
    id: 'urn:uuid:00000000-0000-4000-8000-000000000000',
    authors: [party],
    tools: [{ form: 'component', name: 'theriac', hashes: [], externalReferences: [] }],
    lifecycles: [{ phase: 'build' }],
  });
  const [product, ...others] = bom.components;
  return {
    ...bom,
    components:
      product === undefined ? [] : [{ ...product, ...whole, purl: 'pkg:generic/portal@2.0.0' }, ...others],
    compositions: [
      {
        aggregate: 'complete' as const,
        assemblies: [],
        dependencies: ['product', 'pkg:npm/a@1.0.0'],
        vulnerabilities: [],
      },
    ],
    vulnerabilities: vulnerable
      ? [
          {
            ref: 'v',
            id: 'CVE-2026-1',
            aliases: [],
            ratings: [],
            cwes: [],
            advisories: [],
            properties: [],
            analysis: { state: 'not_affected' as const, responses: [] },
            affects: [{ ref: 'pkg:npm/a@1.0.0', versions: [] }],
          },
        ]
      : [],
  };
};

test.each(PROFILES.map((p) => p.id))('%s: a document with everything conforms and scores 100', (id) => {
  const [report] = judgeQuality(complete(id === 'fda'), [id]);
  const lacking = report?.elements.filter((e) => e.have < e.asked).map((e) => e.id);
  expect(lacking).toEqual([]);
  expect(report).toMatchObject({ conforms: true, score: 100 });
});

describe('each element of each profile', () => {
  /** Takes from the whole document what the element asks for. */
  const without: Readonly<Record<string, (c: BomComponent) => BomComponent>> = {
    supplier: ({ supplier: _, ...c }) => c,
    producer: ({ supplier: _, ...c }) => c,
    'component-creator': ({ supplier: _, ...c }) => c,
    version: ({ version: _, ...c }) => c,
    identifier: ({ purl: _, ...c }) => c,
    hash: (c) => ({ ...c, hashes: [] }),
    sha512: (c) => ({ ...c, hashes: [{ algorithm: 'SHA-512', value: 'cut' }] }),
    licence: (c) => ({ ...c, licences: [{ kind: 'no-assertion', value: '' }] }),
    'distribution-licence': (c) => ({ ...c, licences: [{ kind: 'name', value: 'some licence' }] }),
    filename: ({ file: _, ...c }) => c,
    executable: ({ file: _, ...c }) => c,
    archive: ({ file: _, ...c }) => c,
    structured: ({ file: _, ...c }) => c,
    'support-level': ({ support: _, ...c }) => c,
    'end-of-support': (c) => ({ ...c, support: { levels: ['support'] } }),
    name: (c) => ({ ...c, name: ' ' }),
  };
  const rows = PROFILES.flatMap((p) =>
    p.elements
      .filter((e) => e.of === 'component' && e.id !== 'relationship')
      .map((e) => [p.id, e.id] as const),
  );
  test.each(rows)('%s %s: is missed where it is missing, by name', (profile, id) => {
    const take = without[id];
    if (take === undefined) throw new RangeError(`no case for ${id}`);
    const bom = complete(profile === 'fda');
    const [report] = judgeQuality(
      { ...bom, components: bom.components.map((c) => (c.ref === 'pkg:npm/a@1.0.0' ? take(c) : c)) },
      [profile],
    );
    const element = report?.elements.find((e) => e.id === id);
    expect(element?.missing).toEqual(['pkg:npm/a@1.0.0']);
    expect(element?.remedy).not.toBe('');
    expect(report?.score).toBeLessThan(100);
    if (element?.level === 'must') expect(report?.conforms).toBe(false);
  });
});

test('a component that nothing leads to and that leads nowhere lacks its relationship', () => {
  const lone = component('pkg:npm/lone@1.0.0', whole);
  const bom = complete(false);
  const [report] = judgeQuality({ ...bom, components: [...bom.components, lone] }, ['ntia']);
  expect(report?.elements.find((e) => e.id === 'relationship')?.missing).toEqual([lone.ref]);
});

test('vulnerabilities inside break BSI and make FDA', () => {
  expect(judgeQuality(complete(true), ['bsi'])[0]?.conforms).toBe(false);
  expect(judgeQuality(complete(false), ['fda'])[0]?.conforms).toBe(false);
});

test.each([
  ['cyclonedx', '1.5', 'json', false],
  ['cyclonedx', '1.6', 'xml', true],
  ['cyclonedx', '1.7', 'json', true],
  ['spdx', '2.3', 'json', false],
  ['spdx', '3.0.1', 'json', true],
] as const)('BSI and %s %s as %s: %s', (format, version, encoding, good) => {
  const [report] = judgeQuality({ ...complete(false), source: { format, version, encoding } }, ['bsi']);
  expect(report?.conforms).toBe(good);
});

test('an empty document conforms to nothing', () => {
  for (const report of judgeQuality(emptyBom(), ['ntia', 'cisa', 'bsi', 'fda']))
    expect(report).toMatchObject({ conforms: false });
});
