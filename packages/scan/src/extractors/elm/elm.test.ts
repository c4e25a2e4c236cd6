import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const elm = extractorOf(extractors, 'elm/elm-json');
const read = (text: string) => extractInMemory(elm, { 'elm.json': text }, 'elm.json');

const APPLICATION = JSON.stringify({
  type: 'application',
  'elm-version': '0.19.1',
  dependencies: { direct: { 'elm/core': '1.0.5' }, indirect: { 'elm/json': '1.1.3' } },
  'test-dependencies': { direct: { 'elm-explorations/test': '2.1.0' }, indirect: {} },
});

test('an application is exact', async () => {
  const result = await read(APPLICATION);
  expect(listing(result)).toEqual([
    'elm/core@1.0.5 production direct',
    'elm/json@1.1.3 production',
    'elm-explorations/test@2.1.0 test direct',
  ]);
  expect(result.unknowns).toEqual([]);
});

test('a package has ranges', async () => {
  const result = await read(
    '{"type":"package","name":"clinic/ui","version":"1.0.0","dependencies":{"elm/core":"1.0.0 <= v < 2.0.0"},"test-dependencies":{}}',
  );
  expect(listing(result)).toEqual(['elm/core@? production direct']);
  expect(result.roots[0]).toMatchObject({ name: 'clinic/ui', version: '1.0.0' });
  expect(result.unknowns.map((u) => u.losesComponents)).toEqual([false, true]);
});

test.each([
  ['{}'],
  [
    '{"type":"application","dependencies":{"direct":[],"indirect":{}},"test-dependencies":{"direct":{},"indirect":{}}}',
  ],
  [
    '{"type":"application","dependencies":{"direct":{"elm/core":1},"indirect":{}},"test-dependencies":{"direct":{},"indirect":{}}}',
  ],
])('a missing section or a value of another type is a known unknown: %s', async (text) => {
  expect((await read(text)).unknowns).toMatchObject([{ losesComponents: true }]);
});

damaged(elm, 'elm.json', APPLICATION);
