import { type BomComponent, emptyBom } from '@theriac/core';
import { describe, expect, test } from 'vitest';
import { bomOf, component } from './make-bom.ts';
import { PROFILES, type ProfileId } from './profiles.ts';
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

describe('what says nothing satisfies nothing', () => {
  const nothing = [
    'NOASSERTION',
    'NONE',
    'unknown',
    'n/a',
    ' ',
    '-',
    '<unknown>',
    'null',
    'TBD',
    'Not specified',
  ];
  const lacks = (profile: ProfileId, id: string, change: Partial<BomComponent>): void => {
    const bom = complete(profile === 'fda');
    const components = bom.components.map((c) => (c.ref === 'pkg:npm/a@1.0.0' ? { ...c, ...change } : c));
    const [report] = judgeQuality({ ...bom, components }, [profile]);
    expect(report?.elements.find((e) => e.id === id)?.missing).toEqual(['pkg:npm/a@1.0.0']);
  };
  test.each(nothing)('%j as version, supplier and licence', (value) => {
    lacks('ntia', 'version', { version: value });
    lacks('ntia', 'supplier', { supplier: { ...party, name: value, email: 'x' } });
    lacks('cisa', 'licence', { licences: [{ kind: 'name', value }] });
    lacks('bsi', 'filename', { file: { name: value, executable: false, archive: true, structured: true } });
    const bom = complete(false);
    const [report] = judgeQuality({ ...bom, authors: [{ ...party, name: value }] }, ['ntia']);
    expect(report?.elements.find((e) => e.id === 'author')?.have).toBe(0);
  });
  test.each(['MIT AND', '(MIT', 'MIT MIT', 'Made-Up-1.0', 'MIT OR OR ISC', ''])(
    '%j is no SPDX licence',
    (value) => {
      for (const kind of ['id', 'expression'] as const)
        lacks('bsi', 'distribution-licence', { licences: [{ kind, value }] });
      lacks('cisa', 'licence', { licences: [{ kind: 'expression', value }] });
    },
  );
  test.each(['', ' ', '-', 'NOASSERTION'])('%j is no name', (value) =>
    lacks('ntia', 'name', { name: value }),
  );
  test('packages are called none and null', () => {
    const [report] = judgeQuality({ ...bomOf([component('pkg:npm/none@1'), component('pkg:npm/null@1')]) }, [
      'ntia',
    ]);
    expect(report?.elements.find((e) => e.id === 'name')?.missing).toEqual([]);
  });
  test('no licence and no statement are no licence', () => {
    for (const kind of ['none', 'no-assertion'] as const)
      lacks('cisa', 'licence', { licences: [{ kind, value: '' }] });
  });
  test.each([
    'http://',
    'https:///',
    'n/a',
    'example',
    'a@',
    '@b.example',
    'a@b',
    'a b@c.example',
    'http://localhost',
    'ftp://a.example',
  ])('%j is no address', (address) => {
    const { email: _, ...rest } = party;
    lacks('bsi', 'component-creator', { supplier: { ...rest, email: address } });
    lacks('bsi', 'component-creator', { supplier: { ...rest, urls: [address] } });
  });
  test('addresses that are some', () => {
    const { email: _, ...rest } = party;
    for (const supplier of [
      { ...rest, email: 'a.b@c.example' },
      { ...rest, urls: ['https://c.example/x'] },
      { ...rest, urls: ['mailto:a@c.example'] },
    ]) {
      const bom = complete(false);
      const [report] = judgeQuality({ ...bom, components: bom.components.map((c) => ({ ...c, supplier })) }, [
        'bsi',
      ]);
      expect(report?.conforms).toBe(true);
    }
  });
  test('identifiers, hashes, dates', () => {
    const { purl: _, ...bare } = component('pkg:npm/a@1.0.0', whole);
    for (const cpes of [['n/a'], ['cpe:2.3:*:*:*:*:*:*:*:*:*:*:*'], ['cpe:2.3:a:*:x:1:*:*:*:*:*:*:*']])
      lacks('ntia', 'identifier', { ...bare, purl: 'pkg:', cpes });
    lacks('cisa', 'hash', { hashes: [{ algorithm: 'SHA-256', value: '0'.repeat(64) }] });
    lacks('fda', 'end-of-support', { support: { levels: ['support'], endOfSupport: 'unknown' } });
    lacks('fda', 'support-level', { support: { levels: ['noAssertion'], endOfSupport: '2030-01-01' } });
  });
});

test.each([
  ['cyclonedx', '1.2', ['known-unknowns', 'support-level', 'end-of-support', 'vulnerability-assessment']],
  ['cyclonedx', '1.3', ['vulnerability-assessment']],
  ['cyclonedx', '1.6', []],
  ['spdx', '2.3', ['vulnerability-assessment']],
  ['spdx', '3.0.1', []],
] as const)('%s %s: what it has no place for is not asked', (format, version, ids) => {
  const bom = complete(false);
  const bare = {
    ...bom,
    source: { format, version, encoding: 'json' as const },
    compositions: [],
    components: bom.components.map(({ support: _, ...c }) => c),
  };
  const [report] = judgeQuality(bare, ['fda']);
  expect(report?.elements.filter((e) => e.notCarried === true).map((e) => e.id)).toEqual(ids);
});

test('files of SPDX are not asked for what SPDX cannot say of files, those of CycloneDX are', () => {
  const { purl: _, ...bare } = component('f');
  const file: BomComponent = { ...bare, ref: 'f', name: './f', kind: 'file' };
  const bom = complete(false);
  const asked = (format: 'spdx' | 'cyclonedx', version: string) =>
    judgeQuality(
      { ...bom, components: [...bom.components, file], source: { format, version, encoding: 'json' } },
      ['ntia'],
    )[0]?.conforms;
  expect([asked('spdx', '2.3'), asked('cyclonedx', '1.6')]).toEqual([true, false]);
});
