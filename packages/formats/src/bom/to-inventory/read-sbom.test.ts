import type { ExtractResult } from '@theriac/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderReport } from '../../reports/index.ts';
import { sampleResult } from '../../testdata/sample-result.ts';
import { readSbom } from './read-sbom.ts';

const cyclone = (over: object) =>
  readSbom(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...over }, null, 1), 'sbom.json');
const spdx = (over: object) =>
  readSbom(
    JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', ...over }, null, 1),
    'sbom.json',
  );

function facts(result: ExtractResult | null): object {
  const components = result?.roots[0]?.components ?? [];
  return {
    components: components.length,
    direct: components.filter((c) => c.direct).length,
    edges: components.reduce((sum, c) => sum + (c.dependsOn?.length ?? 0), 0),
    losses: result?.unknowns.filter((u) => u.losesComponents).length,
  };
}
const messages = (result: ExtractResult | null): string[] => result?.unknowns.map((u) => u.message) ?? [];
const library = (ref: string, over: object = {}): object => ({
  type: 'library',
  'bom-ref': ref,
  name: ref,
  version: '1.0.0',
  purl: `pkg:npm/${ref}@1.0.0`,
  ...over,
});

describe('CycloneDX', () => {
  test('scope and graph: direct is what the product depends on', async () => {
    const result = await cyclone({
      metadata: { component: { 'bom-ref': 'app', name: 'portal', version: '2.0' } },
      components: [
        library('a', { components: [library('nested')] }),
        library('b', { scope: 'excluded' }),
        library('c', { scope: 'optional', hashes: [{ alg: 'SHA-256', content: 'AB'.repeat(32) }] }),
      ],
      dependencies: [
        { ref: 'app', dependsOn: ['a', 'b'] },
        { ref: 'a', dependsOn: ['c'] },
      ],
    });
    const [root] = result?.roots ?? [];
    expect(root).toMatchObject({ name: 'portal', version: '2.0', ecosystem: 'generic' });
    expect(root?.components.map((c) => [c.name, c.scope, c.direct, c.dependsOn])).toEqual([
      ['a', 'production', true, ['c']],
      ['nested', 'production', false, undefined],
      ['b', 'development', true, undefined],
      ['c', 'optional', false, undefined],
    ]);
    expect(root?.components.at(-1)?.hashes).toEqual([{ algorithm: 'sha256', hex: 'ab'.repeat(32) }]);
    expect(root?.components[0]?.location).toEqual({ path: 'sbom.json', line: expect.any(Number) });
    expect(result?.unknowns).toEqual([]);
  });

  test('a manifest without packages, written by Theriac, is the project itself and no gap', async () => {
    const manifest = {
      type: 'application',
      'bom-ref': 'theriac:root:npm/package-json:a/package.json',
      name: 'colorbrewer',
      version: '1.0.0',
      properties: [{ name: 'theriac:root', value: 'npm/package-json:a/package.json' }],
    };
    const result = await cyclone({ components: [manifest, library('a')] });
    expect(result?.roots[0]?.components.map((c) => [c.name, c.firstParty])).toEqual([
      ['colorbrewer', true],
      ['a', undefined],
    ]);
    expect(messages(result).filter((m) => m.includes('colorbrewer'))).toEqual([]);
  });

  test('what cannot be looked up is listed as generic and reported', async () => {
    const result = await cyclone({
      metadata: { component: { 'bom-ref': 'app', name: 'portal' } },
      components: [
        { name: 'firmware', version: '1', 'bom-ref': 'f' },
        library('bad', { purl: 'pkg:npm' }),
        library('odd', { purl: 'pkg:qpkg/github.com/a/b@1' }),
        library('new', { purl: 'pkg:npm/new', version: undefined }),
      ],
      dependencies: [{ ref: 'app', dependsOn: ['f', 'bad', 'odd', 'new'] }],
    });
    expect(result?.roots[0]?.components.map((c) => c.ecosystem)).toEqual([
      'generic',
      'generic',
      'generic',
      'npm',
    ]);
    expect(messages(result)).toEqual([
      'firmware has no package URL, so it was looked up nowhere',
      'the package URL of bad is not valid, so it was looked up nowhere',
      'odd is of package type qpkg, which has no advisories here',
      'new has no version',
    ]);
  });

  test('graph problems are reported: duplicates, dangling edges, cycles, other documents', async () => {
    const result = await cyclone({
      metadata: { component: { 'bom-ref': 'app', name: 'portal' } },
      components: [library('a'), library('a'), library('b')],
      dependencies: [
        { ref: 'app', dependsOn: ['a', 'ghost'] },
        { ref: 'a', dependsOn: ['b', 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#x'] },
        { ref: 'b', dependsOn: ['a'] },
        { ref: 'phantom', dependsOn: [] },
      ],
    });
    expect(messages(result)).toEqual([
      'duplicate bom-ref a; edges go to the first',
      'app depends on ghost, which is not listed',
      'a depends on what another document lists',
      'dependencies are given for phantom, which is not listed',
      'the dependencies form a cycle, for instance through a; they were read as written',
    ]);
    expect(facts(result)).toEqual({ components: 3, direct: 1, edges: 2, losses: 3 });
  });

  test('a document that says it is incomplete is believed', async () => {
    const result = await cyclone({
      components: [library('a')],
      compositions: [
        { aggregate: 'incomplete_first_party_only', assemblies: ['a'] },
        { aggregate: 'unknown' },
        { aggregate: 'complete', assemblies: ['a'] },
        { aggregate: 'incomplete', vulnerabilities: ['v'] },
      ],
    });
    expect(messages(result).slice(0, 2)).toEqual([
      'the document says that what belongs to a is not complete (incomplete_first_party_only)',
      'the document says that it is not known whether its list is complete',
    ]);
    expect(facts(result)).toMatchObject({ losses: 2 });
  });

  test('an unknown version of the format and a duplicate key may lose components', async () => {
    expect(messages(await cyclone({ specVersion: '3.0', components: [] }))).toEqual([
      'CycloneDX 3.0 is none of 1.2 to 1.7; it was read like the newest of them',
      'the document lists no components',
    ]);
    const twice = await readSbom(
      '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[1],"components":[]}',
      'x',
    );
    expect(messages(twice)).toContain('duplicate key "components" in the document; the last one was used');
  });
});

describe('SPDX', () => {
  const item = (id: string, over: object = {}): object => ({
    SPDXID: `SPDXRef-${id}`,
    name: id,
    versionInfo: '1.0.0',
    licenseDeclared: 'MIT',
    externalRefs: [
      {
        referenceCategory: 'PACKAGE_MANAGER',
        referenceType: 'purl',
        referenceLocator: `pkg:npm/${id}@1.0.0`,
      },
    ],
    ...over,
  });
  const relation = (from: string, relationshipType: string, to: string): object => ({
    spdxElementId: from === 'DOCUMENT' ? 'SPDXRef-DOCUMENT' : `SPDXRef-${from}`,
    relationshipType,
    relatedSpdxElement: to === 'NOASSERTION' ? to : `SPDXRef-${to}`,
  });

  test('relationship types give direction and scope', async () => {
    const result = await spdx({
      packages: [item('app'), item('a'), item('b'), item('c'), item('d')],
      relationships: [
        relation('DOCUMENT', 'DESCRIBES', 'app'),
        relation('app', 'DEPENDS_ON', 'a'),
        relation('b', 'DEV_DEPENDENCY_OF', 'app'),
        relation('b', 'DEPENDS_ON', 'c'),
        relation('d', 'OPTIONAL_DEPENDENCY_OF', 'a'),
      ],
    });
    expect(result?.roots[0]?.components.map((c) => [c.name, c.scope, c.direct, c.licence])).toEqual([
      ['a', 'production', true, 'MIT'],
      ['b', 'development', true, 'MIT'],
      ['c', 'development', false, 'MIT'],
      ['d', 'optional', false, 'MIT'],
    ]);
    expect(result?.unknowns).toEqual([]);
  });

  test('NOASSERTION and elements of other documents may lose components', async () => {
    const result = await spdx({
      packages: [item('app'), item('a')],
      documentDescribes: ['SPDXRef-app'],
      relationships: [
        relation('app', 'CONTAINS', 'a'),
        relation('a', 'DEPENDS_ON', 'NOASSERTION'),
        {
          spdxElementId: 'SPDXRef-a',
          relationshipType: 'DEPENDS_ON',
          relatedSpdxElement: 'DocumentRef-x:SPDXRef-y',
        },
      ],
    });
    expect(messages(result)).toEqual([
      'the document does not say all that SPDXRef-a needs',
      'SPDXRef-a DEPENDS_ON DocumentRef-x:SPDXRef-y: is in another document',
    ]);
  });

  test('the wrapping of GitHub is taken off', async () => {
    const text = JSON.stringify({ sbom: { spdxVersion: 'SPDX-2.3', packages: [item('a')] } });
    expect(await readSbom(text, 'x')).toMatchObject({
      format: 'spdx',
      roots: [{ components: [{ name: 'a' }] }],
    });
  });
});

describe('texts that are not a bill of materials', () => {
  test.each(['', 'hello', '[]', '{}', '{"name":"x"}', '{"bomFormat":"Other"}', '{ broken', '"text"'])(
    '%j is none',
    async (text) => {
      expect(await readSbom(text, 'x')).toBeNull();
    },
  );

  test.each([
    ['{"bomFormat": "CycloneDX",\n oops', 'not valid JSON: expected a key in double quotes, found "o"'],
    ['<bom xmlns="http://cyclonedx.org/schema/bom/1.6">', 'not valid XML: unclosed tag: bom'],
    [
      '<bom xmlns="http://cyclonedx.org/schema/bom/9.9"/>',
      'the outermost element is not `bom` in the namespace of a CycloneDX version from 1.0 to 1.7',
    ],
    ['spdxVersion: "SPDX-2.3"\n', 'SPDX is read as JSON or tag-value; convert the YAML'],
    [
      '<rdf:RDF xmlns:spdx="http://spdx.org/rdf/terms#"/>',
      'SPDX is read as JSON or tag-value; convert the RDF or XML',
    ],
  ])('%j is refused', async (text, message) => {
    await expect(readSbom(text, 'x')).rejects.toThrow(
      expect.objectContaining({ code: 'THERIAC_INPUT_SYNTAX', message }),
    );
  });
});

test('what Theriac writes it reads again', async () => {
  const uses = ['@portal/forms', '@portal/ui', 'left-pad', 'lodash', 'semver'];
  for (const format of ['cyclonedx', 'spdx'] as const) {
    const result = await readSbom(await renderReport(sampleResult(), format), 'x');
    const components =
      result?.roots[0]?.components.filter((c) => c.ecosystem === 'npm' && uses.includes(c.name)) ?? [];
    expect(components.map((c) => [c.name, c.version])).toEqual([
      ['@portal/forms', '2.1.0'],
      ['@portal/ui', '0.0.0'],
      ['left-pad', null],
      ['lodash', '4.17.20'],
      ['semver', '7.3.8'],
    ]);
    expect(components.every((c) => c.direct)).toBe(true);
    expect(components.find((c) => c.name === 'semver')?.scope).toBe('development');
    expect(result?.unknowns.some((u) => u.losesComponents)).toBe(true);
  }
});

test('no JSON makes it fail otherwise than with a code', async () => {
  const keys = [
    'components',
    'dependencies',
    'compositions',
    'metadata',
    'packages',
    'relationships',
    'services',
    'documentDescribes',
    'files',
  ];
  const inner = [
    'bom-ref',
    'purl',
    'name',
    'version',
    'SPDXID',
    'ref',
    'dependsOn',
    'licenses',
    'hashes',
    'properties',
    'externalRefs',
    'checksums',
    'components',
    '__proto__',
  ];
  const leaf = fc.oneof(
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom('a', 'b', 'pkg:npm/a@1', 'SPDXRef-a'),
    fc.array(fc.dictionary(fc.constantFrom(...inner), fc.jsonValue({ maxDepth: 1 }))),
  );
  const item = fc.dictionary(fc.constantFrom(...inner), leaf);
  const body = fc.dictionary(
    fc.constantFrom(...keys),
    fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.array(fc.oneof(item, fc.jsonValue({ maxDepth: 1 })))),
  );
  await fc.assert(
    fc.asyncProperty(body, fc.boolean(), async (given, isCyclone) => {
      const result = await (isCyclone ? cyclone : spdx)(given);
      const components = result?.roots[0]?.components ?? [];
      const names = new Set(components.map((c) => c.key));
      expect(names.size).toBe(components.length);
      expect(components.flatMap((c) => c.dependsOn ?? []).filter((key) => !names.has(key))).toEqual([]);
      if (components.length === 0) expect(result?.unknowns).not.toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('depth and size do not break it', async () => {
  let nested = '{"name":"x","purl":"pkg:npm/x@1"}';
  for (let i = 0; i < 5000; i += 1) nested = `{"name":"x","purl":"pkg:npm/x@1","components":[${nested}]}`;
  const deep = await readSbom(`{"bomFormat":"CycloneDX","specVersion":"1.6","components":[${nested}]}`, 'x');
  expect(deep?.roots[0]?.components).toHaveLength(5001);
  const wide = await cyclone({ components: Array.from({ length: 150_000 }, (_, i) => ({ name: `n${i}` })) });
  expect(wide?.roots[0]?.components).toHaveLength(150_000);
  expect(wide?.unknowns.length).toBeLessThan(1000);
});
