/** The pipeline over small targets, honest and hostile: never a crash, a hang or a false “clean”. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Store, storeOf } from '@theriac/advisories';
import type { ScanResult } from '@theriac/core';
import { DEFAULT_CONFIG, DEFAULT_POLICY } from '@theriac/govern';
import {
  AS_OF,
  makeFolder,
  makeStore,
  osvRecord,
  removeFolders,
  scanWith,
  writeInto,
} from '@theriac/testing/make-target';
import { type ForgedEntry, forgeZip, makeZip } from '@theriac/testing/make-zip';
import { SAMPLES, type Sample } from '@theriac/testing/sample-lockfiles';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageLock, pnpmLock } from './extractors/npm/testdata/generate.ts';

let store: Store;

beforeAll(async () => {
  store = await makeStore({
    npm: [
      osvRecord('TEST-npm-2', 'npm', 'unreadable', [{ introduced: 'not a version' }, { fixed: '3.0.0' }]),
    ],
  });
});
afterAll(removeFolders);

type Files = Readonly<Record<string, Uint8Array | string>>;

const scanFiles = (files: Files): Promise<ScanResult> => scanWith(store, makeFolder(files));
const scanSample = (sample: Sample, content: Uint8Array | string): Promise<ScanResult> =>
  scanFiles({ ...sample.beside, [sample.path]: content });
const names = (result: ScanResult): string[] =>
  result.inventory.components.map((c) => `${c.name}@${c.version}`);
/** Rules of what advisories speak of; these small lockfiles lack more than that. */
const flaws = (result: ScanResult): string[] =>
  result.findings.filter((f) => f.kind === 'vulnerability').map((f) => f.rule);
const reasons = (result: ScanResult): string[] => [
  ...new Set(result.inventory.unknowns.map((u) => u.reason)),
];
const area = (result: ScanResult, name: string): { state: string; reasons: readonly string[] } =>
  result.coverage.find((c) => c.area === name) ?? { state: 'none', reasons: [] };

test.each(SAMPLES)('$format: the flawed version fails the gate, the fixed one does not', async (sample) => {
  const flawed = await scanSample(sample, sample.text('1.0.0'));
  expect(flawed.gate.state).toBe('failed');
  expect(flaws(flawed)).toEqual([expect.stringMatching(/^TEST-\w+-1$/)]);
  const fixed = await scanSample(sample, sample.text('2.0.0'));
  // What a pom pulls in in turn is not in the file.
  expect(fixed.gate.state).toBe(sample.format === 'pom' ? 'incomplete' : 'passed');
  expect(flaws(fixed)).toEqual([]);
});

/** Damage after which nothing may be called clean. */
const DAMAGES: Readonly<Record<string, (text: string) => Uint8Array | string>> = {
  'an unresolved merge conflict': (t) => {
    const lines = t.split('\n');
    lines.splice(lines.length >> 1, 0, '<<<<<<< HEAD');
    return lines.join('\n');
  },
  emptiness: () => '',
  'nothing but line breaks': () => '\n\n',
  'a lost ending': (t) => t.slice(0, -10),
  'bytes that are not text': (t) => Buffer.concat([Buffer.from(t.slice(0, 20)), Buffer.from([0xe9, 0x80])]),
  'JSON nested too deep': () => '['.repeat(200_000),
  'objects nested too deep': () => '{"a":'.repeat(200_000),
  'elements nested too deep': () => '<a>'.repeat(200_000),
  'TOML nested too deep': () => `a = ${'['.repeat(200_000)}`,
  'mappings nested too deep': () => Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
};

test.each(
  SAMPLES.flatMap((sample) =>
    Object.keys(DAMAGES).map((damage) => ({ sample, damage, format: sample.format })),
  ),
)('$format with $damage is never called clean', async ({ sample, damage }) => {
  const result = await scanSample(sample, DAMAGES[damage]?.(sample.text('2.0.0')) ?? '');
  expect(result.gate.state).toBe('incomplete');
  expect(area(result, 'inventory').state).toMatch(/^(partial|failed)$/);
  expect(result.inventory.unknowns.some((u) => u.losesComponents)).toBe(true);
});

