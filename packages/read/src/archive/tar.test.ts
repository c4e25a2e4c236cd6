import { gzipSync, zstdCompressSync } from 'node:zlib';
import { type MadeEntry, makeTar } from '@theriac/testing/make-tar';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTar } from './tar.ts';
import { npmName } from './tar-name.ts';

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

describe("as npm's own reader takes it", () => {
  const [a, b] = [
    { name: 'package/a', content: 'a' },
    { name: 'package/b', content: 'b' },
  ];
  const after = (block: Uint8Array): Buffer => {
    const tar = makeTar([a, b]);
    return Buffer.concat([tar.subarray(0, 1024), block, tar.subarray(1024)]);
  };

  test.each([
    ['package/a', 'a'],
    ['any/a', 'a'],
    ['/a', 'a'],
    ['../a', 'a'],
    ['C:/a', 'a'],
    ['package//a', 'a'],
    ['package/C:/a', 'a'],
    ['package/./b/a', 'b/a'],
    ['package\\a', ''],
    ['package/b\\a', 'b\\a'],
    ['a', ''],
    ['package/../a', null],
    ['package/..\\a', null],
  ])('%j is unpacked as %j', (raw, name) => {
    expect(npmName(raw)).toBe(name);
  });

  test.each([
    ['an empty block', new Uint8Array(512)],
    ['a block that is no header', new Uint8Array(512).fill(0x41)],
  ])('%s is passed over, and told', (_, block) => {
    const { entries, problems } = readTar(after(block));
    expect(entries.map((e) => e.name)).toEqual(['package/a', 'package/b']);
    expect(problems.map((p) => p.kind)).toEqual(['damaged']);
  });

  test('two empty blocks end it; what is behind is told, and replaces nothing', () => {
    const { entries, problems } = readTar(after(new Uint8Array(1024)));
    expect(entries.map((e) => e.name)).toEqual(['package/a']);
    expect(problems.map((p) => p.message)).toEqual(['there is something after the end of the archive']);
  });

  test('the content of a folder is read as headers', () => {
    const inner = makeTar([{ name: 'hidden', content: 'x' }]).subarray(0, 1024);
    const { entries, problems } = readTar(makeTar([{ name: 'folder', content: inner, type: '5' }]));
    expect(entries.map((e) => e.name)).toEqual(['hidden']);
    expect(problems.map((p) => p.message)).toEqual(['a folder has content']);
  });

  test('zstd is unpacked', () => {
    expect(readTar(zstdCompressSync(makeTar([a]))).entries.map((e) => e.name)).toEqual(['package/a']);
  });
});
