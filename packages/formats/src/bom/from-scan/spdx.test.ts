import { describe, expect, test } from 'vitest';
import { renderReport } from '../../reports/index.ts';
import { cleanResult, sampleResult } from '../../testdata/sample-result.ts';

interface Spdx {
  documentNamespace: string;
  packages: Record<string, unknown>[];
  relationships: { spdxElementId: string; relationshipType: string; relatedSpdxElement: string }[];
  hasExtractedLicensingInfos?: { licenseId: string; extractedText: string }[];
}

const render = async (result = sampleResult()): Promise<Spdx> =>
  JSON.parse(await renderReport(result, 'spdx')) as Spdx;

describe('SPDX', () => {
  test('ids are valid, unique, and every relationship leads to one', async () => {
    const { packages, relationships } = await render();
    const ids = packages.map((p) => String(p.SPDXID));
    expect(ids.filter((id) => !/^SPDXRef-[A-Za-z0-9.-]+$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(1 + 2 + 6);
    const known = new Set([...ids, 'SPDXRef-DOCUMENT', 'NOASSERTION']);
    expect(
      relationships.filter((r) => !known.has(r.spdxElementId) || !known.has(r.relatedSpdxElement)),
    ).toEqual([]);
  });

  test('relations follow scope and completeness', async () => {
    const { packages, relationships } = await render();
    const names = new Map(packages.map((p) => [String(p.SPDXID), String(p.name)]));
    const name = (id: string): string => names.get(id) ?? id;
    const said = relationships.map(
      (r) => `${name(r.spdxElementId)} ${r.relationshipType} ${name(r.relatedSpdxElement)}`,
    );
    expect(said.filter((line) => !line.includes('img'))).toEqual([
      'SPDXRef-DOCUMENT DESCRIBES portal',
      'portal CONTAINS portal',
      'portal DEPENDS_ON @portal/forms',
      'portal DEPENDS_ON @portal/ui',
      'portal DEPENDS_ON left-pad',
      'portal CONTAINS tools/package-lock.json',
      'lodash DEV_DEPENDENCY_OF tools/package-lock.json',
      'semver DEV_DEPENDENCY_OF tools/package-lock.json',
      '@portal/forms DEPENDS_ON lodash',
      'portal DEPENDS_ON NOASSERTION',
    ]);
  });

  test('a package carries purl, checksum, licence and origin; the rest is not asserted', async () => {
    const { packages, hasExtractedLicensingInfos } = await render();
    expect(packages.find((p) => p.name === 'lodash')).toMatchObject({
      versionInfo: '4.17.20',
      downloadLocation: 'NOASSERTION',
      filesAnalyzed: false,
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: 'MIT',
      copyrightText: 'NOASSERTION',
      supplier: 'NOASSERTION',
      checksums: [{ algorithm: 'SHA512', checksumValue: 'ab'.repeat(64) }],
      externalRefs: [
        {
          referenceCategory: 'PACKAGE-MANAGER',
          referenceType: 'purl',
          referenceLocator: 'pkg:npm/lodash@4.17.20',
        },
      ],
      sourceInfo: 'found in package-lock.json:12, tools/package-lock.json:3',
    });
    expect(packages.find((p) => p.name === 'left-pad')).toMatchObject({
      downloadLocation: 'git+https://git.example/left-pad.git@abc123',
    });
    const evil = packages.find((p) => String(p.name).includes('img'));
    expect(evil?.licenseDeclared).toBe(hasExtractedLicensingInfos?.[0]?.licenseId);
    expect(hasExtractedLicensingInfos).toHaveLength(1);
  });

  test('the namespace follows from the content', async () => {
    const { documentNamespace } = await render();
    expect(documentNamespace).toMatch(/^https:\/\/spdx\.org\/spdxdocs\/theriac-[0-9a-f]{8}-[0-9a-f]{4}-8/);
    expect((await render()).documentNamespace).toBe(documentNamespace);
    expect((await render(cleanResult())).documentNamespace).not.toBe(documentNamespace);
  });
});
