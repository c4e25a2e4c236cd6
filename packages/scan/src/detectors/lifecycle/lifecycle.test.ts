import type { EolCycle } from '@theriac/core';
import { detectInMemory, EMPTY_INVENTORY, packageOf, told } from '@theriac/testing/detect-in-memory';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lifecycle } from './index.ts';
import { runtimesIn } from './runtimes.ts';

const CYCLES: Readonly<Record<string, readonly EolCycle[]>> = {
  nodejs: [
    { cycle: '24', eol: '2028-04-30' },
    { cycle: '18', eol: '2025-04-30' },
  ],
  python: [
    { cycle: '3.12', eol: '2028-10-31' },
    { cycle: '3.8', eol: '2024-10-07' },
  ],
};
const endOfLife = (product: string): readonly EolCycle[] => CYCLES[product] ?? [];

describe('what a project runs on', () => {
  test.each<[string, string, string[]]>([
    ['.nvmrc', 'v18.19.0\n', ['nodejs 18.19.0 :1']],
    ['.nvmrc', '# old\n18\n', ['nodejs 18 :2']],
    ['.nvmrc', 'lts/iron\n', []],
    ['.python-version', 'pypy3.9\n', []],
    ['.python-version', '3.8.1\n3.12\n', ['python 3.8.1 :1']],
    ['runtime.txt', 'python-3.8.10\n', ['python 3.8.10 :1']],
    ['.java-version', '1.8\n', ['eclipse-temurin 8 :1']],
    ['.java-version', 'temurin-17.0.1\n', ['eclipse-temurin 17.0.1 :1']],
    [
      '.tool-versions',
      'erlang 26\nnodejs 18.1.0\njava temurin-11.0.2+9\n',
      ['nodejs 18.1.0 :2', 'eclipse-temurin 11.0.2 :3'],
    ],
    ['.sdkmanrc', 'java=17.0.9-tem\n', ['eclipse-temurin 17.0.9 :1']],
    ['package.json', '{\n"engines": {\n"node": ">=18"}}', []],
    ['package.json', '{\n"engines": {\n"node": "18.x"}}', ['nodejs 18.99 :3']],
    ['package.json', '{"engines": {"node": "^12 || ^18.1"}}', ['nodejs 18.99 :1']],
    ['package.json', '{"engines": {"node": ">=12 <19"}}', ['nodejs 18.99 :1']],
    ['package.json', '{"engines": {"node": "^16 || >=18"}}', []],
    ['package.json', '{"volta": {"node": "18.2.0"}}', ['nodejs 18.2.0 :1']],
    ['pyproject.toml', '[project]\nrequires-python = ">=3.6,<3.9"\n', ['python 3.8 :2']],
    ['pyproject.toml', 'requires-python = ">=3.8"\n', []],
    ['global.json', '{"sdk": {"version": "6.0.100"}}', ['dotnet 6 :1']],
    [
      'a.csproj',
      '<Project>\n<TargetFrameworks>netstandard2.0;net6.0</TargetFrameworks></Project>',
      ['dotnet 6 :2'],
    ],
    ['a.csproj', '<TargetFramework>netcoreapp3.1</TargetFramework>', ['dotnet 3.1 :1']],
    ['composer.json', '{"require": {"php": "^7.4"}}', ['php 7.99 :1']],
    ['go.mod', 'module x\ngo 1.20\ntoolchain go1.21.3\n', ['go 1.21 :3']],
  ])('%s %#', (name, text, expected) => {
    expect(runtimesIn(name, text).map((r) => `${r.product} ${r.version} :${r.line}`)).toEqual(expected);
  });

  test('is reported when its line has ended', async () => {
    const files = { '.nvmrc': '18', 'app/.nvmrc': '24', 'app/.python-version': '3.8' };
    const result = await detectInMemory(lifecycle, { files, endOfLife });
    expect(told(result)).toEqual([
      'THERIAC-EOL-nodejs-18 .nvmrc:1',
      'THERIAC-EOL-python-3.8 app/.python-version:1',
    ]);
    expect(told(await detectInMemory(lifecycle, { files, endOfLife, asOf: '2024-01-01' }))).toEqual([]);
    expect(told(await detectInMemory(lifecycle, { files }))).toEqual([]);
  });
});

describe('packages that were deprecated', () => {
  const inventory = (path: string) => ({
    ...EMPTY_INVENTORY,
    components: [
      packageOf('request', { version: '2.88.2', location: { path, line: 7 } }),
      packageOf('inflight', { version: '1.0.6', direct: false, location: { path, line: 9 } }),
      packageOf('inflight', { id: 'other', version: '2.0.0', location: { path, line: 11 } }),
    ],
  });

  test.each([
    [
      'package-lock.json',
      '{"packages": {"node_modules/request": {"version": "2.88.2", "deprecated": "see #3142"}, "node_modules/a/node_modules/inflight": {"version": "1.0.6", "deprecated": "leaks"}}}',
    ],
    [
      'pnpm-lock.yaml',
      "packages:\n\n  request@2.88.2:\n    resolution: {integrity: x}\n    deprecated: see #3142\n\n  inflight@1.0.6(a@1):\n    deprecated: 'leaks'\n",
    ],
  ])('%s', async (path, text) => {
    expect(
      told(await detectInMemory(lifecycle, { files: { [path]: text }, inventory: inventory(path) })),
    ).toEqual([`THERIAC-LC-DEPRECATED ${path}:7`, `THERIAC-LC-DEPRECATED-INDIRECT ${path}:9`]);
  });

  test('composer.lock names what to use instead', async () => {
    const text =
      '{"packages": [{"name": "swiftmailer/swiftmailer", "version": "v6.3.0", "abandoned": "symfony/mailer"}, {"name": "a/b", "version": "1.0", "abandoned": false}]}';
    const components = [
      packageOf('swiftmailer/swiftmailer', {
        ecosystem: 'composer',
        version: 'v6.3.0',
        location: { path: 'composer.lock', line: 2 },
      }),
      packageOf('a/b', {
        ecosystem: 'composer',
        version: '1.0',
        location: { path: 'composer.lock', line: 3 },
      }),
    ];
    const { findings } = await detectInMemory(lifecycle, {
      files: { 'composer.lock': text },
      inventory: { ...EMPTY_INVENTORY, components },
    });
    expect(findings.map((f) => f.evidence[0])).toEqual([
      {
        source: 'detector/lifecycle',
        observed: 'swiftmailer/swiftmailer v6.3.0: abandoned; use symfony/mailer',
      },
    ]);
  });
});

test('any text ends', async () => {
  const names = lifecycle.files?.names ?? [];
  const piece = fc.constantFrom(
    '{',
    '}',
    '"engines"',
    ':',
    '"node"',
    '"^1 || 2"',
    '18',
    '.',
    '>=',
    '\n',
    ' - ',
    'packages:\n',
    '  a@1:\n',
    '    deprecated: x\n',
    '__proto__',
    '<TargetFramework>',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names, 'a.csproj'),
      fc.array(piece, { maxLength: 30 }),
      async (name, parts) => {
        await detectInMemory(lifecycle, { files: { [name]: parts.join('') }, endOfLife });
      },
    ),
  );
});
