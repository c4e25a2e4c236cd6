/** Building, replacing, moving and damaging indexes. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ecosystem } from '@theriac/core';
import { makeFolder, osvJson, removeFolders } from '@theriac/testing/make-feed';
import { type ForgedEntry, forgeZip } from '@theriac/testing/make-zip';
import { afterAll, expect, test } from 'vitest';
import { buildIndexes } from './build-indexes.ts';
import { exportBundle, importBundle, importIndex, isBundle } from './bundle.ts';
import { feedSourceOf } from './feeds.ts';
import { FlatFile } from './flat-file.ts';
import { FlatFileWriter } from './flat-file-writer.ts';
import { matchPackage } from './match.ts';
import { indexPath, installedIndexes, openAdvisories, openFacts, type Store, storeOf } from './store.ts';

afterAll(removeFolders);

const BUILT_AT = '2026-01-01T00:00:00Z';
const KEV = {
  count: 1,
  dateReleased: '2026-01-01T00:00:00Z',
  vulnerabilities: [
    {
      cveID: 'CVE-2024-0001',
      dateAdded: '2025-01-01',
      dueDate: '2025-02-01',
      knownRansomwareCampaignUse: 'Known',
    },
  ],
};
const EPSS = gzipSync(
  '#model_version:v1,score_date:2026-01-01\ncve,epss,percentile\nCVE-2024-0001,0.5,0.9\nCVE-2024-0002,7,1\n',
);

const emptyStore = (): Store => storeOf({ THERIAC_DATA: makeFolder() });
const entry = (id: string, json: string): ForgedEntry => ({ name: `${id}.json`, content: json });
const npm = (entries: readonly ForgedEntry[]): Record<string, Uint8Array> => ({
  'osv/npm/all.zip': forgeZip(entries),
});

function feedFolder(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = makeFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

async function build(
  files: Readonly<Record<string, Uint8Array | string>>,
  store = emptyStore(),
): Promise<Store> {
  await buildIndexes({
    source: feedSourceOf(feedFolder(files)),
    store,
    download: () => Promise.resolve(undefined),
    builtAt: BUILT_AT,
  });
  return store;
}

const idsOf = (store: Store, name: string, version: string): string[] => {
  const index = openAdvisories(store, ecosystem('npm'));
  const found = matchPackage('npm', version, index?.lookup(name) ?? []);
  index?.close();
  return found.map((m) => [m.advisory.id, ...m.advisory.aliases].join('+'));
};
const refusedOf = (store: Store): Readonly<Record<string, number>> => {
  const index = openAdvisories(store, ecosystem('npm'));
  index?.close();
  return index?.meta.refused ?? {};
};

test('refused records are counted, withdrawn ones are left out, the rest is found', async () => {
  const store = await build(
    npm([
      entry('1', osvJson('GHSA-1', 'a')),
      entry('2', osvJson('GHSA-2', 'a', { withdrawn: '2025-01-01T00:00:00Z' })),
      entry('3', '{'),
      entry('4', '[]'),
      entry('5', 'null'),
    ]),
  );
  expect(idsOf(store, 'a', '1.0.0')).toEqual(['GHSA-1']);
  expect(refusedOf(store)).toEqual({
    'not valid JSON': 1,
    'the id is missing or not of the OSV form': 2,
  });
});

test.each([
  ['share an alias', { aliases: ['CVE-2024-1'] }, { aliases: ['CVE-2024-1'] }, ['GHSA-1+CVE-2024-1+PYSEC-1']],
  ['name each other', { aliases: ['PYSEC-1'] }, {}, ['GHSA-1+PYSEC-1']],
  ['have nothing in common', {}, {}, ['GHSA-1', 'PYSEC-1']],
])('records that %s', async (_, first, second, expected) => {
  const store = await build(
    npm([entry('1', osvJson('GHSA-1', 'a', first)), entry('2', osvJson('PYSEC-1', 'a', second))]),
  );
  expect(idsOf(store, 'a', '1.0.0')).toEqual(expected);
});

test('three records in a chain of aliases are one flaw', async () => {
  const store = await build(
    npm([
      entry('1', osvJson('GHSA-1', 'a', { aliases: ['CVE-2024-1'] })),
      entry('2', osvJson('GHSA-2', 'a', { aliases: ['CVE-2024-2'] })),
      entry('3', osvJson('PYSEC-1', 'a', { aliases: ['CVE-2024-1', 'CVE-2024-2'] })),
    ]),
  );
  expect(idsOf(store, 'a', '1.0.0')).toEqual(['GHSA-1+CVE-2024-1+CVE-2024-2+GHSA-2+PYSEC-1']);
});

test.each([
  [
    'an end that is not a version leaves the range open, and is marked',
    [{ introduced: '0' }, { fixed: 'soon' }],
    '9.0.0',
    ['A-1'],
    true,
  ],
  [
    'a beginning that is not a version is marked',
    [{ introduced: 'once' }, { fixed: '2.0.0' }],
    '1.0.0',
    [],
    true,
  ],
  ['an end without a beginning is marked', [{ fixed: '2.0.0' }], '1.0.0', [], true],
])('%s', async (_, events, version, expected, incomplete) => {
  const affected = [{ package: { ecosystem: 'npm', name: 'a' }, ranges: [{ type: 'SEMVER', events }] }];
  const store = await build(npm([entry('1', osvJson('A-1', 'a', { affected }))]));
  expect(idsOf(store, 'a', version)).toEqual(expected);
  const index = openAdvisories(store, ecosystem('npm'));
  expect(index?.lookup('a')[0]?.incomplete).toBe(incomplete);
  index?.close();
});

test('names like __proto__ are names', async () => {
  const store = await build(
    npm([entry('1', osvJson('A-1', '__proto__')), entry('2', osvJson('A-2', 'constructor'))]),
  );
  expect(idsOf(store, '__proto__', '1.0.0')).toEqual(['A-1']);
  expect(idsOf(store, 'toString', '1.0.0')).toEqual([]);
});

test('a cut-off feed replaces nothing', async () => {
  const store = await build(npm([entry('1', osvJson('A-1', 'a'))]));
  const before = readFileSync(indexPath(store, 'npm'));
  const zip = forgeZip([entry('2', osvJson('A-2', 'a'))]);
  for (const bad of [zip.subarray(0, 200), Buffer.alloc(0), forgeZip([]), forgeZip([entry('x', '{}')])])
    await expect(build({ 'osv/npm/all.zip': bad }, store)).rejects.toMatchObject({
      code: 'THERIAC_FEED_INVALID',
    });
  expect(readFileSync(indexPath(store, 'npm')).equals(before)).toBe(true);
  expect(readdirSync(store.indexes)).toEqual(['npm.idx']);
});

test('two builds at once both succeed and the index is whole', async () => {
  const store = emptyStore();
  const entries = Array.from({ length: 300 }, (_, i) => entry(`${i}`, osvJson(`A-${i}`, `p${i}`)));
  await Promise.all([build(npm(entries), store), build(npm(entries), store)]);
  expect(FlatFile.verify(indexPath(store, 'npm')).sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(readdirSync(store.indexes)).toEqual(['npm.idx']);
  expect(idsOf(store, 'p299', '1.0.0')).toEqual(['A-299']);
});

test('an index that is replaced while it is read goes on answering as before', async () => {
  const store = await build(npm([entry('1', osvJson('A-1', 'a'))]));
  const reader = openAdvisories(store, ecosystem('npm'));
  await build(npm([entry('2', osvJson('A-2', 'a'))]), store);
  expect(reader?.lookup('a').map((r) => r.advisory.id)).toEqual(['A-1']);
  reader?.close();
  expect(idsOf(store, 'a', '1.0.0')).toEqual(['A-2']);
});

test('a full disk is a coded error, the former index stays, and no temporary file is left', async () => {
  const store = await build(npm([entry('1', osvJson('A-1', 'a'))]));
  const before = readFileSync(indexPath(store, 'npm'));
  const random = (i: number): string =>
    Array.from({ length: 40 }, (_, k) => `${(i * 7919 + k * 104729) % 9973}`).join(' ');
  const feeds = feedFolder(
    npm(
      Array.from({ length: 500 }, (_, i) =>
        entry(`${i}`, osvJson(`A-${i}`, `p${i}`, { details: random(i) })),
      ),
    ),
  );
  // A limit on the size of files stands for the disk: writing fails with EFBIG where it would fail with ENOSPC.
  const main = fileURLToPath(new URL('./build-indexes.ts', import.meta.url));
  const script = `
    import { buildIndexes } from ${JSON.stringify(main)};
    process.on('SIGXFSZ', () => {});
    const [feeds, indexes] = process.argv.slice(1);
    try {
      await buildIndexes({
        source: { kind: 'directory', path: feeds },
        store: { indexes, downloads: indexes },
        download: () => Promise.resolve(undefined),
        builtAt: '2026-01-01T00:00:00Z',
      });
      console.log('built');
    } catch (error) {
      console.log(error.code, error.message);
    }`;
  const said = execFileSync('bash', [
    '-c',
    'ulimit -f 8; exec "$@"',
    'bash',
    process.execPath,
    '--input-type=module',
    '-e',
    script,
    feeds,
    store.indexes,
  ]).toString();
  expect(said).toBe('THERIAC_STORE cannot write the index: EFBIG\n');
  expect(readFileSync(indexPath(store, 'npm')).equals(before)).toBe(true);
  expect(readdirSync(store.indexes)).toEqual(['npm.idx']);
});

test('a folder that cannot be written is a coded error', async () => {
  const file = join(makeFolder(), 'file');
  writeFileSync(file, '');
  await expect(
    build(npm([entry('1', osvJson('A-1', 'a'))]), storeOf({ THERIAC_DATA: file })),
  ).rejects.toMatchObject({
    code: 'THERIAC_STORE',
  });
  const closed = makeFolder();
  mkdirSync(join(closed, 'index'));
  chmodSync(join(closed, 'index'), 0o500);
  const attempt = build(npm([entry('1', osvJson('A-1', 'a'))]), storeOf({ THERIAC_DATA: closed }));
  // Root writes where nobody may write.
  if (process.getuid?.() === 0) await expect(attempt).resolves.toBeDefined();
  else await expect(attempt).rejects.toMatchObject({ code: 'THERIAC_STORE' });
});

test('the folders follow XDG, and relative values do not count', () => {
  expect(storeOf({ XDG_DATA_HOME: '/d', XDG_CACHE_HOME: '/c' })).toEqual({
    indexes: '/d/theriac/index',
    downloads: '/c/theriac/feeds',
  });
  expect(storeOf({ XDG_DATA_HOME: 'relative' }).indexes).toMatch(/\/\.local\/share\/theriac\/index$/);
  expect(installedIndexes(storeOf({ THERIAC_DATA: '/nowhere/at/all' }))).toEqual([]);
});

test('facts: KEV, EPSS and end of life are read, oddities left out', async () => {
  const eol = [
    { cycle: 18, eol: '2025-04-30', latest: '18.20\u001b[2J' },
    { cycle: '20', eol: false, support: '2026-10-20', latest: '20.1' },
    { cycle: '21', eol: 'soon' },
    { cycle: '\u001b[31m', eol: true },
    { eol: true },
    null,
    7,
  ];
  const store = await build({
    'kev/kev.json': JSON.stringify(KEV),
    'epss/epss_scores-current.csv.gz': EPSS,
    'eol/angular.json': JSON.stringify(eol),
  });
  const facts = openFacts(store);
  expect(facts?.cve('CVE-2024-0001')).toEqual({
    kev: { cve: 'CVE-2024-0001', dateAdded: '2025-01-01', dueDate: '2025-02-01', ransomware: true },
    epss: { score: 0.5, percentile: 0.9 },
  });
  expect(facts?.cve('CVE-2024-0002')).toEqual({});
  expect(facts?.eol('angular')).toEqual([
    { cycle: '18', eol: '2025-04-30' },
    { cycle: '20', eol: false, support: '2026-10-20', latest: '20.1' },
  ]);
  expect(facts?.eol('unheard')).toEqual([]);
  facts?.close();
});

test.each([
  ['a KEV catalogue with a wrong count', { 'kev/kev.json': JSON.stringify({ ...KEV, count: 2 }) }],
  ['a KEV catalogue without a list', { 'kev/kev.json': '{"vulnerabilities":{}}' }],
  ['a cut-off EPSS file', { 'epss/epss_scores-current.csv.gz': EPSS.subarray(0, EPSS.length - 9) }],
  ['an EPSS file that is not gzip', { 'epss/epss_scores-current.csv.gz': 'cve,epss' }],
  ['an EPSS file without scores', { 'epss/epss_scores-current.csv.gz': gzipSync('cve,epss,percentile\n') }],
  [
    'an EPSS file that inflates without end',
    { 'epss/epss_scores-current.csv.gz': gzipSync(Buffer.alloc(300 * 1024 * 1024)) },
  ],
  ['a list of release lines that is none', { 'eol/angular.json': '{}' }],
  ['a list of release lines that is truncated', { 'eol/angular.json': '[{"cycle":"1"' }],
])('%s is refused and replaces nothing', async (_, files) => {
  const store = await build({ 'kev/kev.json': JSON.stringify(KEV) });
  const before = readFileSync(indexPath(store, 'facts'));
  await expect(build({ 'kev/kev.json': JSON.stringify(KEV), ...files }, store)).rejects.toMatchObject({
    code: 'THERIAC_FEED_INVALID',
  });
  expect(readFileSync(indexPath(store, 'facts')).equals(before)).toBe(true);
  expect(readdirSync(store.indexes)).toEqual(['facts.idx']);
});

test('KEV entries with odd dates keep no text that could reach a terminal', async () => {
  const odd = {
    ...KEV,
    dateReleased: '\u001b[31m',
    vulnerabilities: [{ cveID: 'CVE-2024-0001', dateAdded: '\u001b[2J', dueDate: 7 }],
  };
  const facts = openFacts(await build({ 'kev/kev.json': JSON.stringify(odd) }));
  expect(facts?.cve('CVE-2024-0001').kev).toMatchObject({ dateAdded: '', dueDate: '' });
  expect(facts?.meta.kevDate).toBe('');
  facts?.close();
});

test('an empty source is said', async () => {
  await expect(build({})).rejects.toMatchObject({ code: 'THERIAC_FEED_MISSING' });
  expect(() => feedSourceOf('/nowhere/at/all')).toThrow(
    expect.objectContaining({ code: 'THERIAC_FEED_MISSING' }),
  );
  expect(() => feedSourceOf('ftp://mirror.example/')).toThrow(
    expect.objectContaining({ code: 'THERIAC_USAGE' }),
  );
  expect(feedSourceOf('https://mirror.example/x//')).toEqual({
    kind: 'url',
    base: 'https://mirror.example/x',
  });
});

async function bundleOf(): Promise<{ path: string; store: Store; bytes: Buffer }> {
  const store = await build({
    ...npm([entry('1', osvJson('A-1', 'a'))]),
    'kev/kev.json': JSON.stringify(KEV),
  });
  const path = join(makeFolder(), 'theriac.bundle');
  expect(exportBundle(store, path)).toEqual(['npm', 'facts']);
  return { path, store, bytes: readFileSync(path) };
}

test('a bundle carries every index, byte by byte', async () => {
  const { path, store } = await bundleOf();
  expect(isBundle(path)).toBe(true);
  const other = emptyStore();
  expect(importBundle(other, path)).toEqual(['npm', 'facts']);
  for (const id of ['npm', 'facts'] as const)
    expect(readFileSync(indexPath(other, id)).equals(readFileSync(indexPath(store, id)))).toBe(true);
  expect(importIndex(emptyStore(), indexPath(store, 'npm'))).toBe('npm');
  expect(isBundle(indexPath(store, 'npm'))).toBe(false);
});

test('a file that cannot be read to its end is no internal error, and installs nothing', () => {
  const store = emptyStore();
  const failing = '/proc/self/mem';
  for (const read of [() => isBundle(failing), () => importBundle(store, failing)])
    expect(read).toThrow(
      expect.objectContaining({ code: 'THERIAC_FEED_MISSING', message: 'cannot read: EIO' }),
    );
  expect(() => importIndex(store, failing)).toThrow(
    expect.objectContaining({ code: 'THERIAC_INDEX_CORRUPT', message: expect.stringContaining('EIO') }),
  );
  expect(readdirSync(store.indexes)).toEqual([]);
});

test.each(['osv/npm/all.zip', 'kev/kev.json', 'epss/epss_scores-current.csv.gz', 'eol/nodejs.json'])(
  'the feed %s that cannot be read is a coded error',
  async (feed) => {
    for (const place of ['/proc/self/mem', '/dev/zero', '/']) {
      const path = makeFolder();
      mkdirSync(dirname(join(path, feed)), { recursive: true });
      symlinkSync(place, join(path, feed));
      const building = buildIndexes({
        source: feedSourceOf(path),
        store: emptyStore(),
        download: () => Promise.resolve(undefined),
        builtAt: '2026-01-01T00:00:00Z',
      });
      await expect(building).rejects.toMatchObject({
        code: expect.stringMatching(/^THERIAC_FEED_(?:MISSING|INVALID)$/),
      });
    }
  },
);

test('an export to where no file can be is a coded error', async () => {
  const { store } = await bundleOf();
  const folder = makeFolder();
  writeFileSync(join(folder, 'file'), '');
  for (const path of [join(folder, 'file/x'), join(folder, 'none/x'), folder, join(folder, 'x'.repeat(300))])
    expect(() => exportBundle(store, path), path).toThrow(
      expect.objectContaining({ code: 'THERIAC_OUTPUT' }),
    );
});

test('a bundle that was cut off, changed or added to installs nothing', async () => {
  const { bytes } = await bundleOf();
  const store = await build(npm([entry('9', osvJson('A-9', 'a'))]));
  const before = readFileSync(indexPath(store, 'npm'));
  const bad: Buffer[] = [Buffer.concat([bytes, Buffer.from('x')])];
  for (let length = 0; length < bytes.length; length += 211) bad.push(bytes.subarray(0, length));
  for (let at = 0; at < bytes.length; at += 173) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ 4;
    bad.push(flipped);
  }
  for (const [i, content] of bad.entries()) {
    const path = join(makeFolder(), 'bad.bundle');
    writeFileSync(path, content);
    expect(() => importBundle(store, path), `variant ${i}`).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^THERIAC_(FEED_INVALID|INDEX_CORRUPT)$/) }),
    );
  }
  expect(readFileSync(indexPath(store, 'npm')).equals(before)).toBe(true);
  expect(readdirSync(store.indexes)).toEqual(['npm.idx']);
});

test.each([
  ['no list', '{}'],
  ['an empty list', '[]'],
  ['a name that climbs', '[{"index":"../../x","length":1,"sha256":"0"}]'],
  ['a negative length', '[{"index":"npm","length":-1,"sha256":"0"}]'],
  ['a length beyond every disk', '[{"index":"npm","length":9007199254740991,"sha256":"0"}]'],
  ['nulls', '[null]'],
  ['__proto__', '[{"__proto__":{"index":"npm"}}]'],
  ['no JSON', '[{'],
])('a bundle whose header has %s is refused', (_, header) => {
  const path = join(makeFolder(), 'bad.bundle');
  writeFileSync(path, `THRCBNDL\n${header}\nrest`);
  const store = emptyStore();
  expect(() => importBundle(store, path)).toThrow(expect.objectContaining({ code: 'THERIAC_FEED_INVALID' }));
  expect(readdirSync(store.indexes)).toEqual([]);
});

test('a bundle that gives an index a wrong name is refused', async () => {
  const { bytes } = await bundleOf();
  const swapped = Buffer.from(bytes.toString('latin1').replace('"index":"npm"', '"index":"gem"'), 'latin1');
  const path = join(makeFolder(), 'bad.bundle');
  writeFileSync(path, swapped);
  expect(() => importBundle(emptyStore(), path)).toThrow(
    expect.objectContaining({ code: 'THERIAC_FEED_INVALID' }),
  );
});

test('folders, missing files and odd places are coded errors', async () => {
  const { path, store } = await bundleOf();
  expect(() => isBundle(makeFolder())).toThrow(expect.objectContaining({ code: 'THERIAC_FEED_MISSING' }));
  expect(() => isBundle('/nowhere/at/all')).toThrow(
    expect.objectContaining({ code: 'THERIAC_FEED_MISSING' }),
  );
  expect(() => importIndex(store, path)).toThrow(expect.objectContaining({ code: 'THERIAC_INDEX_CORRUPT' }));
  expect(() => exportBundle(store, '/nowhere/at/all')).toThrow(
    expect.objectContaining({ code: 'THERIAC_OUTPUT' }),
  );
  expect(() => exportBundle(emptyStore(), path)).toThrow(
    expect.objectContaining({ code: 'THERIAC_INDEX_MISSING' }),
  );
  expect(existsSync(`${path}.tmp`)).toBe(false);
});

/** An index whose checksums all hold, made by somebody who means ill. */
function forged(meta: unknown, key: string, payload: string): Store {
  const store = emptyStore();
  mkdirSync(store.indexes, { recursive: true });
  const writer = new FlatFileWriter(indexPath(store, 'npm'));
  writer.put(key, payload);
  writer.finish(meta);
  return store;
}

