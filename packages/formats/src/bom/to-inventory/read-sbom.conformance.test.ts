import { readdirSync, readFileSync } from 'node:fs';
import { type ExtractResult, TheriacError } from '@theriac/core';
import { fixtureUrl } from '@theriac/testing/public-sets';
import { describe, expect, test } from 'vitest';
import { readSbom } from './read-sbom.ts';

const read = (path: string) => readSbom(readFileSync(fixtureUrl(path)), 'sbom.json');

function facts(result: ExtractResult | null): object {
  const components = result?.roots[0]?.components ?? [];
  return {
    components: components.length,
    direct: components.filter((c) => c.direct).length,
    edges: components.reduce((sum, c) => sum + (c.dependsOn?.length ?? 0), 0),
    losses: result?.unknowns.filter((u) => u.losesComponents).length,
  };
}

describe('public documents', () => {
  test.each([
    [
      'cyclonedx/examples/SBOM/laravel-7.12.0/bom.1.4.json',
      { components: 62, direct: 1, edges: 112, losses: 0 },
    ],
    [
      'cyclonedx/examples/SBOM/dropwizard-1.3.15/bom.json',
      { components: 167, direct: 29, edges: 170, losses: 0 },
    ],
    [
      'cyclonedx/examples/SBOM/juice-shop/v11.1.2/bom.json',
      { components: 840, direct: 840, edges: 0, losses: 0 },
    ],
    [
      'cyclonedx/examples/SBOM/proton-bridge/proton-bridge-v1.8.0.bom.json',
      { components: 201, direct: 56, edges: 176, losses: 0 },
    ],
    ['cyclonedx/cases/1.6/valid-compositions-1.6.json', { components: 3, direct: 2, edges: 0, losses: 1 }],
    ['cyclonedx/cases/1.7/valid-bom-1.7.json', { components: 3, direct: 2, edges: 1, losses: 0 }],
    [
      'spdx/spec/2.3.1/examples/SPDXJSONExample-v2.3.spdx.json',
      { components: 3, direct: 1, edges: 0, losses: 0 },
    ],
    [
      'spdx/spdx-examples/software/example9/spdx2.2/appbomination.spdx.json',
      { components: 6, direct: 3, edges: 1, losses: 0 },
    ],
  ])('%s has the counts that it has', async (path, expected) => {
    expect(facts(await read(path))).toEqual(expected);
  });

  test('every document is read, refused with a code, or none at all', async () => {
    let read = 0;
    for (const folder of ['cyclonedx/cases/', 'cyclonedx/examples/', 'spdx/']) {
      const base = fixtureUrl(folder);
      for (const entry of readdirSync(base, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const text = readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8');
        try {
          const result = await readSbom(text, entry.name);
          if (result === null) continue;
          read += 1;
          // Nothing may be both empty and silent.
          if (result.roots[0]?.components.length === 0)
            expect(facts(result)).not.toMatchObject({ losses: 0 });
        } catch (error) {
          expect(error).toBeInstanceOf(TheriacError);
        }
      }
    }
    expect(read).toBeGreaterThan(350);
  });

  test('a package keeps name, version, hashes, licence and line', async () => {
    const result = await read('cyclonedx/examples/SBOM/laravel-7.12.0/bom.1.4.json');
    expect(result?.roots[0]?.components.find((c) => c.name === 'brick/math')).toMatchObject({
      ecosystem: 'composer',
      name: 'brick/math',
      scope: 'production',
      licence: 'MIT',
      location: { path: 'sbom.json', line: expect.any(Number) },
    });
  });
});