test.each(SAMPLES)(
  '$format reads the same in UTF-16, with a byte order mark and with CRLF',
  async (sample) => {
    const text = sample.text('1.0.0');
    const plain = names(await scanSample(sample, text));
    expect(plain.length).toBeGreaterThan(0);
    const little = Buffer.from(text, 'utf16le');
    const variants = [
      Buffer.concat([Buffer.from([0xff, 0xfe]), little]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(little).swap16()]),
      `\ufeff${text}`,
      text.replaceAll('\n', '\r\n'),
    ];
    for (const variant of variants) expect(names(await scanSample(sample, variant))).toEqual(plain);
  },
);

test('JSON lockfiles cut off anywhere are never called clean', async () => {
  for (const sample of SAMPLES.filter((s) => s.text('2.0.0').startsWith('{'))) {
    const text = sample.text('2.0.0');
    for (let length = 0; length < text.length; length += 7)
      expect((await scanSample(sample, text.slice(0, length))).gate.state, `at ${length}`).toBe('incomplete');
  }
});

test('lockfiles of 50 MB are read whole or refused', async () => {
  const padding = ' '.repeat(50 * 1024 * 1024);
  for (const sample of SAMPLES) {
    const result = await scanSample(sample, sample.text('1.0.0') + padding);
    if (result.gate.state === 'failed') expect(flaws(result)).toHaveLength(1);
    else expect(reasons(result)).toContain('too-large');
    expect(result.gate.state).not.toBe('passed');
  }
});

test('a key that appears twice is said, and nothing is clean then', async () => {
  const once = '"node_modules/flawed": { "version": "2.0.0" }';
  const result = await scanFiles({
    'package-lock.json': `{ "lockfileVersion": 3, "packages": { "": {}, "node_modules/flawed": { "version": "1.0.0" }, ${once} } }`,
  });
  expect(reasons(result)).toContain('duplicate-key');
  expect(result.gate.state).not.toBe('passed');
});

test.each(SAMPLES)(
  '$format with packages called __proto__ and constructor pollutes nothing',
  async (sample) => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      await scanSample(sample, sample.text('1.0.0').replaceAll('flawed', name));
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>).version).toBeUndefined();
  },
);

test('a cyclic graph gets its trace and ends', async () => {
  const result = await scanFiles({
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { a: '*' } },
        'node_modules/a': { version: '1.0.0', dependencies: { b: '*', a: '*' } },
        'node_modules/b': { version: '1.0.0', dependencies: { flawed: '*', a: '*' } },
        'node_modules/flawed': { version: '1.0.0', dependencies: { b: '*' } },
      },
    }),
  });
  expect(result.findings[0]?.trace.filter((s) => s.kind === 'package').map((s) => s.label)).toEqual([
    'a 1.0.0',
    'b 1.0.0',
    'flawed 1.0.0',
  ]);
});

test('a version that the ecosystem cannot order is a known unknown, and counts where there are advisories', async () => {
  const lock = (name: string): string =>
    `[[package]]\nname = "${name}"\nversion = "2004d"\noptional = false\n\n[metadata]\nlock-version = "2.0"\n`;
  const concerned = await scanFiles({ 'poetry.lock': lock('flawed') });
  expect(reasons(concerned)).toEqual(['invalid-version']);
  expect(area(concerned, 'inventory').state).toBe('complete');
  expect(area(concerned, 'vulnerabilities')).toEqual({
    area: 'vulnerabilities',
    state: 'partial',
    reasons: ['Python (PyPI): 1 component with an invalid version could not be matched by range'],
  });
  expect(concerned.gate.state).toBe('incomplete');
  const unconcerned = await scanFiles({ 'poetry.lock': lock('other') });
  expect(reasons(unconcerned)).toEqual(['invalid-version']);
  expect(unconcerned.gate.state).toBe('passed');
});

