import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { describe, expect, test } from 'vitest';
import { matchesFile } from '../../plugins/dispatch.ts';
import { extractors } from './index.ts';

const sbom = extractorOf(extractors, 'sbom/in-folder');
const read = async (path: string, text: string) => extractInMemory(sbom, { [path]: text }, path);

const cyclonedx = (component: object | undefined, components: readonly object[]): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    ...(component === undefined ? {} : { metadata: { component } }),
    components,
  });
const LODASH = { type: 'library', name: 'lodash', version: '4.17.15', purl: 'pkg:npm/lodash@4.17.15' };
const SPDX = `SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: scanner
DocumentNamespace: https://spdx.example/1
Creator: Tool: x
Created: 2025-01-01T00:00:00Z

PackageName: lodash
SPDXID: SPDXRef-a
PackageVersion: 4.17.15
PackageDownloadLocation: NOASSERTION
`;

describe('what it is about is handed on', () => {
  test.each([
    ['CycloneDX', cyclonedx({ type: 'application', name: 'pump', version: '1' }, [LODASH]), ['pump']],
    ['CycloneDX without a subject', cyclonedx(undefined, [LODASH]), []],
    ['SPDX', SPDX, ['scanner']],
  ])('%s', async (_, text, describes) => {
    expect(await read('bom.json', text)).toEqual({ roots: [], unknowns: [], describes });
  });
});

test.each([
  ['a document without packages (VEX)', cyclonedx({ type: 'application', name: 'a' }, [])],
  ['another file of that name', '{"bom": true}'],
])('%s says nothing', async (_, text) => {
  expect(await read('bom.json', text)).toEqual({ roots: [], unknowns: [] });
});

test.each([
  ['bom.json', true],
  ['docs/vendor-sbom.xml', true],
  ['a.cdx.json', true],
  ['a/b.spdx', true],
  ['sbom-2024.json', true],
  ['bombay.json', false],
  ['pom.xml', false],
])('%s is wanted: %s', (path, wanted) => {
  expect(matchesFile(sbom.files, path)).toBe(wanted);
});

damaged(sbom, 'bom.json', cyclonedx({ type: 'application', name: 'pump' }, [LODASH]));
