import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf, sweep } from '@theriac/testing/extractor-sweep';
import { fixture, LANGUAGES } from '@theriac/testing/public-sets';
import { describe, expect, test } from 'vitest';
import { extractors } from './index.ts';

const goMod = extractorOf(extractors, 'golang/go-mod');
const FOLDER = `${LANGUAGES}/golang/gomod/testdata`;
const run = (files: MemoryFiles, path = 'go.mod') => extractInMemory(goMod, files, path);
const names = async (files: MemoryFiles) =>
  (await run(files)).roots[0]?.components.map((c) => [c.key, c.direct, c.location.line]);

sweep(goMod, 'golang/gomod/testdata', 'go.mod', {
  'indirect-packages.mod': 6,
  'two-packages.mod': 3,
  'replace-mixed.mod': 2,
  'toolchain-with-suffix.mod': 2,
  'not-go-mod.mod': 0,
  'empty.mod': 0,
});
sweep(extractorOf(extractors, 'golang/vendored'), 'golang/vendormodules/testdata', null, {
  'valid/vendor/modules.txt': 8,
  'empty/vendor/modules.txt': 0,
});

test('direct and indirect requirements, and the standard library at the least release that will do', async () => {
  expect(await names({ 'go.mod': fixture(`${FOLDER}/indirect-packages.mod`) })).toEqual([
    ['stdlib@1.17', true, 3],
    ['github.com/BurntSushi/toml@v1.0.0', true, 6],
    ['gopkg.in/yaml.v2@v2.4.0', true, 7],
    ['github.com/mattn/go-colorable@v0.1.9', false, 11],
    ['github.com/mattn/go-isatty@v0.0.14', false, 12],
    ['golang.org/x/sys@v0.0.0-20210630005230-0f9fa26af87c', false, 13],
  ]);
});

test('before Go 1.17 go.sum names the rest: modules whose contents were needed, not every line', async () => {
  const { roots, unknowns } = await run({
    'go.mod': fixture(`${FOLDER}/indirect-1.16.mod`),
    'go.sum': fixture(`${FOLDER}/indirect-1.16.sum`),
  });
  expect(unknowns).toEqual([]);
  expect(roots[0]?.components.map((c) => [c.key, c.direct, c.location.path, c.location.line])).toEqual([
    ['stdlib@1.16', true, 'go.mod', 3],
    ['github.com/sirupsen/logrus@v1.9.3', true, 'go.mod', 5],
    ['github.com/davecgh/go-spew@v1.1.1', false, 'go.sum', 2],
    ['github.com/pmezard/go-difflib@v1.0.0', false, 'go.sum', 4],
    ['github.com/stretchr/testify@v1.7.0', false, 'go.sum', 9],
    ['golang.org/x/sys@v0.0.0-20220715151400-c0bba94af5f8', false, 'go.sum', 11],
    ['gopkg.in/yaml.v3@v3.0.0-20200313102051-9f266ea9e77c', false, 'go.sum', 14],
  ]);
  expect(roots[0]?.components[1]?.hashes).toEqual([
    {
      algorithm: 'sha256',
      hex: Buffer.from('dueUQJ1C2q9oE3F7wvmSGAaVtTmUizReu6fjN8uqzbQ=', 'base64').toString('hex'),
    },
  ]);
  const without = await run({ 'go.mod': fixture(`${FOLDER}/indirect-1.16.mod`) });
  expect(without.unknowns).toMatchObject([{ reason: 'unresolved-version', losesComponents: true }]);
});

describe('replace', () => {
  const read = (name: string) => run({ 'go.mod': fixture(`${FOLDER}/${name}`) });
  test('of one version touches that version only', async () => {
    const { roots } = await read('replace-mixed.mod');
    expect(roots[0]?.components.map((c) => c.key)).toEqual([
      'example.com/fork/net@v1.4.5',
      'golang.org/x/net@v0.5.6',
    ]);
    const other = await read('replace-not-required.mod');
    expect(other.roots[0]?.components.map((c) => c.key)).toEqual([
      'golang.org/x/net@v0.5.6',
      'github.com/BurntSushi/toml@v1.0.0',
    ]);
  });
  test('by a folder outside of the target is a known unknown', async () => {
    const { roots, unknowns } = await read('replace-local.mod');
    expect(roots[0]?.components[0]).toMatchObject({
      name: 'golang.org/x/net',
      version: null,
      origin: { kind: 'path', path: './fork/net' },
    });
    expect(unknowns[0]).toMatchObject({
      reason: 'unresolved-version',
      package: 'golang.org/x/net',
      location: { line: 2 },
    });
  });
});

test('the toolchain decides the standard library; its suffix does not count', async () => {
  expect(await names({ 'go.mod': fixture(`${FOLDER}/toolchain-with-suffix.mod`) })).toEqual([
    ['stdlib@1.23.6', true, 5],
    ['github.com/BurntSushi/toml@v1.0.0', true, 8],
  ]);
});

test('what is not a directive is a known unknown', async () => {
  const { unknowns } = await run({ 'go.mod': fixture(`${FOLDER}/not-go-mod.mod`) });
  expect(unknowns).toMatchObject([{ reason: 'unparseable', location: { line: 1 }, losesComponents: true }]);
});

test('vendored modules: explicit ones are direct, malformed lines are reported', async () => {
  const path = 'valid/vendor/modules.txt';
  const { roots, unknowns } = await extractInMemory(
    extractorOf(extractors, 'golang/vendored'),
    { [path]: fixture(`${LANGUAGES}/golang/vendormodules/testdata/${path}`) },
    path,
  );
  expect(roots[0]?.components.map((c) => [c.key, c.direct])).toEqual([
    ['github.com/BurntSushi/toml@v1.2.1', true],
    ['golang.org/x/crypto@v0.31.0', true],
    ['example.com/fork/net@v1.4.5', true],
    ['github.com/example/incompatible@v2.0.0+incompatible', true],
    ['example.com/transitive@v0.2.0', false],
    ['example.com/headeronly@v0.1.0', true],
    ['example.com/afterheaderonly@v0.3.0', false],
    ['example.com/local@', true],
  ]);
  expect(unknowns.map((u) => u.location.line)).toEqual([10, 14]);
});
