import type { Component, EcosystemId, Inventory } from '@theriac/core';
import { detectInMemory, EMPTY_INVENTORY, packageOf, told } from '@theriac/testing/detect-in-memory';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { names } from './index.ts';
import { listsFor } from './lists.ts';
import { hashName, letterHash, mix, PartialHashes } from './name-hash.ts';
import { nearNames } from './near-names.ts';
import { PopularList, packNames } from './popular-list.ts';
import { imitationOf } from './typosquat.ts';

const listFor = await listsFor({ components: [packageOf('a'), packageOf('a', { ecosystem: 'pypi' })] });
const npm = listFor('npm') ?? new PopularList(packNames([]));
const pypi = listFor('pypi') ?? new PopularList(packNames([]));

const over = (...components: Component[]): Inventory => ({ ...EMPTY_INVENTORY, components });
const judge = async (...components: Component[]): Promise<string[]> =>
  told(await detectInMemory(names, { inventory: over(...components) }));

describe('hashes of changed names', () => {
  const name = fc.stringMatching(/^[a-z0-9@/._-]{1,40}$/);
  const partial = (text: string): number => hashName(text)[0];

  test('are those of the changed text', () => {
    fc.assert(
      fc.property(name, fc.nat(), fc.integer({ min: 97, max: 122 }), (text, at, code) => {
        const i = at % text.length;
        const hashes = new PartialHashes().of(text);
        const letter = String.fromCharCode(code);
        expect(hashes.without(i, i + 1)).toBe(partial(text.slice(0, i) + text.slice(i + 1)));
        expect(hashes.with(i, i + 1, letterHash(code))).toBe(
          partial(text.slice(0, i) + letter + text.slice(i + 1)),
        );
        expect(hashes.with(i, i, letterHash(code))).toBe(partial(text.slice(0, i) + letter + text.slice(i)));
        if (i + 1 < text.length) {
          const swapped = text.slice(0, i) + (text[i + 1] ?? '') + (text[i] ?? '') + text.slice(i + 2);
          expect(hashes.swapped(i)).toBe(partial(swapped));
        }
      }),
    );
  });

  test('every edit leaves one half of the name', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z-]{5,30}$/),
        fc.nat(),
        fc.nat(25),
        fc.nat(3),
        (listed, at, n, edit) => {
          const list = new PopularList(packNames([listed]));
          const i = at % (listed.length - 1);
          const letter = edit === 0 ? '' : String.fromCharCode(97 + n);
          const misspelt =
            edit === 3
              ? listed.slice(0, i) + (listed[i + 1] ?? '') + (listed[i] ?? '') + listed.slice(i + 2)
              : listed.slice(0, i) + letter + listed.slice(edit === 1 ? i : i + 1);
          const found = nearNames(misspelt, list).map(({ name }) => name);
          expect(misspelt === listed ? [listed] : found).toEqual([listed]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('spread over all bits', () => {
    expect(new Set(Array.from({ length: 4096 }, (_, i) => mix(i) >>> 20)).size).toBeGreaterThan(2500);
  });
});

describe('a list of popular names', () => {
  test('knows every name that went in by its rank, and no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z-]{1,20}$/), { maxLength: 200 }), (all) => {
        const list = new PopularList(packNames(all));
        expect(all.map((name) => list.rank(name))).toEqual(all.map((_, i) => i));
        expect(list.rank('0not-there')).toBe(-1);
      }),
    );
  });

  test('holds the real ones', () => {
    expect(npm.rank('lodash')).toBeGreaterThanOrEqual(0);
    expect(npm.rank('lodahs')).toBe(-1);
    expect(pypi.rank('requests')).toBeLessThan(20);
  });
});

test.each([
  ['lodahs', 'lodash', 'transposition'],
  ['expresss', 'express', 'repetition'],
  ['chakl', 'chalk', 'transposition'],
  ['1odash', 'lodash', 'homoglyph'],
  ['crossenv', 'cross-env', 'delimiter'],
  ['babel-core', '@babel/core', 'scope'],
  ['parser-yargs', 'yargs-parser', 'word-order'],
  ['@bable/core', '@babel/core', 'transposition'],
  ['node-semver', 'semver', 'affix'],
])('%s is near %s by %s', (name, original, likeness) => {
  expect(nearNames(name, npm)).toContainEqual(expect.objectContaining({ name: original, likeness }));
});

