import type { Extractor } from '@theriac/core';
import { extractFromMemory, extractOrRefuse, flawsOf, listing } from '@theriac/testing/check-extraction';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';
import { isWorkspaceMember } from './manifest.ts';

const extractor = extractors.find((e) => e.id === 'npm/package-json') as Extractor;
const MANIFEST = `{
  "name": "app", "version": "1.0.0",
  "dependencies": {
    "exact": "1.2.3",
    "range": "^1.0.0",
    "alias": "npm:@real/name@~2.0.0",
    "repo": "git+https://user:secret@git.example/x.git#v1"
  },
  "devDependencies": { "tool": "latest" },
  "optionalDependencies": { "spare": "1.x" },
  "peerDependencies": { "host": ">=1", "tool": "*" }
}
`;

describe('package.json without a lockfile', () => {
  it('lists what is asked for, exact versions as such, and says what is not known', async () => {
    const result = await extractFromMemory(extractor, 'package.json', { 'package.json': MANIFEST });
    expect(listing(result)).toEqual([
      'host@? production direct',
      'tool@? development direct',
      'exact@1.2.3 production direct',
      'range@? production direct',
      '@real/name@? production direct',
      'repo@? production direct',
      'spare@? optional direct',
    ]);
    expect(
      result.unknowns.map(
        (u) => `${u.reason} ${u.package} ${u.range} ${u.location.line} ${u.losesComponents}`,
      ),
    ).toEqual([
      'unresolved-version host >=1 11 true',
      'unresolved-version tool latest 9 true',
      'unresolved-parent exact 1.2.3 4 true',
      'unresolved-version range ^1.0.0 5 true',
      'unresolved-version @real/name npm:@real/name@~2.0.0 6 true',
      'unresolved-version repo git+https://git.example/x.git#v1 7 true',
      'unresolved-version spare 1.x 10 true',
    ]);
    expect(result.roots[0]?.components[5]?.origin).toEqual({
      kind: 'git',
      url: 'https://git.example/x.git',
      commit: 'v1',
    });
    expect(flawsOf(result, () => MANIFEST)).toEqual([]);
  });

  it.each([
    ['a lockfile beside it', 'a/package.json', { 'a/yarn.lock': '' }],
    [
      'a lockfile above whose workspaces cover it',
      'p/a/package.json',
      { 'package-lock.json': '', 'package.json': '{"workspaces":["p/*"]}' },
    ],
    [
      'a pnpm workspace above',
      'p/a/package.json',
      { 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': 'packages:\n  - "p/**"\n' },
    ],
    ['being installed', 'node_modules/a/package.json', {}],
  ])('is silent with %s', async (_, path, others) => {
    expect(await extractFromMemory(extractor, path, { ...others, [path]: MANIFEST })).toMatchObject({
      roots: [],
      unknowns: [],
    });
  });

  it('speaks where the lockfile above does not cover it', async () => {
    const target = {
      'package-lock.json': '',
      'package.json': '{"workspaces":["p/*", "!p/a"]}',
      'p/a/package.json': MANIFEST,
    };
    expect(
      (await extractFromMemory(extractor, 'p/a/package.json', target)).roots[0]?.components,
    ).toHaveLength(7);
  });

  it('says which sections have the wrong type', async () => {
    const text = '{"dependencies": 7, "devDependencies": ["a"], "peerDependencies": {"a": 1, "../b": "1"}}';
    const result = await extractFromMemory(extractor, 'package.json', { 'package.json': text });
    expect(result.unknowns.map((u) => u.reason)).toEqual(['unparseable', 'unparseable', 'unparseable']);
    expect(await extractOrRefuse(extractor, 'package.json', { 'package.json': '7' })).toBe(
      'THERIAC_INPUT_SYNTAX',
    );
  });
});

describe('workspace patterns', () => {
  it.each([
    [['packages/*'], 'packages/a', true],
    [['packages/*'], 'packages/a/b', false],
    [['./packages/**'], 'packages/a/b', true],
    [['**'], 'a', true],
    [['{apps,libs}/*'], 'libs/x', true],
    [['a*c'], 'abbbc', true],
    [['a*c'], 'abbb', false],
    [['packages/*', '!packages/b'], 'packages/b', false],
    [['!packages/b', 'packages/*'], 'packages/b', true],
    [['packages/*/'], 'packages/a', true],
    [['packages/*'], 'packages/.hidden', false],
  ])('%j covers %s: %s', (patterns, path, covered) => {
    expect(isWorkspaceMember(patterns, path)).toBe(covered);
  });
});
