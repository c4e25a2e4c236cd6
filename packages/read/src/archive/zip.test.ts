import { forgeZip, makeZip } from '@theriac/testing/make-zip';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isZipProblem, readZip, ZipBudget } from './zip.ts';

async function all(bytes: Uint8Array, budget = new ZipBudget()): Promise<[string, string][]> {
  const { entries, problems } = await readZip(bytes, budget);
  const found: [string, string][] = problems.map((p) => [p.entry ?? '', p.kind]);
  for (const entry of entries) {
    const content = await entry.read();
    found.push([entry.name, isZipProblem(content) ? content.kind : Buffer.from(content).toString()]);
  }
  return found;
}

test('stored and deflated entries', async () => {
  const zip = forgeZip([
    { name: 'a/b.txt', content: 'deflated' },
    { name: 'c', content: 'stored', stored: true },
    { name: 'd/', content: '' },
  ]);
  expect(await all(zip)).toEqual([
    ['a/b.txt', 'deflated'],
    ['c', 'stored'],
  ]);
});

test('names that lead outside are refused, the rest is read', async () => {
  const zip = makeZip({ '../../etc/x': '1', '/abs': '2', 'C:/win': '3', 'a\\..\\..\\b': '4', good: '5' });
  expect(await all(zip)).toEqual([
    ['../../etc/x', 'unsafe-name'],
    ['/abs', 'unsafe-name'],
    ['C:/win', 'unsafe-name'],
    ['a/../../b', 'unsafe-name'],
    ['good', '5'],
  ]);
});

test('encrypted entries and lies about size and checksum are problems', async () => {
  const zip = forgeZip([
    { name: 'secret', content: 'x', encrypted: true },
    { name: 'larger', content: 'x'.repeat(100), claimedSize: 10 },
    { name: 'smaller', content: 'x', claimedSize: 10 },
    { name: 'other', content: 'x', claimedCrc: 1 },
  ]);
  expect(await all(zip)).toEqual([
    ['secret', 'encrypted'],
    ['larger', 'damaged'],
    ['smaller', 'damaged'],
    ['other', 'damaged'],
  ]);
});

test('bombs: entries, inflated bytes and ratio are limited', async () => {
  const few = new ZipBudget();
  few.entries = 1;
  expect(await all(makeZip({ a: '1', b: '2' }), few)).toEqual([
    ['', 'too-large'],
    ['a', '1'],
  ]);
  const small = new ZipBudget();
  small.bytes = 5;
  expect(await all(makeZip({ a: '1234', b: '1234' }), small)).toEqual([
    ['a', '1234'],
    ['b', 'too-large'],
  ]);
  expect(await all(makeZip({ zeros: Buffer.alloc(32 * 1024 * 1024) }))).toEqual([['zeros', 'too-large']]);
});

test('what is not an archive is one problem', async () => {
  for (const bytes of [Buffer.from(''), Buffer.from('not a zip'), makeZip({ a: '1' }).subarray(0, 40)]) {
    expect(await all(bytes)).toEqual([['', 'damaged']]);
  }
});

test('damaged archives never throw', async () => {
  const valid = makeZip({ 'META-INF/MANIFEST.MF': 'a: b\n', 'x/y': 'content '.repeat(50) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      fc.nat(valid.length),
      async (flips, length) => {
        const bytes = Buffer.from(valid);
        for (const [at, value] of flips) bytes[at] = value;
        await all(bytes);
        await all(bytes.subarray(0, length));
      },
    ),
    { numRuns: 300 },
  );
});

describe('where the archive is in the file', () => {
  const zip = makeZip({ a: '1', b: '2' });
  const script = Buffer.from('#!/bin/sh\nexec java -jar "$0"\n');
  const commented = (comment: Buffer): Buffer => {
    const copy = Buffer.from(zip);
    copy.writeUInt16LE(comment.length, copy.length - 2);
    return Buffer.concat([copy, comment]);
  };

  test.each([
    ['behind a script', Buffer.concat([script, zip])],
    ['before a comment', commented(Buffer.from('a comment'))],
    ['before a comment that begins like an end', commented(Buffer.from('PK\u0005\u0006'))],
  ])('%s', async (_, bytes) => {
    expect(await all(bytes)).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  test('something behind it, and a directory that holds more than its end says, are told', async () => {
    expect((await all(Buffer.concat([zip, Buffer.from('x')]))).sort()).toEqual([
      ['', 'damaged'],
      ['a', '1'],
      ['b', '2'],
    ]);
    const fewer = Buffer.from(zip);
    fewer.writeUInt16LE(1, fewer.length - 12);
    expect(await all(fewer)).toContainEqual(['', 'damaged']);
  });

  test('a part of another archive before it is told', async () => {
    expect(await all(Buffer.concat([makeZip({ x: 'y' }), zip]))).toContainEqual(['', 'damaged']);
  });

  test('another name before the content is told', async () => {
    const other = Buffer.from(zip);
    other.write('z', 30, 'latin1');
    expect(await all(other)).toContainEqual(['a', 'damaged']);
  });
});
