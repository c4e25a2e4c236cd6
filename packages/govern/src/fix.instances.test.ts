import { component, DIRECT, finding, given, one, RECIPE, root, to } from '@theriac/testing/fix-cases';
import { describe, expect, test } from 'vitest';
import { type FixCase, type FixOption, planAllFixes, planFixes } from './fix.ts';

describe('instances', () => {
  test('with the same target are one step, which names their versions in order', () => {
    const fix = one(
      planFixes(
        given([component('1.2.0'), component('1.1.0'), component(null)], to('1.3.0'), [finding('A')]),
      ),
    );
    expect(fix).toMatchObject({ id: `${root.id}#lib#upgrade`, from: '1.2.0', to: '1.3.0' });
    expect(fix.caveats).toContain('3 instances: 1.1.0, 1.2.0, unknown.');
  });

  test('that move together are as far from the target as the farthest of them', () => {
    const instances = [component('2.0.0'), component('0.4.3')] as const;
    expect(one(planFixes(given([...instances], to('2.0.1'), [finding('A')]))).distance).toBe('major');
  });

  test('two of one version need no word about it', () => {
    const twin = component('1.2.0', { id: 'twin' });
    const fix = one(
      planFixes(given([component('1.2.0', DIRECT), { ...twin, ...DIRECT }], to('1.3.0'), [finding('A')])),
    );
    expect(fix.caveats).toEqual([]);
  });

  test('two versions are named', () => {
    const instances = [component('1.2.0', DIRECT), component('1.1.0', DIRECT)] as const;
    expect(one(planFixes(given([...instances], to('1.3.0'), [finding('A')]))).caveats).toEqual([
      '2 instances: 1.1.0, 1.2.0.',
    ]);
  });

  test('on two release lines are two steps with ids of their own, direct ones first, each with a word about the other', () => {
    const [nested, direct, other] = [component('2.0.0'), component('1.0.0', DIRECT), component('1.1.0')];
    const options = (...versions: string[]): FixOption[] =>
      versions.map((version) => ({ version, leaves: [] }));
    const fixes = planFixes({
      ...given([nested, direct, other], [], [finding('A')]),
      options: new Map([
        [nested.id, options('2.0.1', '2.0.2', '2.0.3')],
        [direct.id, options('1.0.1', '1.0.2', '1.0.5')],
        [other.id, options('1.0.1', '1.0.2', '1.0.5')],
      ]),
    });
    expect(fixes.map((f) => [f.id, f.to, f.caveats])).toEqual([
      [`${root.id}#lib#upgrade@1.0.0`, '1.0.5', ['Other copies of it take a step of their own.']],
      [`${root.id}#lib#upgrade@2.0.0~nested`, '2.0.3', ['Other copies of it take a step of their own.']],
      [`${root.id}#lib#upgrade@1.1.0~nested`, '1.0.5', ['Other copies of it take a step of their own.']],
    ]);
  });

  test('with the same next option but different best ones are two steps', () => {
    const [a, b] = [component('1.0.0'), component('1.1.0')];
    const options = (best: string): FixOption[] => [...to('1.2.0', 'A'), ...to('1.2.1', 'A'), ...to(best)];
    const fixes = planFixes({
      ...given([a, b], [], [finding('A')]),
      options: new Map([
        [a.id, options('1.3.0')],
        [b.id, options('1.4.0')],
      ]),
    });
    expect(fixes.map((f) => f.to)).toEqual(['1.3.0', '1.4.0']);
  });

  test('that a package contains are apart from those that the project can move', () => {
    const [free, inside] = [component('1.2.0'), component('1.2.1')];
    const framework = component('4.0.0', { id: 'framework', name: 'framework' });
    const fixes = planFixes({
      ...given([free, inside], to('1.3.0'), [finding('A')], []),
      uses: new Map([
        [free.id, { askers: [{ by: 'framework', range: '~1.2.0' }] }],
        [inside.id, { askers: [], bundledBy: 'framework' }],
      ]),
      inventory: new Map([['framework', framework]]),
    });
    expect(fixes.map((f) => [f.kind, f.from])).toEqual([
      ['override', '1.2.0'],
      ['raise-parent', '1.2.1'],
    ]);
  });

  test('from git are apart from those of a registry, named or not', () => {
    const fixes = planFixes(
      given(
        [
          component('1.2.0'),
          component('1.2.1', { origin: { kind: 'registry' } }),
          component('1.2.2', { origin: { kind: 'git', url: 'https://git.example/lib' } }),
        ],
        to('1.3.0'),
        [finding('A')],
        [],
      ),
    );
    expect(fixes.map((f) => [f.kind, f.moves?.length])).toEqual([
      ['override', 2],
      ['move-source', 1],
    ]);
  });

  test('without options are mitigated, also when there is no entry for them', () => {
    const base = given([component('1.2.3')], [], [finding('A')]);
    expect(one(planFixes({ ...base, options: new Map() })).kind).toBe('none');
  });

  test('what one instance keeps is not cleared for any', () => {
    const [a, b] = [component('1.0.0'), component('1.1.0')];
    const fixes = planFixes({
      ...given([a, b], [], [finding('A'), finding('B')]),
      options: new Map([
        [a.id, to('1.3.0')],
        [b.id, to('1.3.0', 'B')],
      ]),
    });
    expect(fixes.map((f) => [f.kind, f.clears])).toEqual([
      ['override', ['f-A']],
      ['none', ['f-B']],
    ]);
  });

  test('an option that clears nothing is no step', () => {
    expect(one(planFixes(given([component('1.2.3')], to('1.3.0', 'A'), [finding('A')]))).kind).toBe('none');
  });
});

