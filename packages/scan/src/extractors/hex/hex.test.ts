import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

test('mix.lock: which package depends on which, hashes of packages, commits of repositories', async () => {
  const inner = 'a'.repeat(64);
  const outer = 'b'.repeat(64);
  const { roots } = await read('hex/mix-lock', {
    'mix.lock': `%{\n  "plug": {:hex, :plug, "1.11.1", "${inner}", [:mix], [{:mime, "~> 1.0", [hex: :mime, repo: "hexpm", optional: false]}], "hexpm", "${outer}"},\n  "mime": {:hex, :mime, "1.5.0", "${inner}", [:mix], [], "hexpm", "${outer}"},\n  "own": {:git, "https://example.org/own.git", "abc123", [branch: "main"]},\n}\n`,
  });
  expect(roots[0]?.components).toMatchObject([
    {
      name: 'plug',
      direct: true,
      dependsOn: ['mime@1.5.0'],
      hashes: [{ algorithm: 'sha256', hex: outer }],
    },
    { name: 'mime', direct: false, location: { line: 3 } },
    {
      name: 'own',
      version: 'abc123',
      origin: { kind: 'git', url: 'https://example.org/own.git', commit: 'abc123' },
    },
  ]);
});

test('rebar.lock: level 0 is direct, hashes are separate', async () => {
  const hash = 'C'.repeat(64);
  const result = await read('hex/rebar-lock', {
    'rebar.lock': `{"1.2.0",\n[{<<"cowboy">>,{pkg,<<"cowboy">>,<<"2.9.0">>},0},\n {<<"cowlib">>,{pkg,<<"cowlib">>,<<"2.11.0">>},1},\n {<<"own">>,{git,"https://example.org/own.git",{ref,"abc"}},0}]}.\n[\n{pkg_hash,[\n {<<"cowboy">>, <<"${'d'.repeat(64)}">>}]},\n{pkg_hash_ext,[\n {<<"cowboy">>, <<"${hash}">>}]}\n].\n`,
  });
  expect(listing(result)).toEqual([
    'cowboy@2.9.0 production direct',
    'cowlib@2.11.0 production',
    'own@abc production direct',
  ]);
  expect(result.roots[0]?.components[0]?.hashes).toEqual([{ algorithm: 'sha256', hex: hash.toLowerCase() }]);
});

damaged(extractorOf(extractors, 'hex/rebar-lock'), 'rebar.lock', '[{<<"a">>,{pkg,<<"a">>,<<"1">>},0}].');

const PHOENIX = (option: string): string =>
  `%{\n  "phoenix": {:hex, :phoenix, "1.7.0", "aa", [:mix], [{:plug, "~> 1.14", [hex: :plug, repo: "hexpm", optional: ${option}]}], "hexpm", "bb"},\n}\n`;

test('mix.lock: what a package requires and the lockfile does not have', async () => {
  const { unknowns } = await read('hex/mix-lock', { 'mix.lock': PHOENIX('false') });
  expect(unknowns).toMatchObject([
    {
      reason: 'dangling-edge',
      message: 'phoenix requires plug, which is missing from the lockfile',
      location: { path: 'mix.lock', line: 2 },
      losesComponents: true,
    },
  ]);
});

test('mix.lock: optional packages and those from a folder are not locked', async () => {
  expect((await read('hex/mix-lock', { 'mix.lock': PHOENIX('true') })).unknowns).toEqual([]);
  const manifest = (options: string): string =>
    `defmodule A do\n  defp deps do\n    [{:plug, ${options}, override: true}]\n  end\nend\n`;
  for (const [options, missing] of [
    ['path: "../plug"', 0],
    ['in_umbrella: true', 0],
    ['"~> 1.14"', 1],
  ] as const) {
    const { unknowns } = await read('hex/mix-lock', {
      'mix.lock': PHOENIX('false'),
      'mix.exs': manifest(options),
    });
    expect(unknowns).toHaveLength(missing);
  }
});
