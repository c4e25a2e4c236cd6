/** Databases of RPM as they are, and as damage leaves them. */
import type { ExtractResult } from '@theriac/core';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { makeBerkeley, makeNdb, makeRpmHeader, makeSqlite } from '@theriac/testing/make-rpm';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, describe, expect, test } from 'vitest';
import { extractors } from './index.ts';

afterAll(removeFolders);

const MADE = [0, 1, 2, 3].map((i) => ({ name: `package${i}`, version: `${i}`, filling: i * 900 }));
const HEADERS = MADE.map((made) => makeRpmHeader(made));
const NAMES = MADE.map(({ name }) => name);
const SQLITE = 'var/lib/rpm/rpmdb.sqlite';
const { database, log } = makeSqlite(makeFolder(), HEADERS, 2);
const FORMATS: readonly [format: string, path: string, bytes: Buffer][] = [
  ['Berkeley DB', 'var/lib/rpm/Packages', makeBerkeley(HEADERS)],
  ['ndb', 'usr/lib/sysimage/rpm/Packages.db', makeNdb(HEADERS)],
  ['SQLite', SQLITE, makeSqlite(makeFolder(), HEADERS).database],
];

async function read(path: string, files: MemoryFiles): Promise<[names: string[], told: boolean]> {
  const all = { 'etc/os-release': 'ID=fedora\nVERSION_ID=43\n', ...files };
  const { roots, unknowns = [] }: ExtractResult = await extractInMemory(
    extractorOf(extractors, 'os/rpm'),
    all,
    path,
  );
  const names = roots.flatMap(({ components }) => components.map(({ name }) => name));
  return [names.sort(), unknowns.some(({ losesComponents }) => losesComponents)];
}

describe.each(FORMATS)('%s', (_, path, bytes) => {
  test('whole', async () => {
    expect(await read(path, { [path]: bytes })).toEqual([NAMES, false]);
  });

  test('a letter of a name is another one', async () => {
    const changed = Buffer.from(bytes);
    changed.write('q', changed.indexOf('package1'), 'latin1');
    const [names, told] = await read(path, { [path]: changed });
    expect([names.includes('package1'), told]).toEqual([false, true]);
  });

  test('cut off after a whole page', async () => {
    const [names, told] = await read(path, { [path]: bytes.subarray(0, bytes.length - 1024) });
    expect([names.length < NAMES.length, told]).toEqual([true, true]);
  });
});

describe('SQLite with a write-ahead log', () => {
  const wal = `${SQLITE}-wal`;

  test('packages that are in the log alone are found', async () => {
    expect(await read(SQLITE, { [SQLITE]: database })).toEqual([NAMES.slice(0, 2), false]);
    expect(await read(SQLITE, { [SQLITE]: database, [wal]: log })).toEqual([NAMES, false]);
  });

  test('a damaged log is told', async () => {
    const changed = Buffer.from(log);
    changed.writeUInt8(0xff, log.length - 100);
    expect((await read(SQLITE, { [SQLITE]: database, [wal]: changed }))[1]).toBe(true);
    expect((await read(SQLITE, { [SQLITE]: database, [wal]: log.subarray(0, -10) }))[1]).toBe(true);
    expect((await read(SQLITE, { [SQLITE]: database, [wal]: Buffer.from('no log') }))[1]).toBe(true);
  });

  test('an empty log says nothing', async () => {
    expect(await read(SQLITE, { [SQLITE]: database, [wal]: '' })).toEqual([NAMES.slice(0, 2), false]);
  });

  test('a journal in the middle of a change is told, one that is done is not', async () => {
    const journal = `${SQLITE}-journal`;
    const hot = Buffer.from('d9d505f920a163d7', 'hex');
    expect(await read(SQLITE, { [SQLITE]: database, [journal]: hot })).toEqual([NAMES.slice(0, 2), true]);
    expect(await read(SQLITE, { [SQLITE]: database, [journal]: Buffer.alloc(512) })).toEqual([
      NAMES.slice(0, 2),
      false,
    ]);
  });
});

test('a package of a module says of which stream it is', async () => {
  const label = 'nodejs:18:8080020230929:63b34585';
  const headers = [
    { name: 'nodejs', version: '18', module: label },
    { name: 'bash', version: '5' },
  ];
  const path = 'var/lib/rpm/Packages';
  const { roots } = await extractInMemory(
    extractorOf(extractors, 'os/rpm'),
    {
      [path]: makeBerkeley(headers.map((h) => makeRpmHeader(h))),
      'etc/os-release': 'ID=rocky\nVERSION_ID=9.4\n',
    },
    path,
  );
  const modules = roots.flatMap((r) => r.components).map((c) => [c.name, c.qualifiers?.rpmmod]);
  expect(modules.sort()).toEqual([
    ['bash', undefined],
    ['nodejs', label],
  ]);
});
