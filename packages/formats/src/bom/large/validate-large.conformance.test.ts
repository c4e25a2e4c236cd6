import { expect, test } from 'vitest';
import { filesIn } from '../../testdata/bom-files.ts';
import { validateBom, validateBomInParts } from '../validate.ts';

function* chunks(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('public documents have the same problems as a whole and part by part', async () => {
  const different: string[] = [];
  let compared = 0;
  for (const folder of ['cyclonedx', 'spdx'])
    for (const { path, bytes } of filesIn(folder)) {
      if (!/\.(?:json|xml|spdx|tag)$/.test(path)) continue;
      const whole = await validateBom(bytes, 'x');
      if (whole.some(({ code }) => code === 'encoding/none' || code === 'encoding/not-utf-8')) continue;
      compared += 1;
      for (const characters of [1, 2000]) {
        const parts = await validateBomInParts(() => chunks(bytes, 4096), 'x', characters);
        const told = (list: typeof whole): string => JSON.stringify(list.toSorted(byAll));
        if (told(parts) !== told(whole)) different.push(`${path} by ${characters}`);
      }
    }
  expect(compared).toBeGreaterThan(500);
  expect(different).toEqual([]);
}, 600_000);

function byAll(a: object, b: object): number {
  const [x, y] = [JSON.stringify(a), JSON.stringify(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}