const META = {
  format: 'advisories',
  ecosystem: 'npm',
  source: 'index',
  records: 1,
  builtAt: BUILT_AT,
  feeds: [],
  refused: {},
  releases: [],
};

test.each([
  null,
  7,
  {},
  { ...META, ecosystem: 'pypi' },
  { ...META, format: 'facts' },
  { ...META, builtAt: 'yesterday' },
  { ...META, feeds: 'none' },
  { ...META, feeds: [{ name: '\u001b[2J', sha256: '', newest: '', records: 1 }] },
  { ...META, records: 'many' },
])('a ready-made index with the header %j is refused', (meta) => {
  const store = forged(meta, 'pkg:a', '[]');
  expect(() => openAdvisories(store, ecosystem('npm'))).toThrow(
    expect.objectContaining({ code: 'THERIAC_INDEX_CORRUPT' }),
  );
});

test.each([
  '7',
  '{}',
  '[[]]',
  '[["A-1"]]',
  '[["A-1",0,0,[1],"t",[],[],"","",0,"s","",-1,0,[],[]]]',
  '[["A-1",0,0,[],"t",[],[],"","",0,"s","",-1,0,[["0",1]],[]]]',
])('a ready-made record %s is refused when it is read', (payload) => {
  const index = openAdvisories(forged(META, 'pkg:a', payload), ecosystem('npm'));
  expect(() => index?.lookup('a')).toThrow(expect.objectContaining({ code: 'THERIAC_INDEX_CORRUPT' }));
  index?.close();
});

test('an index that is a folder or a link to nothing is a coded error', () => {
  const store = emptyStore();
  mkdirSync(indexPath(store, 'npm'), { recursive: true });
  expect(() => openAdvisories(store, ecosystem('npm'))).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^THERIAC_INDEX_/) }),
  );
  symlinkSync('nowhere', indexPath(store, 'facts'));
  expect(openFacts(store)).toBeUndefined();
});
