/** VEX against a scanned bill of materials: what a BOM-Link names, and what the product is. */
import { join } from 'node:path';
import { readVex } from '@theriac/formats/vex';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { makeFolder, makeStore, removeFolders, scanWith } from '@theriac/testing/make-target';
import { afterAll, beforeAll, expect, test } from 'vitest';

let store: Awaited<ReturnType<typeof makeStore>>;
beforeAll(async () => {
  store = await makeStore();
});
afterAll(removeFolders);

const SERIAL = '3e671687-395b-41f5-a30f-a58921a69b79';
const OTHER = '00000000-395b-41f5-a30f-a58921a69b79';
const PRODUCT = 'pkg:oci/api@sha256:0dbb?arch=amd64&repository_url=registry.example.org/ehr/api';
const BOM = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: `urn:uuid:${SERIAL}`,
  version: 2,
  metadata: { component: { type: 'container', 'bom-ref': 'root', name: 'api', purl: PRODUCT } },
  components: [
    { type: 'library', 'bom-ref': 'b', name: 'flawed', version: '1.0.0', purl: 'pkg:npm/flawed@1.0.0' },
  ],
  dependencies: [{ ref: 'root', dependsOn: ['b'] }, { ref: 'b' }],
});

const linked = (ref: string): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { timestamp: '2026-01-01T00:00:00Z' },
    vulnerabilities: [
      {
        id: 'TEST-npm-1',
        analysis: { state: 'not_affected', justification: 'code_not_reachable' },
        affects: [{ ref }],
      },
    ],
  });
const openvex = (product: string): string =>
  JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://acme.example/1',
    author: 'Acme',
    timestamp: '2026-01-01T00:00:00Z',
    version: 1,
    statements: [
      {
        vulnerability: { name: 'TEST-npm-1' },
        products: [{ '@id': product, subcomponents: [{ '@id': 'pkg:npm/flawed@1.0.0' }] }],
        status: 'not_affected',
        justification: 'component_not_present',
      },
    ],
  });

const stateOf = async (vex: string, config = DEFAULT_CONFIG): Promise<string | undefined> => {
  const { statements } = await readVex(vex, 'v.json');
  const path = join(makeFolder({ 'a.cdx.json': BOM }), 'a.cdx.json');
  const result = await scanWith(store, path, { vex: statements, config });
  return result.findings.find((f) => f.rule === 'TEST-npm-1')?.status.state;
};

test.each([
  ['a reference of the document', linked(`urn:cdx:${SERIAL}/2#b`), 'vex'],
  ['what the document is about', linked(`urn:cdx:${SERIAL}/2#root`), 'vex'],
  ['another version of the document', linked(`urn:cdx:${SERIAL}/1#b`), 'open'],
  ['another document', linked(`urn:cdx:${OTHER}/2#b`), 'open'],
  ['another document, by package URL', linked(`urn:cdx:${OTHER}/2#pkg%3Anpm%2Fflawed%401.0.0`), 'open'],
  ['an unknown reference', linked(`urn:cdx:${SERIAL}/2#x`), 'open'],
  ['the product without qualifiers', openvex('pkg:oci/api@sha256:0dbb'), 'vex'],
  ['the product with qualifiers', openvex(PRODUCT), 'vex'],
  [
    'the product by its repository',
    openvex('pkg:oci/api?repository_url=registry.example.org/ehr/api'),
    'vex',
  ],
  ['another repository', openvex('pkg:oci/api@sha256:0dbb?repository_url=other.example.org/api'), 'open'],
  ['another digest', openvex('pkg:oci/api@sha256:ffff'), 'open'],
])('%s', async (_, vex, state) => {
  expect(await stateOf(vex)).toBe(state);
});

test('the product that theriac.yaml names is the same product', async () => {
  const config = { ...DEFAULT_CONFIG, product: { purl: 'pkg:generic/portal@1.0' } };
  expect(await stateOf(openvex('pkg:generic/portal@1.0'), config)).toBe('vex');
  expect(await stateOf(openvex('pkg:generic/portal@2.0'), config)).toBe('open');
});