test('a name in a scope is never near another of that scope: only its owner publishes there', () => {
  expect(nearNames('@types/hasst', npm)).toEqual([]);
});

test.each(['', '@', '@scope', 'a'.repeat(300), '-'.repeat(60), '\ud800', '__proto__', 'constructor'])(
  'the name %j does no harm',
  (name) => {
    expect(() => imitationOf(name, npm)).not.toThrow();
  },
);

test('letters of another script are seen through', () => {
  expect(imitationOf('l\u043edash', npm)).toEqual({
    imitates: 'lodash',
    likeness: 'homoglyph',
    confidence: 'high',
  });
  expect(imitationOf('lod\u200bash', npm)?.imitates).toBe('lodash');
});

describe('findings', () => {
  test('a near miss is high, a likeness that honest packages share is medium', async () => {
    expect(await judge(packageOf('expresss'), packageOf('crossenv'))).toEqual([
      'TYPOSQUAT express package-lock.json:3',
      'LOOKALIKE-NAME cross-env package-lock.json:3',
    ]);
  });

  test('the popular package, folders, repositories and members of the target are left alone', async () => {
    expect(
      await judge(
        packageOf('express'),
        packageOf('expresss', { firstParty: true }),
        packageOf('loadsh', { origin: { kind: 'path', path: '../x' } }),
        packageOf('reacct', { origin: { kind: 'git', url: 'https://git.example.org/a' } }),
      ),
    ).toEqual([]);
  });

  test('what a popular package asks for was meant', async () => {
    const suspect = packageOf('expresss', { direct: false });
    expect(await judge(packageOf('webpack', { dependsOn: [suspect.id] }), suspect)).toEqual([]);
    expect(await judge(packageOf('some-unknown-thing', { dependsOn: [suspect.id] }), suspect)).toHaveLength(
      1,
    );
  });

  test('a weak likeness counts only with a script at install', async () => {
    expect(await judge(packageOf('lodash-node'))).toEqual([]);
    expect(await judge(packageOf('lodash-node', { installScript: true }))).toEqual([
      'LOOKALIKE-NAME lodash package-lock.json:3',
    ]);
  });

  test('names that the project trusts are left alone', async () => {
    const inventory = over(packageOf('expresss'));
    expect(
      told(await detectInMemory(names, { inventory, supplyChain: { trustedNames: ['expresss'] } })),
    ).toEqual([]);
  });

  test.each<[EcosystemId, string, string]>([
    ['pypi', 'reqeusts', 'requests'],
    ['pypi', 'Python_Dateuttil', 'python-dateutil'],
    ['cargo', 'rustdecimal', 'rust_decimal'],
    ['githubactions', 'action/checkout/sub', 'actions/checkout'],
    ['golang', 'github.com/spf13/cobrra', 'github.com/spf13/cobra'],
    ['gem', 'nokogirri', 'nokogiri'],
    ['nuget', 'Newtonsoft.Jsonn', 'newtonsoft.json'],
    ['composer', 'symfony/procces', ''],
    ['maven', 'com.fasterxml.jackson.core:jackson-databindd', 'com.fasterxml.jackson.core:jackson-databind'],
  ])('%s %s', async (ecosystem, name, original) => {
    const found = await detectInMemory(names, { inventory: over(packageOf(name, { ecosystem })) });
    expect(found.findings.map((f) => f.key)).toEqual(original === '' ? [] : [original]);
  });
});

