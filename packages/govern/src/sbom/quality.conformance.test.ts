import { readdirSync, readFileSync } from 'node:fs';
import { readBom, readBomForQuality } from '@theriac/formats/bom';
import { fixtureUrl } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { PROFILE_IDS } from './profiles.ts';
import { judgeQuality } from './quality.ts';

function* chunks(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 4096) yield bytes.subarray(at, at + 4096);
}

test('public documents are judged alike as a whole and with only what profiles ask for', async () => {
  const different: string[] = [];
  let compared = 0;
  for (const folder of ['cyclonedx/', 'spdx/'])
    for (const entry of readdirSync(fixtureUrl(folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(?:json|xml|spdx|tag)$/.test(entry.name)) continue;
      const path = `${entry.parentPath}/${entry.name}`;
      const bytes = readFileSync(path);
      const whole = await readBom(bytes, 'x').catch(() => null);
      const some = await readBomForQuality(chunks(bytes), 'x').catch(() => null);
      // Single elements of SPDX 3 and UTF-16 are read as a whole.
      if (whole === null || some === null) continue;
      compared += 1;
      const judged = [whole, some].map(({ bom }) => JSON.stringify(judgeQuality(bom, PROFILE_IDS)));
      if (judged[0] !== judged[1]) different.push(entry.name);
    }
  expect(compared).toBeGreaterThan(850);
  expect(different).toEqual([]);
}, 300_000);
