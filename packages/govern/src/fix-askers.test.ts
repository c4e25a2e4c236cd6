import type { Asker, Component, Declaration, Move, Parent } from '@theriac/core';
import { askedBy, component, finding, given, parent, recording, root, to } from '@theriac/testing/fix-cases';
import { describe, expect, test } from 'vitest';
import { type FixCase, planFixes } from './fix.ts';

const lib = component('1.2.3');
const framework = component('4.0.0', { id: 'framework', name: 'framework' });
const caseOf = (components: readonly [Component, ...Component[]] = [lib]): FixCase =>
  given(components, to('1.3.0'), [finding('A')]);

/** What the package manager is told of the change. */
function moveIn(of: FixCase, over: Parameters<typeof recording>[0] = {}): Move | undefined {
  const { recipe, moves } = recording(over);
  planFixes({ ...of, recipe });
  return moves.at(-1);
}
const declaredBy = (asker: Asker): readonly Declaration[] | undefined =>
  moveIn(askedBy(caseOf(), [asker]))?.declared;

describe('how a manifest asks for the package', () => {
  test.each<[string, Asker, Declaration]>([
    ['no range', {}, { allows: false }],
    ['a range that allows the version', { range: '^1.0.0' }, { range: '^1.0.0', allows: true }],
    ['a range that excludes it', { range: '~1.2.0' }, { range: '~1.2.0', allows: false }],
    ['what is no range', { range: 'file:../lib' }, { range: 'file:../lib', allows: false }],
    ['the protocol of Yarn', { range: 'npm:^1.0.0' }, { range: '^1.0.0', allows: true }],
    ['an alias', { range: 'npm:lib@^1.0.0', as: 'old' }, { range: '^1.0.0', as: 'old', allows: true }],
    [
      'an alias of a scoped package',
      { range: 'npm:@scope/lib@~1.2.0', as: 'old' },
      { range: '~1.2.0', as: 'old', allows: false },
    ],
    ['a section', { group: 'devDependencies' }, { group: 'devDependencies', allows: false }],
    ['a property', { property: 'lib.version' }, { property: 'lib.version', allows: false }],
    ['extras', { extras: ['tls'] }, { extras: ['tls'], allows: false }],
  ])('%s', (_, asker, expected) => {
    expect(declaredBy(asker)).toStrictEqual([expected]);
  });
});

describe('where the manifest is, as seen from the lockfile', () => {
  const at = (lockfile: string, manifest: string | undefined, rootPath: string): unknown => {
    const of = caseOf([component('1.2.3', { location: { path: lockfile } })]);
    const [declared] =
      moveIn(
        askedBy({ ...of, root: { ...root, path: rootPath, name: 'app' } }, [
          manifest === undefined ? {} : { manifest },
        ]),
      )?.declared ?? [];
    return [declared?.manifest, declared?.member, declared?.memberName];
  };

  test.each<[string, string, string | undefined, string, unknown[]]>([
    [
      'beside it',
      'package-lock.json',
      'package.json',
      'package.json',
      ['package.json', undefined, undefined],
    ],
    ['beside it in a folder', 'web/x.lock', 'web/a.json', 'web/a.json', ['a.json', undefined, undefined]],
    ['below it', 'x.lock', 'packages/a/a.json', 'a.json', ['packages/a/a.json', 'packages/a', 'app']],
    ['below its folder', 'web/x.lock', 'web/p/a.json', 'web/p/a.json', ['p/a.json', 'p', 'app']],
    ['above it', 'web/pom.xml', 'pom.xml', 'web/pom.xml', ['../pom.xml', '..', 'app']],
    ['beside its folder', 'a/b/x.lock', 'a/c/m.json', 'm.json', ['../c/m.json', '../c', 'app']],
    ['of another folder', 'a/c/x.lock', 'b/c/m.json', 'm.json', ['../../b/c/m.json', '../../b/c', 'app']],
    ['not named: that of the root', 'x.lock', undefined, 'p/a/m.json', [undefined, 'p/a', 'app']],
  ])('%s', (_, lockfile, manifest, rootPath, expected) => {
    expect(at(lockfile, manifest, rootPath)).toEqual(expected);
  });

  test('the project in that folder gives its name', () => {
    const project = (path: string, name: string): Component =>
      component('1.0.0', { id: name, name, firstParty: true, origin: { kind: 'workspace', path } });
    const named = (asker: Asker): unknown => {
      const of = askedBy(caseOf(), [asker], [framework, project('a', 'at-a'), project('b', 'at-b')]);
      return moveIn({ ...of, root: { ...root, name: 'app' } })?.declared[0]?.memberName;
    };
    expect(['a', 'b', 'c'].map((at) => named({ manifest: `${at}/package.json` }))).toEqual([
      'at-a',
      'at-b',
      'app',
    ]);
    expect(named({ manifest: 'package.json' })).toBeUndefined();
  });

  test('a project without a name is a folder only', () => {
    expect(declaredBy({ manifest: 'p/package.json' })).toStrictEqual([
      { allows: false, manifest: 'p/package.json', member: 'p' },
    ]);
  });
});