describe('two indexes for the same names', () => {
  const mixed = async (path: string, text: string): Promise<string[]> =>
    told(await detectInMemory(names, { files: { [path]: text } }));

  test.each([
    [
      'requirements.txt',
      '--index-url https://a.example/simple\n--extra-index-url https://b.example/simple\nflask\n',
      ['b.example 2'],
    ],
    ['ops/pip.conf', '[global]\nextra-index-url = https://b.example/simple\n', ['b.example 2']],
    [
      'requirements.txt',
      '--extra-index-url https://b.example/simple\n--extra-index-url https://c.example/simple\n',
      ['b.example 1', 'c.example 2'],
    ],
    [
      'pyproject.toml',
      '[tool.poetry]\nname = "a"\n[[tool.poetry.source]]\nname = "p"\npriority = "supplemental"\n',
      ['3'],
    ],
    ['pyproject.toml', '[tool.uv]\nindex-strategy = "unsafe-best-match"\n', ['index-strategy 2']],
    [
      'Pipfile',
      '[[source]]\nurl = "https://a.example"\n[[source]]\nurl = "https://b.example"\n[packages]\na = "*"\n',
      ['b.example 3'],
    ],
    [
      'nuget.config',
      '<configuration>\n<packageSources>\n<add key="a" value="https://a.example" />\n<add key="b" value="https://b.example" />\n</packageSources></configuration>',
      ['b.example 4'],
    ],
    [
      'composer.json',
      '{"repositories":[\n{"type":"composer","url":"https://a.example",\n"canonical":false}]}',
      ['a.example 2'],
    ],
    [
      'nuget.config',
      '<configuration>\n\n<packageSources>\n<add key="a" value="https://a.example" />\n\n<add key="b"\n value="https://b.example" />\n<add key="c" value="https://c.example" />\n</packageSources></configuration>',
      ['b.example 6', 'c.example 8'],
    ],
    [
      'composer.json',
      '{"repositories":[\n{"type":"composer","url":"https://a.example","canonical":false},\n{"type":"vcs","url":"https://v.example"},\n\n{"type":"composer","url":"https://b.example","canonical":false},\n{"type":"composer","url":"https://a.example","canonical":false}]}',
      ['a.example 2', 'b.example 5', 'a.example@#2 6'],
    ],
  ])('%s, line %#', async (path, text, places) => {
    expect(await mixed(path, text)).toEqual(
      places.map((place) => `MIXED-INDEXES ${place.replace(/(\d+)$/, `${path}:$1`)}`),
    );
  });

  test.each([
    ['requirements.txt', '--index-url https://a.example/simple\nflask\n'],
    ['pyproject.toml', '[[tool.poetry.source]]\nname = "p"\npriority = "explicit"\n'],
    ['pyproject.toml', '[tool.uv]\nindex-strategy = "first-index"\n'],
    [
      'Pipfile',
      '[[source]]\nurl = "a"\n[[source]]\nurl = "b"\n[packages]\na = {version = "*", index = "b"}\n',
    ],
    [
      'nuget.config',
      '<packageSources><add key="a" value="https://a.example" /><add key="b" value="https://b.example" /></packageSources><packageSourceMapping></packageSourceMapping>',
    ],
    ['composer.json', '{"repositories":[{"type":"composer","url":"https://a.example"}]}'],
    ['composer.json', '{'],
  ])('not %s %#', async (path, text) => {
    expect(await mixed(path, text)).toEqual([]);
  });
});

test('a private package of the repository that comes from a registry', async () => {
  const root = (path: string, name: string) => ({
    id: path,
    path,
    extractor: 'npm',
    ecosystem: 'npm' as const,
    name,
  });
  const inventory: Inventory = {
    ...EMPTY_INVENTORY,
    roots: [root('a/package.json', 'clinic-core'), root('b/package.json', 'clinic-web')],
    components: [packageOf('clinic-core', { root: 'b/package.json' })],
  };
  const files = { 'a/package.json': '{"name":"clinic-core","private":true}', 'b/package.json': '{}' };
  expect(told(await detectInMemory(names, { files, inventory }))).toEqual([
    'UNBOUND-INTERNAL-NAME package-lock.json:3',
  ]);
  expect(
    told(await detectInMemory(names, { files: { ...files, 'a/package.json': '{}' }, inventory })),
  ).toEqual([]);
});