describe('caveats', () => {
  test('name every range that excludes the version, and none that cannot be read', () => {
    const lib = component('1.2.3', { ...DIRECT, requestedBy: ['~1.1.0', 'file:../lib', '~1.2.0'] });
    expect(one(planFixes(given([lib], to('1.3.0'), [finding('A')]))).caveats).toEqual([
      'Other packages ask for ~1.1.0 and for ~1.2.0, which excludes 1.3.0: raise them as well.',
    ]);
  });

  test('of an override name the parent and the breaking change, but not the ranges that it overrides', () => {
    const lib = component('1.2.3', { requestedBy: ['~1.2.0'] });
    const fix = one(planFixes(given([lib], to('2.0.0'), [finding('A')], ['framework', 'lib'])));
    expect(fix.caveats).toEqual([
      'Raising framework may bring the fix as well; that cannot be known without asking the registry.',
      'Major version: expect breaking changes; read its release notes.',
    ]);
  });
});

test('an override below a dependency that is upgraded anyway says to do that first', () => {
  const framework = component('4.0.0', { id: 'framework', name: 'framework', direct: true });
  const options = [{ version: '4.1.0', leaves: [] }];
  const fixes = planAllFixes([
    given([framework], options, [finding('F')], ['framework']),
    given(
      [component('1.2.3', { requestedBy: ['1.2.3'] })],
      [{ version: '1.3.0', leaves: [] }],
      [finding('A')],
      ['framework', 'lib'],
    ),
  ]);
  expect(fixes[1]).toMatchObject({
    kind: 'override',
    caveats: ['Upgrade framework to 4.1.0 first: it may bring the fix, and then this is not needed.'],
  });
});

test('an upgrade that other packages exclude names their ranges', () => {
  const direct = component('1.2.3', { direct: true, requestedBy: ['^1.0.0', '~1.2.0'] });
  const [fix] = planFixes(given([direct], [{ version: '1.3.0', leaves: [] }], [finding('A')]));
  expect(fix?.caveats).toEqual(['Other packages ask for ~1.2.0, which excludes 1.3.0: raise them as well.']);
});

