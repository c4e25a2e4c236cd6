import { type MadeEntry, makeTar } from '@theriac/testing/make-tar';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTar } from './tar.ts';
import { type StreamedEntry, TarStream } from './tar-stream.ts';

/** Entries with their content; the archive comes in pieces of the given sizes, over and over. */
function streamed(
  bytes: Uint8Array,
  sizes: readonly number[] = [bytes.length],
): { readonly entries: (StreamedEntry & { content: string })[]; readonly problem: string | undefined } {
  const entries: (StreamedEntry & { content: string })[] = [];
  const stream = new TarStream((entry) => {
    const pieces: Buffer[] = [];
    return {
      write: (piece) => pieces.push(Buffer.from(piece)),
      end: () => entries.push({ ...entry, content: Buffer.concat(pieces).toString('latin1') }),
    };
  });
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1);
    const problem = stream.push(bytes.subarray(at, at + size));
    if (problem !== undefined) return { entries, problem };
    at += size;
  }
  return { entries, problem: stream.end() };
}

const LONG = `${'folder/'.repeat(30)}file.txt`;

const ENTRIES: readonly MadeEntry[] = [
  { name: 'etc/', content: '', type: '5', mode: 0o755 },
  { name: 'etc/os-release', content: 'ID=debian\n' },
  { name: 'bin/su', content: 'x'.repeat(700), mode: 0o4755 },
  { name: 'bin/sh', content: '', type: '2', target: 'dash' },
  { name: 'bin/[', content: '', type: '1', target: 'bin/su' },
  { name: 'dev/null', content: '', type: '3' },
  { name: LONG, content: 'gnu', longBy: 'gnu' },
  { name: `${LONG}.pax`, content: 'pax', longBy: 'pax' },
];

describe('an archive as it streams by', () => {
  test('kinds, modes, targets and long names', () => {
    const { entries, problem } = streamed(makeTar(ENTRIES));
    expect(problem).toBeUndefined();
    expect(entries.map(({ kind, path, mode, target }) => [kind, path, mode.toString(8), target])).toEqual([
      ['folder', 'etc/', '755', ''],
      ['file', 'etc/os-release', '644', ''],
      ['file', 'bin/su', '4755', ''],
      ['link', 'bin/sh', '644', 'dash'],
      ['hard-link', 'bin/[', '644', 'bin/su'],
      ['other', 'dev/null', '644', ''],
      ['file', LONG, '644', ''],
      ['file', `${LONG}.pax`, '644', ''],
    ]);
    expect(entries[2]?.content).toBe('x'.repeat(700));
  });

  test('pieces of any size give the same', () => {
    const bytes = makeTar(ENTRIES);
    const whole = streamed(bytes).entries;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 5 }), (sizes) => {
        expect(streamed(bytes, sizes).entries).toEqual(whole);
      }),
    );
  });

  test('files are those that the reader in memory finds', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}(?:\/[a-z]{1,8}){0,3}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ name, content: fc.string({ maxLength: 1200 }) }), {
          selector: (entry) => entry.name,
          maxLength: 8,
        }),
        (files) => {
          const bytes = makeTar(files);
          const found = streamed(bytes, [513]).entries.map(({ path, content }) => [path, content]);
          expect(found).toEqual(
            readTar(bytes).entries.map((entry) => [entry.name, Buffer.from(entry.bytes).toString('latin1')]),
          );
        },
      ),
    );
  });

  test('cut off anywhere inside of an entry: told', () => {
    const bytes = makeTar(ENTRIES.slice(1, 3));
    for (const length of [100, 511, 513, 1020, 1536 + 600])
      expect(streamed(bytes.subarray(0, length)).problem).toBe('the archive is cut off');
    // Behind a whole entry: some programs leave out the empty blocks.
    expect(streamed(bytes.subarray(0, 1024)).problem).toBeUndefined();
  });

  test('a header that is none: told, never guessed', () => {
    const bytes = Buffer.concat([makeTar(ENTRIES.slice(1, 2)).subarray(0, 1024), Buffer.alloc(512, 0x41)]);
    expect(streamed(bytes).problem).toMatch(/checksum/);
  });

  test('what holes were left out of is said', () => {
    const record = '24 GNU.sparse.major=1\n'.replace('24', '22');
    const bytes = makeTar([
      { name: 'PaxHeader', content: record, type: 'x' },
      { name: 'var/log/lastlog', content: 'map' },
    ]);
    expect(streamed(bytes).entries.map(({ path, sparse }) => [path, sparse])).toEqual([
      ['var/log/lastlog', true],
    ]);
  });

  test('any bytes end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        streamed(bytes, [100]);
      }),
    );
  });
});
