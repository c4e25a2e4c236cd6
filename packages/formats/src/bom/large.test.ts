import { emptyBom, emptyBomComponent } from '@theriac/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryBom } from '../testdata/arbitrary-bom.ts';
import { type BomTarget, readBom, writeBom } from './index.ts';
import { readLargeBom } from './large/index.ts';
import { splitJson } from './large/split-json.ts';
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

test('a document that is cut off, or no object, is refused with its line', () => {
  for (const [text, line] of [
    ['{"a": 1,\n"b": [1, 2', 2],
    ['[1]', 1],
    ['{"a": 1} x', 1],
    ['', 1],
  ] as const) {
    const read = (): unknown[] => [...splitJson([text], 'x', new Set(['a', 'b']))];
    if (text.endsWith('x')) expect(read().length).toBe(1);
    else
      expect(read).toThrow(
        expect.objectContaining({ code: 'THERIAC_INPUT_SYNTAX', place: { path: 'x', line } }),
      );
  }
});

test('the pieces of any JSON object are its values, whatever the chunks', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.integer({ min: 1, max: 9 }),
      (object, size) => {
        const text = JSON.stringify(object, null, 1);
        const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
          text.slice(i * size, (i + 1) * size),
        );
        const rebuilt: [string, unknown][] = [];
        const lists = new Map<string, unknown[]>();
        for (const { key, index, text: piece } of splitJson(parts, 'x', new Set(Object.keys(object)))) {
          if (index === null) rebuilt.push([key, JSON.parse(piece)]);
          else lists.set(key, [...(lists.get(key) ?? []), JSON.parse(piece)]);
        }
        const expected = Object.entries(JSON.parse(text)).filter(([, value]) => !Array.isArray(value));
        expect(rebuilt).toEqual(expected);
        for (const [key, items] of lists)
          expect(items).toEqual(Object.entries(JSON.parse(text)).find(([k]) => k === key)?.[1]);
      },
    ),
  );
});