test('an advisory whose range cannot be read leaves its package in doubt, and no other', async () => {
  const lock = (name: string): string =>
    JSON.stringify({
      lockfileVersion: 3,
      packages: { '': {}, [`node_modules/${name}`]: { version: '1.0.0' } },
    });
  const doubtful = await scanFiles({ 'package-lock.json': lock('unreadable') });
  expect(area(doubtful, 'vulnerabilities').reasons).toEqual([
    'npm: the affected versions of unreadable in TEST-npm-2 cannot be read',
  ]);
  expect(doubtful.gate.state).toBe('incomplete');
  expect((await scanFiles({ 'package-lock.json': lock('other') })).gate.state).toBe('passed');
});

const pomProperties = (artifact: string): Files => ({
  [`META-INF/maven/org.example/${artifact}/pom.properties`]: `groupId=org.example\nartifactId=${artifact}\nversion=1.0.0\n`,
});

test('archives in archives, twenty deep: read as far as allowed, and never called clean', async () => {
  let jar = makeZip(pomProperties('flawed'));
  for (let depth = 0; depth < 20; depth += 1)
    jar = makeZip({ ...pomProperties(`level${depth}`), [`lib/inner${depth}.jar`]: jar });
  const result = await scanFiles({ 'app.jar': jar });
  expect(result.gate.state).not.toBe('passed');
  expect(names(result)).toContain('org.example:level19@1.0.0');
});

test('a jar within limits is matched', async () => {
  const result = await scanFiles({
    'app.war': makeZip({ 'WEB-INF/lib/x.jar': makeZip(pomProperties('flawed')) }),
  });
  expect(result.findings.map((f) => f.rule)).toEqual(['TEST-maven-1']);
});

const HOSTILE_ARCHIVES: Readonly<Record<string, () => Uint8Array>> = {
  'names that climb out': () =>
    forgeZip([
      { name: '../../evil.jar', content: makeZip(pomProperties('evil')) },
      { name: '/etc/evil.jar', content: 'x' },
      { name: 'C:\\evil.jar', content: 'x' },
    ]),
  'an entry that inflates a thousandfold': () =>
    makeZip({ 'META-INF/maven/a/b/pom.properties': Buffer.alloc(100 * 1024 * 1024) }),
  'an entry that lies about its size': () =>
    forgeZip([{ name: 'lib/a.jar', content: Buffer.alloc(20 * 1024 * 1024), claimedSize: 10 }]),
  'a wrong checksum': () => forgeZip([{ name: 'lib/a.jar', content: makeZip({}), claimedCrc: 1 }]),
  'sixty thousand entries': () =>
    forgeZip(
      Array.from(
        { length: 60_000 },
        (_, i): ForgedEntry => ({ name: `lib/${i}.jar`, content: '', stored: true }),
      ),
    ),
  'no archive at all': () => Buffer.from('PK\u0003\u0004 and then nothing'),
  'half an archive': () => makeZip(pomProperties('flawed')).subarray(0, 90),
};

test.each(Object.keys(HOSTILE_ARCHIVES))('an archive with %s is never called clean', async (name) => {
  const folder = makeFolder({ 'in/app.jar': HOSTILE_ARCHIVES[name]?.() ?? '' });
  const result = await scanWith(store, join(folder, 'in'));
  expect(result.gate.state).toBe('incomplete');
  expect(execFileSync('ls', ['-A', folder]).toString()).toBe('in\n');
});

test('an empty folder is incomplete, not clean', async () => {
  const result = await scanFiles({});
  expect(result.gate).toMatchObject({ state: 'incomplete', exitCode: 3 });
  expect(area(result, 'inventory').reasons).toEqual(['no package file was recognised']);
});

