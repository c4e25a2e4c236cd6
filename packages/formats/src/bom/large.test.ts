import { emptyBom, emptyBomComponent } from '@theriac/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryBom } from '../testdata/arbitrary-bom.ts';
import { type BomTarget, readBom, writeBom } from './index.ts';
import { readLargeBom } from './large/index.ts';
import { inventoryOfBom } from './to-inventory/inventory.ts';

/** In pieces of a few bytes, so that every boundary is met. */
function* chunks(text: string, size: number): Generator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const TARGETS: readonly BomTarget[] = [
  { format: 'cyclonedx', version: '1.6', encoding: 'json' },
  { format: 'cyclonedx', version: '1.6', encoding: 'xml' },
  { format: 'spdx', version: '2.3', encoding: 'json' },
  { format: 'spdx', version: '2.3', encoding: 'tag-value' },
];

/** Components and edges as a scan sees them, without their lines. */
const seen = (read: Parameters<typeof inventoryOfBom>[0]) =>
  inventoryOfBom(read, 'x').roots.flatMap((root) =>
    root.components.map(({ location: _location, scope: _scope, direct: _direct, ...component }) => component),
  );

describe.each(TARGETS.map((target) => [`${target.format} ${target.encoding}`, target] as const))(
  'in pieces: %s',
  (_, target) => {
    test('a scan sees the same components, edges, hashes and licences as of the whole', async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryBom, fc.integer({ min: 1, max: 400 }), async (bom, size) => {
          // What is carried in annotations is not kept, so only what every format has a field for is compared.
          const components = bom.components.map(({ name, version, purl, hashes }, index) => ({
            ...emptyBomComponent(`SPDXRef-${index}`, name, 'library'),
            hashes: hashes.filter(({ algorithm }) => algorithm === 'SHA-256'),
            ...(version === undefined ? {} : { version }),
            ...(purl === undefined ? {} : { purl }),
          }));
          const [from = '', ...to] = components.map(({ ref }) => ref);
          const relationships = [{ from, type: 'dependsOn', to }];
          const { text } = await writeBom({ ...emptyBom(), components, relationships }, target);
          const whole = await readBom(text, 'x');
          const pieces = readLargeBom(chunks(text, size), 'x');
          if (whole === null || pieces === null) throw new Error('it is not recognised');
          expect(seen(pieces)).toEqual(seen(whole));
        }),
        { numRuns: 30 },
      );
    });
  },
);