describe('another project of the repository asks', () => {
  const project = (path: string | undefined): Component =>
    component('1.0.0', {
      id: 'project',
      name: '@app/web',
      firstParty: true,
      ...(path === undefined ? {} : { origin: { kind: 'workspace', path } }),
    });
  const declaredIn = (lockfile: string, of: Component): readonly Declaration[] | undefined =>
    moveIn(
      askedBy(
        caseOf([component('1.2.3', { location: { path: lockfile } })]),
        [{ by: 'project', range: '^1.0.0' }],
        [of],
      ),
    )?.declared;

  test.each<[string, string, Component, Partial<Declaration>]>([
    ['in its folder', 'x.lock', project('packages/web'), { member: 'packages/web', memberName: '@app/web' }],
    ['in a folder below', 'a/x.lock', project('web'), { member: 'web', memberName: '@app/web' }],
    ['that is the top', 'x.lock', project(''), {}],
    ['that is the top of a folder', 'a/x.lock', project(''), {}],
    ['whose folder is not known', 'a/x.lock', project(undefined), {}],
    [
      'whose folder is no workspace',
      'a/x.lock',
      { ...project(undefined), origin: { kind: 'path', path: 'elsewhere' } },
      {},
    ],
  ])('%s', (_, lockfile, of, expected) => {
    expect(declaredIn(lockfile, of)).toStrictEqual([{ range: '^1.0.0', allows: true, ...expected }]);
  });

  test('and is changed there, as what the project itself asks for', () => {
    const [fix] = planFixes(askedBy(caseOf(), [{ by: 'project', range: '~1.2.0' }], [project('web')]));
    expect(fix?.kind).toBe('upgrade-direct');
  });
});

describe('one declaration is listed once', () => {
  const keptOf = (...askers: Asker[]): readonly Declaration[] | undefined =>
    moveIn(askedBy(caseOf(), askers))?.declared;
  const entry: Asker = { range: '^1.0.0' };
  const manifest: Asker = { range: '^1.0.0', manifest: 'package.json', group: 'dependencies' };
  const member: Asker = { ...manifest, manifest: 'a/package.json' };

  test.each<[string, Asker[], number]>([
    ['twice in one section', [manifest, manifest], 1],
    ['in two sections', [manifest, { ...manifest, group: 'devDependencies' }], 2],
    ['under two names', [manifest, { ...manifest, as: 'old' }], 2],
    ['in two manifests of one folder', [manifest, { ...manifest, manifest: 'other.json' }], 2],
    ['in two projects', [manifest, member], 2],
    ['in the entry of the project and in its manifest', [entry, manifest], 1],
    ['in the entry of one project and in the manifest of another', [entry, member], 2],
    ['in the entry and under another name in the manifest', [entry, { ...manifest, as: 'old' }], 2],
    ['in an entry and a manifest, both without sections', [entry, { manifest: 'package.json' }], 1],
  ])('%s', (_, askers, count) => {
    expect(keptOf(...askers)).toHaveLength(count);
  });

  test('the manifest says more than the entry', () => {
    expect(keptOf(entry, manifest)).toMatchObject([{ group: 'dependencies' }]);
  });

  test('the first of two counts', () => {
    expect(keptOf(manifest, { ...manifest, range: '~1.2.0' })).toMatchObject([{ range: '^1.0.0' }]);
  });
});

