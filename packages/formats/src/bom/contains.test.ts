import { describe, expect, test } from 'vitest';
import { readBom, validateBom, writeBom } from './index.ts';

const packageOf = (id: string, name: string) => ({
  SPDXID: `SPDXRef-${id}`,
  name,
  versionInfo: '1',
  downloadLocation: 'NOASSERTION',
});
const contains = (from: string, to: string) => ({
  spdxElementId: `SPDXRef-${from}`,
  relationshipType: 'CONTAINS',
  relatedSpdxElement: `SPDXRef-${to}`,
});
const SPDX = JSON.stringify({
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'monitor',
  documentNamespace: 'https://device.example/monitor-1',
  creationInfo: { created: '2026-02-03T04:05:06Z', creators: ['Tool: builder-2.0'] },
  packages: [packageOf('monitor', 'monitor'), packageOf('zlib', 'zlib'), packageOf('inner', 'inner')],
  files: [
    {
      SPDXID: 'SPDXRef-file',
      fileName: './lib/z.c',
      checksums: [{ algorithm: 'SHA1', checksumValue: 'ab'.repeat(20) }],
    },
  ],
  relationships: [
    {
      spdxElementId: 'SPDXRef-DOCUMENT',
      relationshipType: 'DESCRIBES',
      relatedSpdxElement: 'SPDXRef-monitor',
    },
    contains('monitor', 'zlib'),
    contains('zlib', 'inner'),
    contains('inner', 'file'),
  ],
});
const TARGET = { format: 'cyclonedx', version: '1.6', encoding: 'json' } as const;

async function converted(text: string, target: Parameters<typeof writeBom>[1]): Promise<string> {
  const read = await readBom(text, 'x');
  if (read === null) throw new Error('not read');
  return (await writeBom(read.bom, target)).text;
}

interface Listed {
  readonly 'bom-ref': string;
  readonly components?: readonly Listed[];
}
const refs = (list: readonly Listed[] | undefined): unknown =>
  list?.map((c) => (c.components === undefined ? c['bom-ref'] : [c['bom-ref'], refs(c.components)]));

describe('CONTAINS of SPDX in CycloneDX', () => {
  test.each(['1.2', '1.6'] as const)(
    '%s: packages are in the list of the document, files in their package',
    async (version) => {
      const text = await converted(SPDX, { ...TARGET, version });
      const { metadata, components } = JSON.parse(text);
      expect(metadata.component['bom-ref']).toBe('SPDXRef-monitor');
      expect(metadata.component.components).toBeUndefined();
      expect(refs(components)).toEqual(['SPDXRef-zlib', ['SPDXRef-inner', ['SPDXRef-file']]]);
      expect(await validateBom(text, 'x')).toEqual([]);
    },
  );

  test('what contains what is kept, back to SPDX and through other versions', async () => {
    const once = await converted(SPDX, TARGET);
    const again = await converted(once, { ...TARGET, version: '1.5' });
    expect(refs(JSON.parse(again).components)).toEqual(refs(JSON.parse(once).components));
    const back = JSON.parse(await converted(again, { format: 'spdx', version: '2.3', encoding: 'json' }));
    expect(back.relationships).toEqual(
      expect.arrayContaining([
        contains('monitor', 'zlib'),
        contains('zlib', 'inner'),
        contains('inner', 'file'),
      ]),
    );
  });

  test('a component that names itself, nothing or a circle as its parent stays at the top', async () => {
    const component = (ref: string, parent: string) => ({
      type: 'library',
      'bom-ref': ref,
      name: ref,
      properties: [{ name: 'theriac:bom:parent', value: parent }],
    });
    const text = JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [component('a', 'b'), component('b', 'a'), component('c', 'c'), component('d', 'nowhere')],
    });
    const read = await readBom(text, 'x');
    expect(read?.bom.components.map(({ ref, parent }) => [ref, parent])).toEqual([
      ['b', undefined],
      ['a', 'b'],
      ['c', undefined],
      ['d', undefined],
    ]);
    expect(JSON.parse(await converted(text, TARGET)).components).toHaveLength(4);
  });

  test('nesting of a CycloneDX document stays as it is', async () => {
    const nested = {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      components: [
        {
          type: 'library',
          'bom-ref': 'a',
          name: 'a',
          components: [{ type: 'library', 'bom-ref': 'b', name: 'b' }],
        },
      ],
    };
    expect(JSON.parse(await converted(JSON.stringify(nested), TARGET))).toEqual(nested);
  });
});

test('in XML up to 1.5 a licence may have an address alone, which then names it', async () => {
  const of = (version: string) =>
    `<bom xmlns="http://cyclonedx.org/schema/bom/${version}" version="1"><components><component type="library"><name>a</name><version>1</version><licenses><license><url>https://x.example/l</url></license></licenses></component></components></bom>`;
  expect(await validateBom(of('1.4'), 'x')).toEqual([]);
  expect((await validateBom(of('1.6'), 'x')).map(({ code }) => code)).toEqual(['schema/combination']);
  const read = await readBom(of('1.4'), 'x');
  expect(read?.bom.components[0]?.licences).toEqual([
    { kind: 'name', value: 'https://x.example/l', url: 'https://x.example/l' },
  ]);
});