test('one file is scanned by itself; what is not a package file is refused by name', async () => {
  const folder = makeFolder({ 'package-lock.json': SAMPLES[0]?.text('1.0.0') ?? '' });
  const result = await scanWith(store, join(folder, 'package-lock.json'));
  expect(result.target).toEqual({ kind: 'file', name: 'package-lock.json' });
  expect(result.gate.state).toBe('failed');
  await expect(scanWith(store, join(folder, 'nothing'))).rejects.toMatchObject({
    code: 'THERIAC_TARGET_MISSING',
  });
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await expect(scanWith(store, join(folder, 'pipe'))).rejects.toMatchObject({ code: 'THERIAC_TARGET_KIND' });
});

test('a lockfile that points through a linked folder reads nothing outside the target', async () => {
  const outside = makeFolder({ 'package.json': '{ "name": "secret-outside", "version": "6.6.6" }' });
  const folder = makeFolder({
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { workspaces: ['linked'] },
        linked: { version: '1.0.0' },
        'node_modules/linked': { resolved: 'linked', link: true },
      },
    }),
    'package.json': '{ "name": "app", "workspaces": ["linked"] }',
  });
  symlinkSync(outside, join(folder, 'linked'));
  expect(JSON.stringify(await scanWith(store, folder))).not.toContain('6.6.6');
});

test('without any index the embedded set answers and the gate is not green', async () => {
  const result = await scanWith(
    storeOf({ THERIAC_DATA: makeFolder() }),
    makeFolder({ 'package-lock.json': SAMPLES[0]?.text('2.0.0') ?? '' }),
  );
  expect(result.gate.state).toBe('incomplete');
  expect(area(result, 'vulnerabilities').state).toMatch(/partial|failed/);
  expect(area(result, 'vulnerabilities').reasons[0]).toContain('theriac db update');
});

test('an index past its age is not green', async () => {
  const folder = makeFolder({ 'package-lock.json': SAMPLES[0]?.text('2.0.0') ?? '' });
  expect((await scanWith(store, folder, { asOf: '2026-01-15' })).gate.state).toBe('passed');
  const old = await scanWith(store, folder, { asOf: '2026-01-16' });
  expect(old.gate.state).toBe('incomplete');
  expect(area(old, 'vulnerabilities').reasons).toEqual([
    'npm: the index is 15 days old (policy: 14); run `theriac db update`',
  ]);
  // Built anew from a mirror that never changes, an index is no younger.
  const stale = await scanWith(await makeStore({}, '2026-02-01T00:00:00Z'), folder, { asOf: '2026-02-01' });
  expect(stale.gate.state).toBe('incomplete');
  expect(area(stale, 'vulnerabilities').reasons).toEqual([
    'npm: the feed osv/npm has no record newer than 2025-12-30 (33 days; at most 17): refresh the mirror',
  ]);
});