describe('all changes of a run', () => {
  const parents = ['framework', 'lib'];
  const framework = component('4.0.0', { id: 'framework', name: 'framework' });
  const lib = given([component('1.2.3', { requestedBy: ['1.2.3'] })], to('2.0.0'), [finding('A')], parents);
  const caveatsOf = (...cases: FixCase[]): readonly string[] | undefined =>
    planAllFixes(cases).find((f) => f.package === 'lib')?.caveats;
  const MAJOR = 'Major version: expect breaking changes; read its release notes.';
  const MAY_BRING =
    'Raising framework may bring the fix as well; that cannot be known without asking the registry.';

  test('an override keeps its other caveats when the parent is upgraded first', () => {
    const raised = given([{ ...framework, ...DIRECT }], to('4.1.0'), [finding('F')], ['framework']);
    expect(caveatsOf(raised, lib)).toEqual([
      'Upgrade framework to 4.1.0 first: it may bring the fix, and then this is not needed.',
      MAJOR,
    ]);
  });

  test('an override stays as it is when the parent is not upgraded, or only an inner copy of it, or under another root', () => {
    const nested = given([framework], to('4.1.0'), [finding('F')], ['other', 'framework']);
    const elsewhere = {
      ...given([{ ...framework, ...DIRECT }], to('4.1.0'), [finding('F')], ['framework']),
      root: { ...root, id: 'elsewhere' },
    };
    expect(caveatsOf(lib)).toEqual([MAY_BRING, MAJOR]);
    expect(caveatsOf(nested, lib)).toEqual([MAY_BRING, MAJOR]);
    expect(caveatsOf(elsewhere, lib)).toEqual([MAY_BRING, MAJOR]);
  });

  test('a raise below a dependency that is upgraded anyway says to do that first', () => {
    const { override: _, ...recipe } = RECIPE;
    const raised = given([{ ...framework, ...DIRECT }], to('4.1.0'), [finding('F')], ['framework']);
    expect(caveatsOf(raised, { ...lib, recipe: { ...recipe, raise: () => [] } })).toEqual([
      'Upgrade framework to 4.1.0 first: it may bring the fix, and then this is not needed.',
      MAJOR,
    ]);
  });

  test('an override further below a dependency that is upgraded says so as well', () => {
    const raised = given([{ ...framework, ...DIRECT }], to('4.1.0'), [finding('F')], ['framework']);
    const chains = new Map([[component('1.2.3').id, ['kit', 'framework', 'lib']]]);
    expect(caveatsOf(raised, { ...lib, chains })?.[0]).toMatch(/^Upgrade framework to 4\.1\.0 first/);
  });

  test('an upgrade of a direct copy brings nothing to a nested one', () => {
    const [direct, nested] = [component('1.0.0', DIRECT), component('2.0.0', { requestedBy: ['2.0.0'] })];
    const copies = {
      ...given([direct, nested], [], [finding('A')], parents),
      options: new Map([
        [direct.id, to('1.0.1')],
        [nested.id, to('2.0.1')],
      ]),
    };
    const apart = 'Other copies of it take a step of their own.';
    expect(planAllFixes([copies]).map((f) => f.caveats)).toEqual([[apart], [MAY_BRING, apart]]);
    expect(planAllFixes([{ ...copies, chains: new Map() }]).map((f) => f.caveats)).toEqual([
      [apart],
      [apart],
    ]);
  });

  test('a refresh below a parent that is upgraded keeps its caveats', () => {
    const raised = given([{ ...framework, ...DIRECT }], to('4.1.0'), [finding('F')], ['framework']);
    const refreshed = given(
      [component('1.2.3', { requestedBy: ['>=1.0.0'] })],
      to('2.0.0'),
      [finding('A')],
      parents,
    );
    expect(caveatsOf(raised, refreshed)).toEqual([MAJOR]);
  });
});
