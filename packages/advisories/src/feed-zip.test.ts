import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TheriacError } from '@theriac/core';
import { makeFolder, osvJson, removeFolders } from '@theriac/testing/make-feed';
import { type ForgedEntry, forgeZip } from '@theriac/testing/make-zip';
import { afterAll, expect, test } from 'vitest';
import { readFeedZip } from './feed-zip.ts';

afterAll(removeFolders);

async function read(bytes: Uint8Array): Promise<string[]> {
  const path = join(makeFolder(), 'all.zip');
  writeFileSync(path, bytes);
  const entries: string[] = [];
  for await (const entry of readFeedZip(path))
    entries.push('refused' in entry ? `${entry.name}: ${entry.refused}` : entry.name);
  return entries;
}

const good: ForgedEntry = { name: 'GHSA-1.json', content: osvJson('GHSA-1', 'a') };

test('yields records one by one and passes over what is not a JSON file', async () => {
  expect(
    await read(forgeZip([good, { name: 'README.md', content: 'x' }, { ...good, stored: true }])),
  ).toEqual(['GHSA-1.json', 'GHSA-1.json']);
});

test('a zip cut off at any length is refused whole', async () => {
  const zip = forgeZip(
    Array.from({ length: 20 }, (_, i) => ({ name: `${i}.json`, content: osvJson('A-1', `p${i}`) })),
  );
  for (let length = 0; length < zip.length; length += 61)
    await expect(read(zip.subarray(0, length)), `at ${length}`).rejects.toMatchObject({
      code: 'THERIAC_FEED_INVALID',
    });
});

test.each([
  ['a wrong checksum', { claimedCrc: 7 }, 'the checksum does not match'],
  ['a size that is too small', { claimedSize: 5 }, 'the entry cannot be inflated'],
  ['a size that is too large', { claimedSize: 5000 }, 'the checksum does not match'],
  ['encryption', { encrypted: true }, 'the entry is encrypted'],
  ['no JSON', { content: '{"id":' }, 'not valid JSON'],
  ['no UTF-8', { content: Buffer.from([0xff, 0xfe, 0x00]) }, 'not valid JSON'],
  ['emptiness', { content: '' }, 'not valid JSON'],
  [
    'a hundred megabytes packed small',
    { content: Buffer.alloc(100 * 1024 * 1024, ' ') },
    'larger than 16 MiB',
  ],
  [
    'a hundred megabytes that claim to be small',
    { content: Buffer.alloc(100 * 1024 * 1024, ' '), claimedSize: 100 },
    'the entry cannot be inflated',
  ],
])('an entry with %s is refused, the others are read', async (_, change, reason) => {
  const entries = await read(forgeZip([{ ...good, ...change, name: 'bad.json' }, good]));
  expect(entries).toEqual([`bad.json: ${reason}`, 'GHSA-1.json']);
});

test.each(['../x.json', '/etc/x.json', 'C:/x.json', 'a/../../x.json'])(
  'an entry called %s ends the reading with a coded error',
  async (name) => {
    await expect(read(forgeZip([good, { ...good, name }]))).rejects.toBeInstanceOf(TheriacError);
  },
);

test.each(['\u001b[2J.json', 'a\nb.json', '\u0000.json', `${'x'.repeat(5000)}.json`])(
  'an odd name (%j) is only a name',
  async (name) => {
    expect(await read(forgeZip([{ ...good, name }]))).toEqual([name]);
  },
);

test('deep JSON does not overflow the stack', async () => {
  const content = '['.repeat(3_000_000);
  expect(await read(forgeZip([{ name: 'deep.json', content }, good]))).toEqual([
    'deep.json: not valid JSON',
    'GHSA-1.json',
  ]);
});