describe('packages that ask', () => {
  const askersOf = (of: FixCase, over: Parameters<typeof recording>[0] = {}): unknown =>
    moveIn(of, over)?.askers;
  const expected = (over: Partial<Parent>): Parent[] => [
    parent('framework', { version: '4.0.0', direct: false, ...over }),
  ];

  test.each<[string, Asker, Partial<Parent>]>([
    ['without a range', {}, {}],
    ['with a range', { range: '~1.2.0' }, { range: '~1.2.0' }],
    ['with the protocol of Yarn', { range: 'npm:~1.2.0' }, { range: '~1.2.0' }],
    ['under another name', { as: 'old' }, { as: 'old' }],
  ])('%s', (_, asker, over) => {
    const of = askedBy(caseOf(), [{ by: 'framework', ...asker }], [framework]);
    expect(askersOf(of)).toStrictEqual(expected(over));
  });

  test('and that the project asks for, with the section', () => {
    const direct = { ...framework, direct: true };
    const of = askedBy(caseOf(), [{ by: 'framework' }], [direct]);
    const asked = (...askers: Asker[]): FixCase => ({
      ...of,
      uses: new Map([...(of.uses as Map<string, never>), ['framework', { askers }]]),
    });
    const inTests = { group: 'devDependencies' };
    expect(askersOf(of)).toStrictEqual(expected({ direct: true }));
    expect(askersOf(asked())).toStrictEqual(expected({ direct: true }));
    expect(askersOf(asked({ by: 'other', group: 'x' }))).toStrictEqual(expected({ direct: true }));
    expect(askersOf(asked({ by: 'other', group: 'x' }, inTests))).toStrictEqual(
      expected({ direct: true, ...inTests }),
    );
    expect(askersOf(asked({ range: '4.0.0' }))).toStrictEqual(expected({ direct: true, requested: '4.0.0' }));
  });

  test('but are not listed have no name', () => {
    expect(askersOf(askedBy(caseOf(), [{ by: 'gone', range: '1.2.3' }]))).toStrictEqual([
      { name: '', version: null, direct: false, range: '1.2.3' },
    ]);
    const { inventory: _, ...bare } = askedBy(caseOf(), [{ by: 'gone' }]);
    expect(askersOf(bare)).toStrictEqual([{ name: '', version: null, direct: false }]);
  });

  test('for several copies with one range are listed once', () => {
    const other = component('1.2.4');
    const of = askedBy(caseOf([lib, other]), [{ by: 'framework', range: '~1.2.0' }], [framework]);
    const both = (range: string): FixCase => ({
      ...of,
      uses: new Map([
        ...(of.uses as Map<string, never>),
        [other.id, { askers: [{ by: 'framework', range }] }],
      ]),
    });
    expect(askersOf(both('~1.2.0'))).toHaveLength(1);
    expect(askersOf(both('~1.2.4'))).toHaveLength(2);
  });

  test('where the lockfile keeps no ranges, ask for what the package manager writes', () => {
    const assumedRange = (version: string): string => `^${version}`;
    const of = (version: string | null): FixCase =>
      askedBy(caseOf([component(version)]), [{ by: 'framework' }], [framework]);
    expect(askersOf(of('1.2.3'), { assumedRange })).toStrictEqual(expected({ range: '^1.2.3' }));
    expect(askersOf(of(null), { assumedRange })).toStrictEqual(expected({}));
  });
});
