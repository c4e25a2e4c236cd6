import { type Bom, emptyBom, emptyBomComponent } from '@theriac/core';
import { describe, expect, test } from 'vitest';
import { BOM_TARGETS } from '../targets.ts';
import { validateBom, validateBomInParts } from '../validate.ts';
import { writeBom } from '../write.ts';

const ref = (i: number): string => `SPDXRef-${i}`;

/** Some of it is wrong, in every format: a hash, a package URL, a reference to nothing. */
const BOM: Bom = {
  ...emptyBom(),
  id: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  version: 1,
  name: 'sample',
  created: '2026-01-01T00:00:00Z',
  components: Array.from({ length: 40 }, (_, i) => ({
    ...emptyBomComponent(ref(i), `package-${i}`, 'library'),
    version: '1.0.0',
    purl: i === 7 ? 'pkg:npm' : `pkg:npm/package-${i}@1.0.0`,
    hashes: [{ algorithm: 'SHA-256', value: i === 30 ? 'abc' : 'a'.repeat(64) }],
  })),
  relationships: Array.from({ length: 40 }, (_, i) => ({
    from: ref(i),
    type: 'dependsOn',
    to: [ref((i * 7 + 1) % 40)].filter((to) => to !== ref(i)),
  })),
};

/** Breaks that the writers would not make. */
const BREAKS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll('SPDXRef-9', 'SPDXRef-8'),
  (text) => text.replace('SPDXRef-12', 'SPDXRef-nowhere'),
  (text) => text.replace('package-20', ''),
  (text) => text.replaceAll('"name": "package-3', '"nmae": "package-3'),
  (text) => text.replace('PackageName: package-5', 'PackagesName: package-5'),
];

function* chunks(text: string, size: number): Generator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe.each(
  BOM_TARGETS.map((target) => [`${target.format}@${target.version} ${target.encoding}`, target] as const),
)('%s', (_, target) => {
  test('has the same problems as a whole and part by part', async () => {
    const { text } = await writeBom(BOM, target);
    for (const broken of BREAKS.map((change) => change(text)))
      for (const characters of [1, 700, 1_000_000]) {
        const parts = await validateBomInParts(() => chunks(broken, 97), 'x', characters);
        expect(parts).toEqual(await validateBom(broken, 'x'));
      }
  });
});

test('what is no document, broken or not UTF-8 is told', async () => {
  const codes = async (bytes: Uint8Array): Promise<string[]> =>
    (await validateBomInParts(() => [bytes], 'x')).map(({ code, line }) => `${code} ${line}`);
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  expect(await codes(bytes('{"a": 1}'))).toEqual(['encoding/none 1']);
  expect(await codes(bytes('{"bomFormat": "CycloneDX",\n"components": [1'))).toEqual(['encoding/none 2']);
  const broken = Buffer.concat([
    bytes('{"bomFormat": "CycloneDX", "specVersion": "1.6",\n"version": 1, "x'),
    Buffer.from([0xff]),
    bytes('": 1}'),
  ]);
  expect(await codes(broken)).toContain('encoding/mixed 1');
});
