import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { describe, expect, test } from 'vitest';
import { compareGo } from './go-sum.ts';
import { extractors } from './index.ts';

const goMod = extractorOf(extractors, 'golang/go-mod');
const run = (files: MemoryFiles, path = 'go.mod') => extractInMemory(goMod, files, path);
const names = async (files: MemoryFiles) =>
  (await run(files)).roots[0]?.components.map((c) => [c.key, c.direct, c.location.line]);

test('from Go 1.17 on go.sum gives hashes only', async () => {
  const files = {
    'go.mod': 'module m\ngo 1.21\nrequire a.example/x v1.0.0\n',
    'go.sum': 'a.example/y v1.0.0 h1:AAAA\n',
  };
  expect(await names(files)).toEqual([
    ['stdlib@1.21', true, 2],
    ['a.example/x@v1.0.0', true, 3],
  ]);
});

test('the go line is a lowest version, a toolchain line an exact one', async () => {
  const [least] = (await run({ 'go.mod': 'module m\ngo 1.22\n' })).roots[0]?.components ?? [];
  expect(least).toMatchObject({ name: 'stdlib', version: '1.22', minimum: 'The go line of go.mod' });
  const [exact] =
    (await run({ 'go.mod': 'module m\ngo 1.22\ntoolchain go1.22.3\n' })).roots[0]?.components ?? [];
  expect(exact).toMatchObject({ version: '1.22.3' });
  expect(exact?.minimum).toBeUndefined();
});

test('a block that is not closed was cut off', async () => {
  const { unknowns } = await run({ 'go.mod': 'module m\n\ngo 1.22\n\nrequire (\n\ta.example/x v1.0.0\n' });
  expect(unknowns).toMatchObject([{ reason: 'unparseable', location: { line: 5 }, losesComponents: true }]);
});

describe('replace', () => {
  test('by a module of the target is first-party', async () => {
    const { roots, unknowns } = await run(
      {
        'app/go.mod': 'module app\ngo 1.20\nrequire a.example/x v1.0.0\nreplace a.example/x => ../lib\n',
        'lib/go.mod': 'module a.example/x\n',
      },
      'app/go.mod',
    );
    expect(roots[0]?.components[1]).toMatchObject({
      version: null,
      firstParty: true,
      origin: { kind: 'workspace', path: 'lib' },
    });
    expect(unknowns).toEqual([]);
  });
  test('of the go.work above counts too', async () => {
    const { roots } = await run(
      {
        'go.work': 'go 1.22\nuse (\n\t./app\n)\nreplace a.example/x => b.example/x v2.0.0\n',
        'app/go.mod': 'module app\ngo 1.22\nrequire a.example/x v1.0.0\n',
      },
      'app/go.mod',
    );
    expect(roots[0]?.components.map((c) => c.key)).toEqual(['stdlib@1.22', 'b.example/x@v2.0.0']);
  });
});

test('modules that are only tools are for building', async () => {
  const { roots } = await run({
    'go.mod':
      'module m\ngo 1.24\ntool a.example/tools/cmd/gen\nrequire a.example/tools v0.1.0 // indirect\nrequire b.example/x v1.0.0 // indirect; kept\n',
  });
  expect(roots[0]?.components.slice(1).map((c) => [c.name, c.scope, c.direct])).toEqual([
    ['a.example/tools', 'build', true],
    ['b.example/x', 'production', false],
  ]);
});

test('module versions are ordered as Go orders them', () => {
  const ordered = ['v0.9.0', 'v1.0.0-0.2020', 'v1.0.0-rc.1', 'v1.0.0', 'v1.2.0', 'v1.10.0'];
  expect([...ordered].reverse().sort(compareGo)).toEqual(ordered);
});
