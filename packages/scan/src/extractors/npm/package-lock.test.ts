import type { Extractor } from '@theriac/core';
import { extractFromMemory, extractOrRefuse, flawsOf, listing } from '@theriac/testing/check-extraction';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const extractor = extractors.find((e) => e.id === 'npm/package-lock') as Extractor;
const lock = (value: unknown): string => JSON.stringify(value, null, 2);

describe('package-lock.json version 2 and 3', () => {
  it('makes one root a workspace member, each with its own direct dependencies and scopes', async () => {
    const target = {
      'package.json': '{}',
      'packages/a/package.json': '{}',
      'packages/b/package.json': '{}',
      'package-lock.json': lock({
        name: 'top',
        version: '1.0.0',
        lockfileVersion: 3,
        packages: {
          '': {
            name: 'top',
            version: '1.0.0',
            workspaces: ['packages/*'],
            devDependencies: { tool: '^1.0.0' },
          },
          'node_modules/a': { resolved: 'packages/a', link: true },
          'node_modules/b': { resolved: 'packages/b', link: true },
          'node_modules/shared': { version: '2.0.0' },
          'node_modules/tool': {
            version: '1.2.3',
            dev: true,
            dependencies: { shared: '^2.0.0' },
            hasInstallScript: true,
          },
          'packages/a': { name: 'a', version: '0.1.0', dependencies: { b: '*', shared: '^1.0.0' } },
          'packages/a/node_modules/shared': { version: '1.0.0' },
          'packages/b': {
            version: '0.2.0',
            dependencies: { shared: '^2.0.0' },
            devDependencies: { tool: '^1.0.0' },
          },
        },
      }),
    };
    const result = await extractFromMemory(extractor, 'package-lock.json', target);
    expect(result.unknowns).toEqual([]);
    expect(
      result.roots.map((root) => [root.path, root.name, listing({ roots: [root], unknowns: [] })]),
    ).toEqual([
      ['package.json', 'top', ['shared@2.0.0 development', 'tool@1.2.3 development direct']],
      [
        'packages/a/package.json',
        'a',
        ['shared@2.0.0 production', 'shared@1.0.0 production direct', 'b@0.2.0 production direct'],
      ],
      [
        'packages/b/package.json',
        undefined,
        ['shared@2.0.0 production direct', 'tool@1.2.3 development direct'],
      ],
    ]);
    const b = result.roots[1]?.components.find((c) => c.name === 'b');
    expect(b).toMatchObject({
      key: 'packages/a/package.json:packages/b',
      firstParty: true,
      origin: { kind: 'workspace', path: 'packages/b' },
      dependsOn: ['packages/a/package.json:node_modules/shared'],
    });
    expect(result.roots[0]?.components[1]?.installScript).toBe(true);
    expect(flawsOf(result, () => target['package-lock.json'])).toEqual([]);
  });

  it('tells optional from production and from development', async () => {
    const result = await extractFromMemory(extractor, 'package-lock.json', {
      'package-lock.json': lock({
        lockfileVersion: 3,
        packages: {
          '': {
            dependencies: { a: '1' },
            devDependencies: { d: '1' },
            optionalDependencies: { o: '1', gone: '1' },
          },
          'node_modules/a': {
            version: '1.0.0',
            optionalDependencies: { x: '1' },
            peerDependencies: { missing: '1' },
          },
          'node_modules/x': { version: '1.0.0', dependencies: { y: '1' } },
          'node_modules/y': { version: '1.0.0' },
          'node_modules/o': { version: '1.0.0' },
          'node_modules/d': { version: '1.0.0', dependencies: { y: '1', z: '1' } },
          'node_modules/z': { version: '1.0.0' },
        },
      }),
    });
    expect(listing(result)).toEqual([
      'a@1.0.0 production direct',
      'x@1.0.0 optional',
      'y@1.0.0 optional',
      'o@1.0.0 optional direct',
      'd@1.0.0 development direct',
      'z@1.0.0 development',
    ]);
    expect(result.unknowns).toEqual([]);
  });
});

describe('package-lock.json version 1', () => {
  it('takes direct dependencies and scopes from package.json', async () => {
    const result = await extractFromMemory(extractor, 'sub/package-lock.json', {
      'sub/package.json': lock({
        name: 'x',
        dependencies: { a: '^1' },
        devDependencies: { d: '^1', lost: '^3' },
      }),
      'sub/package-lock.json': lock({
        lockfileVersion: 1,
        dependencies: {
          a: { version: '1.0.0', requires: { c: '^1' } },
          c: { version: '1.0.0' },
          d: {
            version: '1.0.0',
            dev: true,
            requires: { c: '^2' },
            dependencies: { c: { version: '2.0.0', dev: true } },
          },
        },
      }),
    });
    expect(result.roots.map((r) => r.path)).toEqual(['sub/package.json']);
    expect(listing(result)).toEqual([
      'a@1.0.0 production direct',
      'c@1.0.0 production',
      'd@1.0.0 development direct',
      'c@2.0.0 development',
    ]);
    expect(result.unknowns).toMatchObject([
      {
        reason: 'dangling-edge',
        package: 'lost',
        range: '^3',
        location: { path: 'sub/package.json', line: 8 },
      },
    ]);
  });
});

describe('hostile package-lock.json', () => {
  const refuse = (text: string) =>
    extractOrRefuse(extractor, 'package-lock.json', { 'package-lock.json': text });
  it.each([
    ['empty', '', 'THERIAC_INPUT_SYNTAX'],
    ['null', 'null', 'THERIAC_INPUT_SYNTAX'],
    ['a list', '[]', 'THERIAC_INPUT_SYNTAX'],
    ['cut off', '{"packages": {"node_modules/a": {"ver', 'THERIAC_INPUT_SYNTAX'],
    ['nested', '{"a":'.repeat(5000), 'THERIAC_INPUT_LIMIT'],
  ])('refuses what is %s', async (_, text, code) => {
    expect(await refuse(text)).toBe(code);
  });

  it('says what has the wrong type and reads the rest', async () => {
    const result = await extractFromMemory(extractor, 'package-lock.json', {
      'package-lock.json':
        '{"packages": {\n"": {"dependencies": 7},\n"node_modules/__proto__": {"version": "1.0.0"},\n"node_modules/a": 7,\n"node_modules/b": {"version": 1, "dependencies": ["x"]},\n"node_modules/..": {"version": "1.0.0"},\n"node_modules/l": {"link": true, "resolved": "gone"},\n"node_modules/c": {"version": "1.0.0", "dependencies": {"c": "1", "__proto__": "1"}}}}',
    });
    expect(listing(result)).toEqual(['__proto__@1.0.0 production', 'b@? production', 'c@1.0.0 production']);
    expect(result.unknowns.map((u) => `${u.reason} ${u.location.line}`)).toEqual([
      'unparseable 4',
      'unresolved-version 5',
      'unparseable 6',
      'dangling-edge 7',
      'unparseable 5',
    ]);
  });
});
