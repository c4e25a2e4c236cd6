import type { Extractor } from '@theriac/core';
import { extractFromMemory, flawsOf, listing } from '@theriac/testing/check-extraction';
import type { MemoryFiles } from '@theriac/testing/extract-in-memory';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const extractor = extractors.find((e) => e.id === 'npm/yarn-lock') as Extractor;
const clean = async (target: MemoryFiles) => {
  const result = await extractFromMemory(extractor, 'yarn.lock', target);
  expect(flawsOf(result, (path) => String(target[path] ?? ''))).toEqual([]);
  return result;
};

const CLASSIC = `# yarn lockfile v1


a@^1.0.0, a@^1.2.0:
  version "1.2.3"
  resolved "https://registry.npm.example/a/-/a-1.2.3.tgz#e83e3a7e3f300b34cb9d87f615fa0cbf357690ee"
  dependencies:
    b "^2.0.0"
  optionalDependencies:
    "@s/o" "^1.0.0"
    gone "^1.0.0"

"@s/o@^1.0.0":
  version "1.0.0"

b@^2.0.0:
  version "2.0.0"

"old@npm:b@^1.0.0":
  version "1.5.0"

tool@*:
  version "0.1.0"
  dependencies:
    b "^2.0.0"
    missing "1"
`;

describe('yarn.lock of Yarn 1', () => {
  it('takes direct dependencies and scopes from package.json, one root a workspace member', async () => {
    const result = await clean({
      'yarn.lock': CLASSIC,
      'package.json': JSON.stringify({
        name: 'top',
        workspaces: { packages: ['packages/*'] },
        dependencies: { a: '^1.0.0' },
        devDependencies: { tool: '*' },
      }),
      'packages/m/package.json': JSON.stringify({
        name: 'm',
        version: '1.0.0',
        dependencies: { old: 'npm:b@^1.0.0' },
      }),
      'packages/n/package.json': JSON.stringify({ name: 'n', dependencies: { m: '^1.0.0', nowhere: '1' } }),
      'elsewhere/package.json': JSON.stringify({ name: 'z', dependencies: { y: '1' } }),
    });
    expect(result.roots.map((r) => [r.path, listing({ roots: [r], unknowns: [] })])).toEqual([
      [
        'package.json',
        [
          'a@1.2.3 production direct',
          '@s/o@1.0.0 optional',
          'b@2.0.0 production',
          'tool@0.1.0 development direct',
        ],
      ],
      ['packages/m/package.json', ['b@1.5.0 production direct']],
      ['packages/n/package.json', ['b@1.5.0 production', 'm@1.0.0 production direct']],
    ]);
    expect(result.roots[0]?.components[0]).toMatchObject({
      key: 'a@^1.0.0',
      location: { path: 'yarn.lock', line: 4 },
      dependsOn: ['b@^2.0.0', '@s/o@^1.0.0'],
      hashes: [{ algorithm: 'sha1', hex: 'e83e3a7e3f300b34cb9d87f615fa0cbf357690ee' }],
    });
    expect(
      result.unknowns.map((u) => `${u.reason} ${u.package} ${u.location.path}:${u.location.line}`),
    ).toEqual(['dangling-edge missing yarn.lock:22', 'dangling-edge nowhere packages/n/package.json:1']);
  });

  it('says which lines it could not understand', async () => {
    const result = await clean({
      'yarn.lock': 'a@1:\n  version "1.0.0"\n\n"b@1:\n  version "1.0.0"\n\nc@1:\n  version\n    x\n',
    });
    expect(listing(result)).toEqual(['a@1.0.0 production', 'c@? production']);
    expect(result.unknowns.map((u) => `${u.reason} ${u.location.line}`)).toEqual([
      'unparseable 4',
      'unparseable 8',
      'unparseable 9',
      'unresolved-version 7',
      'unparseable 7',
      'unresolved-parent undefined',
    ]);
  });
});

const BERRY = `__metadata:
  version: 8
  cacheKey: 10c0

"a@npm:^1.0.0, a@npm:^1.2.0":
  version: 1.2.3
  resolution: "a@npm:1.2.3"
  dependencies:
    b: "npm:^2.0.0"
    o: "npm:^1.0.0"
  dependenciesMeta:
    o:
      optional: true
  checksum: 10c0/00
  languageName: node
  linkType: hard

"b@npm:^2.0.0":
  version: 2.0.0
  resolution: "b@npm:2.0.0"
  languageName: node
  linkType: hard

"b@patch:b@npm%3A^2.0.0#optional!builtin<compat/b>":
  version: 2.0.0
  resolution: "b@patch:b@npm%3A2.0.0#optional!builtin<compat/b>::version=2.0.0&hash=1"
  languageName: node
  linkType: hard

"m@workspace:^, m@workspace:packages/m":
  version: 0.0.0-use.local
  resolution: "m@workspace:packages/m"
  dependencies:
    a: "npm:^1.2.0"
    d: "npm:1"
  languageName: unknown
  linkType: soft

"d@npm:1":
  version: 1.0.0
  resolution: "d@npm:1.0.0"
  languageName: node
  linkType: hard

"o@npm:^1.0.0":
  version: 1.0.0
  resolution: "o@npm:1.0.0"
  conditions: os=darwin
  languageName: node
  linkType: hard

"top@workspace:.":
  version: 0.0.0-use.local
  resolution: "top@workspace:."
  dependencies:
    m: "workspace:^"
  languageName: unknown
  linkType: soft
`;

describe('yarn.lock of Yarn 2 and later', () => {
  it('makes a root of every workspace, and one component of a patched package', async () => {
    const result = await clean({
      'yarn.lock': BERRY,
      'package.json': JSON.stringify({ name: 'top', version: '3.0.0', dependencies: { m: 'workspace:^' } }),
      'packages/m/package.json': JSON.stringify({
        name: 'm',
        dependencies: { a: '^1.2.0' },
        devDependencies: { d: '1' },
      }),
    });
    expect(result.unknowns).toEqual([]);
    expect(
      result.roots.map((r) => [r.path, r.name, r.version, listing({ roots: [r], unknowns: [] })]),
    ).toEqual([
      [
        'package.json',
        'top',
        '3.0.0',
        ['a@1.2.3 production', 'b@2.0.0 production', 'm@? production direct', 'o@1.0.0 optional'],
      ],
      [
        'packages/m/package.json',
        'm',
        undefined,
        ['a@1.2.3 production direct', 'b@2.0.0 production', 'd@1.0.0 development direct', 'o@1.0.0 optional'],
      ],
    ]);
    expect(result.roots[0]?.components[0]).toMatchObject({
      key: 'a@npm:1.2.3',
      location: { path: 'yarn.lock', line: 5 },
      dependsOn: ['b@npm:2.0.0', 'o@npm:1.0.0'],
      origin: { kind: 'registry' },
    });
  });
});
