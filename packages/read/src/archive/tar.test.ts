import { gzipSync } from 'node:zlib';
import { type MadeEntry, makeTar } from '@theriac/testing/make-tar';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTar } from './tar.ts';

const names = (entries: readonly MadeEntry[]): string[] =>
  readTar(makeTar(entries)).entries.map((e) => e.name);

test('what goes in comes out, gzip or not', () => {
  const name = fc
    .array(fc.stringMatching(/^[a-z0-9é_-]{1,30}$/), { minLength: 1, maxLength: 9 })
    .map((parts) => parts.join('/'));
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.record({ name, content: fc.uint8Array({ maxLength: 2000 }) }), {
        selector: (e) => e.name,
        maxLength: 8,
      }),
      fc.boolean(),
      (entries, packed) => {
        const tar = makeTar(entries.map(({ name: path, content }) => ({ name: path, content })));
        const read = readTar(packed ? gzipSync(tar) : tar);
        expect(read.problems).toEqual([]);
        expect(read.entries.map((e) => [e.name, Buffer.from(e.bytes).toString('hex')])).toEqual(
          entries.map((e) => [e.name, Buffer.from(e.content).toString('hex')]),
        );
      },
    ),
  );
});

test.each(['../a', '/etc/passwd', 'a/../../b', 'C:\\x', 'a\u0000b/../c'])(
  'the name %j leads outside',
  (name) => {
    const { entries, problems } = readTar(
      makeTar([
        { name: 'ok', content: 'x' },
        { name, content: 'x' },
      ]),
    );
    expect(entries.map((e) => e.name).filter((n) => n.includes('..'))).toEqual([]);
    if (!name.includes('\u0000')) expect(problems.map((p) => p.kind)).toEqual(['unsafe-name']);
  },
);

test('links and devices are reported, not followed', () => {
  const { entries, problems } = readTar(
    makeTar([
      { name: 'link', content: '', type: '2', target: '/etc/passwd' },
      { name: 'hard', content: '', type: '1', target: 'x' },
      { name: 'device', content: '', type: '3' },
      { name: 'folder', content: '', type: '5' },
    ]),
  );
  expect(entries).toEqual([]);
  expect(problems.map((p) => [p.kind, p.entry])).toEqual([
    ['link', 'link'],
    ['link', 'hard'],
    ['special', 'device'],
  ]);
});

test('long names by GNU and by pax', () => {
  const long = `${'folder/'.repeat(30)}file`;
  expect(names([{ name: long, content: 'x' }])).toEqual([long]);
  expect(names([{ name: long, content: 'x', longBy: 'gnu' }])).toEqual([long]);
});

test('what is cut off or damaged ends there', () => {
  const tar = makeTar([
    { name: 'a', content: 'x' },
    { name: 'b', content: 'y'.repeat(2000) },
  ]);
  expect(readTar(tar.subarray(0, 2000)).problems.map((p) => p.kind)).toEqual(['damaged']);
  expect(readTar(tar.subarray(0, 2000)).entries.map((e) => e.name)).toEqual(['a']);
  const broken = Buffer.from(tar);
  broken[0] = 0x62;
  expect(readTar(broken).problems.map((p) => p.kind)).toEqual(['damaged']);
  expect(readTar(Buffer.from([0x1f, 0x8b, 1, 2, 3])).problems.map((p) => p.kind)).toEqual(['damaged']);
});

test('any bytes end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), fc.nat(3000), (noise, at) => {
      const tar = Buffer.from(makeTar([{ name: 'a', content: 'x'.repeat(600) }]));
      tar.set(noise.subarray(0, Math.max(0, tar.length - at)), Math.min(at, tar.length));
      readTar(tar);
      readTar(noise);
    }),
  );
});
