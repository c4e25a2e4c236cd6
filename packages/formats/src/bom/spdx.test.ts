import { describe, expect, test } from 'vitest';
import { readBom, validateBom, writeBom } from './index.ts';

describe('SPDX 2', () => {
  test('problems of tag-value have their line', async () => {
    const text = [
      'SPDXVersion: SPDX-2.3',
      'DataLicense: CC0-1.0',
      'SPDXID: SPDXRef-DOCUMENT',
      'DocumentName: d',
      'DocumentNamespace: https://example.org/d',
      'Creator: Tool: t',
      'Created: yesterday',
      'PackageName: a',
      'SPDXID: SPDXRef-a b',
      'PackageDownloadLocation: NONE',
      'PackageChecksum: SHA256: abcd',
      'ExternalRef: PACKAGE-MANAGER purl pkg:npm',
      'nonsense',
      'Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-ghost',
    ].join('\n');
    expect((await validateBom(text, 'x')).map(({ line, code }) => [line, code])).toEqual([
      [7, 'schema/value'],
      [9, 'schema/value'],
      [11, 'meaning/hash'],
      [12, 'meaning/purl'],
      [13, 'schema/tag'],
      [14, 'meaning/dangling-ref'],
    ]);
  });
});

test('a text that nothing closes takes in what follows: components may be missing', async () => {
  const text =
    'SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: d\nPackageName: a\nSPDXID: SPDXRef-a\nPackageComment: <text>cut\nPackageName: b\nSPDXID: SPDXRef-b\n';
  expect((await readBom(text, 'x'))?.unknowns).toMatchObject([
    { reason: 'unparseable', location: { path: 'x', line: 6 }, losesComponents: true },
  ]);
});

describe('SPDX 3', () => {
  test('support, end of support, completeness and licences have their own properties', async () => {
    const read = await readBom(
      JSON.stringify({
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        components: [
          {
            type: 'library',
            name: 'a',
            'bom-ref': 'urn:a',
            licenses: [
              { license: { id: 'MIT', acknowledgement: 'declared' } },
              { license: { id: 'ISC', acknowledgement: 'concluded' } },
            ],
            properties: [
              { name: 'theriac:support:level', value: 'limitedSupport' },
              { name: 'cdx:lifecycle:milestone:endOfSupport', value: '2030-01-31' },
            ],
          },
        ],
        dependencies: [{ ref: 'urn:a', dependsOn: [] }],
        compositions: [{ aggregate: 'complete', dependencies: ['urn:a'] }],
      }),
      'x',
    );
    if (read === null) throw new Error('not read');
    const { text, losses } = await writeBom(read.bom, { format: 'spdx', version: '3.0.1', encoding: 'json' });
    expect(losses).toEqual([]);
    const graph: Record<string, unknown>[] = JSON.parse(text)['@graph'];
    expect(graph.find((e) => e.spdxId === 'urn:a')).toMatchObject({
      supportLevel: ['limitedSupport'],
      validUntilTime: '2030-01-31T00:00:00Z',
    });
    const related = graph.filter((e) => e.from === 'urn:a').map((e) => [e.relationshipType, e.completeness]);
    expect(related).toEqual([
      ['hasDeclaredLicense', undefined],
      ['hasConcludedLicense', undefined],
      ['dependsOn', 'complete'],
    ]);
  });
});