test.each([
  ['not text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['cut off', '{"lockfileVersion":3,"packages":{'],
  ['in conflict', '{\n<<<<<<< ours\n}\n'],
])('a lockfile that is %s leaves every area that rests on it incomplete', async (_, content) => {
  const result = await scanFiles({ 'package-lock.json': content, 'package.json': '{"name":"app"}' });
  expect(area(result, 'supply-chain').state).toBe('partial');
  expect(area(result, 'supply-chain').reasons).toContainEqual(
    expect.stringMatching(/^package-lock.json: not checked for lockfile integrity/),
  );
  expect(result.gate.exitCode).toBe(3);
});

test('packages that no feed speaks of are accepted by ecosystem, and hide no other gap', async () => {
  const folder = makeFolder({
    'package-lock.json': SAMPLES[0]?.text('2.0.0') ?? '',
    '.terraform.lock.hcl':
      'provider "registry.example.org/hashicorp/aws" {\n  version = "5.0.0"\n  hashes = ["h1:x="]\n}\n',
  });
  const strict = await scanWith(store, folder);
  expect(strict.gate.state).toBe('incomplete');
  expect(area(strict, 'vulnerabilities')).toMatchObject({
    state: 'partial',
    reasons: ['Terraform: no advisory feed exists; 1 component not matched'],
    remedy: 'accept-unmatched',
  });
  const accepting = (asOf: string) =>
    scanWith(store, folder, {
      asOf,
      config: {
        ...DEFAULT_CONFIG,
        policy: { ...DEFAULT_CONFIG.policy, acceptUnmatched: ['terraform', 'helm'] },
      },
    });
  const accepted = await accepting(AS_OF);
  expect(accepted.gate.state).toBe('passed');
  expect(area(accepted, 'vulnerabilities')).toEqual({
    area: 'vulnerabilities',
    state: 'complete',
    reasons: [],
    accepted: ['Terraform: no advisory feed exists; 1 component not matched'],
  });
  expect(accepted.warnings).toEqual(['policy.acceptUnmatched: nothing of Helm chart was found']);
  expect((await accepting('2026-02-01')).gate.state).toBe('incomplete');
});

test('excluded lockfiles are listed as skipped', async () => {
  const folder = makeFolder({
    'a/package-lock.json': SAMPLES[0]?.text('1.0.0') ?? '',
    'b/package-lock.json': SAMPLES[0]?.text('2.0.0') ?? '',
  });
  const result = await scanWith(store, folder, { config: { ...DEFAULT_CONFIG, exclude: ['/a'] } });
  expect(result.inventory.skipped).toEqual([{ path: 'a', reason: 'excluded' }]);
  expect(result.gate.state).toBe('passed');
});

test('accepted gaps are green but stay visible', async () => {
  const sample = SAMPLES.find((s) => s.format === 'pom');
  const folder = makeFolder({ 'pom.xml': sample?.text('2.0.0') ?? '' });
  const policy = { ...DEFAULT_POLICY, acceptPartial: ['inventory', 'vulnerabilities', 'malware'] as const };
  const result = await scanWith(store, folder, { config: { ...DEFAULT_CONFIG, policy } });
  expect(result.gate.state).toBe('passed');
  expect(area(result, 'inventory').state).toBe('partial');
});

test('the same target gives the same bytes: twice, in another order, at another place', async () => {
  const files: Files = {
    'web/package-lock.json': packageLock(60),
    'web2/pnpm-lock.yaml': pnpmLock(40),
    ...Object.fromEntries(
      SAMPLES.flatMap((s) => [
        [`${s.format}/${s.path}`, s.text('1.0.0')],
        ...Object.entries(s.beside ?? {}).map(([path, text]) => [`${s.format}/${path}`, text]),
      ]),
    ),
    'jar/app.jar': makeZip(pomProperties('flawed')),
    'broken/package-lock.json': '{',
    'closed/composer.lock': '[]',
  };
  const folder = join(makeFolder(), 'target');
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) writeInto(folder, path, text);
  const reversed = join(makeFolder(), 'target');
  mkdirSync(reversed);
  for (const [path, text] of Object.entries(files).reverse()) writeInto(reversed, path, text);
  chmodSync(join(reversed, 'web'), 0o700);
  const copied = join(makeFolder(), 'target');
  cpSync(folder, copied, { recursive: true });
  const first = JSON.stringify(await scanWith(store, folder));
  expect(first).toContain('TEST-npm-1');
  for (const other of [folder, reversed, copied])
    expect(JSON.stringify(await scanWith(store, other)) === first, other).toBe(true);
  expect(first).not.toContain(folder);
});

test('generated lockfiles give the same bytes whatever the order of their keys', async () => {
  const name = fc.stringMatching(/^[a-d]{1,2}$/);
  const packages = fc.uniqueArray(fc.tuple(name, fc.array(name, { maxLength: 3 }), fc.nat(3)), {
    selector: ([n]) => n,
    minLength: 1,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(packages, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), async (list, order) => {
      const listed = new Set(list.map(([n]) => n));
      const entries = list.map(([n, needs, major]): [string, object] => [
        `node_modules/${n}`,
        {
          version: `${major}.0.0`,
          dependencies: Object.fromEntries(needs.filter((d) => listed.has(d)).map((d) => [d, '*'])),
        },
      ]);
      const shuffled = [...entries].sort(
        ([a], [b]) =>
          (order[entries.findIndex(([n]) => n === a)] ?? 0) -
          (order[entries.findIndex(([n]) => n === b)] ?? 0),
      );
      const root: [string, object] = ['', { dependencies: { [list[0]?.[0] ?? '']: '*' } }];
      // One line, so that the order of keys cannot show in line numbers.
      const lock = (e: readonly [string, object][]): string =>
        JSON.stringify({ lockfileVersion: 3, packages: Object.fromEntries([root, ...e]) });
      const one = await scanWith(store, makeNamed({ 'package-lock.json': lock(entries) }));
      const two = await scanWith(store, makeNamed({ 'package-lock.json': lock(shuffled) }));
      expect(JSON.stringify(two)).toBe(JSON.stringify(one));
    }),
    { numRuns: 40 },
  );
});

function makeNamed(files: Files): string {
  const folder = makeFolder();
  for (const [path, text] of Object.entries(files)) writeInto(join(folder, 'target'), path, text);
  return join(folder, 'target');
}

test('a damaged index is never green, wherever the damage is, and the run says which', async () => {
  const folder = makeFolder({ 'package-lock.json': SAMPLES[0]?.text('2.0.0') ?? '' });
  const good = readFileSync(join(store.indexes, 'npm.idx'));
  const facts = readFileSync(join(store.indexes, 'facts.idx'));
  const data = makeFolder();
  const other = storeOf({ THERIAC_DATA: data });
  writeInto(data, 'index/facts.idx', facts);
  let seen = 0;
  for (let at = 0; at < good.length; at += 13) {
    const bad = Buffer.from(good);
    bad[at] = (bad[at] ?? 0) ^ 1;
    writeInto(data, 'index/npm.idx', bad);
    const result = await scanWith(other, folder, { prose: true });
    const said = area(result, 'vulnerabilities').reasons.join(' ');
    if (said.includes('THERIAC_INDEX_CORRUPT')) seen += 1;
    // Bytes that this look-up does not rely on may be damaged without changing its answer.
    if (result.gate.state === 'passed') expect(said).toBe('');
    else expect(said, `byte ${at}`).toMatch(/THERIAC_INDEX_(CORRUPT|VERSION)/);
  }
  expect(seen).toBeGreaterThan(20);
});

test.each([
  ['older', 0],
  ['newer', 2],
])('an index of an %s format is not green and says what to do', async (word, major) => {
  const bad = readFileSync(join(store.indexes, 'npm.idx'));
  bad.writeUInt16LE(major, 8);
  bad.writeUInt32LE(crc32(bad.subarray(0, 124)), 124);
  const data = makeFolder({ 'index/npm.idx': bad });
  const result = await scanWith(
    storeOf({ THERIAC_DATA: data }),
    makeFolder({ 'package-lock.json': SAMPLES[0]?.text('2.0.0') ?? '' }),
  );
  expect(result.gate.state).toBe('incomplete');
  expect(area(result, 'vulnerabilities').state).toBe('failed');
  expect(area(result, 'vulnerabilities').reasons.join(' ')).toContain(`the ${word} format ${major}`);
  expect(area(result, 'vulnerabilities').reasons.join(' ')).toContain('THERIAC_INDEX_VERSION');
});

test('damage of the facts costs the facts, not the run', async () => {
  const facts = readFileSync(join(store.indexes, 'facts.idx'));
  facts[140] = (facts[140] ?? 0) ^ 1;
  facts.writeUInt8(0, 0);
  const data = makeFolder({
    'index/npm.idx': readFileSync(join(store.indexes, 'npm.idx')),
    'index/facts.idx': facts,
  });
  const result = await scanWith(
    storeOf({ THERIAC_DATA: data }),
    makeFolder({ 'package-lock.json': SAMPLES[0]?.text('1.0.0') ?? '' }),
  );
  expect(flaws(result)).toHaveLength(1);
  expect(area(result, 'exploitation')).toMatchObject({
    state: 'failed',
    reasons: [expect.stringContaining('THERIAC_INDEX_CORRUPT')],
  });
});
