/** Ranges decide what a change may touch: who keeps the version out, whether a refresh does, what an override reaches. */
import type { Asker, Component, Move } from '@theriac/core';
import { askedBy, component, finding, given, one, recording, to } from '@theriac/testing/fix-cases';
import { describe, expect, test } from 'vitest';
import { type FixCase, planFixes } from './fix.ts';

const lib = component('1.2.3');
const framework = component('4.0.0', { id: 'framework', name: 'framework' });
const tool = component('5.0.0', { id: 'tool', name: 'tool' });
const caseOf = (...components: Component[]): FixCase =>
  given([lib, ...components], to('1.3.0'), [finding('A')], ['framework', 'lib']);

function moveIn(of: FixCase): Move | undefined {
  const { recipe, moves } = recording();
  planFixes({ ...of, recipe });
  return moves.at(-1);
}

describe('who keeps the version out', () => {
  test.each<[string, Asker[], string[]]>([
    ['a range that excludes it', [{ by: 'framework', range: '~1.2.0' }], ['framework']],
    ['not one that allows it', [{ by: 'framework', range: '^1.0.0' }], []],
    ['not one that cannot be read', [{ by: 'framework', range: 'github:a/lib' }], []],
    ['not one that is not known', [{ by: 'framework' }], []],
    [
      'one of two',
      [
        { by: 'framework', range: '^1.0.0' },
        { by: 'tool', range: '1.2.3' },
      ],
      ['tool'],
    ],
  ])('%s', (_, askers, names) => {
    const move = moveIn(askedBy(caseOf(), askers, [framework, tool]));
    expect(move?.pins.map((p) => p.name)).toEqual(names);
  });
});

describe('whether the lockfile is refreshed or overridden', () => {
  const kindFor = (...askers: Asker[]): string =>
    one(planFixes(askedBy(caseOf(), askers, [framework, tool]))).kind;

  test.each<[string, Asker[], string]>([
    ['every range allows it', [{ by: 'framework', range: '^1.0.0' }], 'refresh'],
    [
      'one does not',
      [
        { by: 'framework', range: '^1.0.0' },
        { by: 'tool', range: '~1.2.0' },
      ],
      'override',
    ],
    ['one is not known', [{ by: 'framework', range: '^1.0.0' }, { by: 'tool' }], 'override'],
    ['the project asks as well', [{ by: 'framework', range: '^1.0.0' }, {}], 'upgrade-direct'],
  ])('%s', (_, askers, kind) => {
    expect(kindFor(...askers)).toBe(kind);
  });

  test('what the reader does not know is taken from the ranges of the component', () => {
    const kindOf = (over: Partial<Component>): string =>
      one(planFixes(given([component('1.2.3', over)], to('1.3.0'), [finding('A')]))).kind;
    expect(kindOf({ requestedBy: ['^1.0.0'] })).toBe('refresh');
    expect(kindOf({ requested: '^1.0.0' })).toBe('refresh');
    expect(kindOf({})).toBe('override');
    const unknown = { ...given([component('1.2.3')], to('1.3.0'), [finding('A')]), uses: new Map() };
    expect(one(planFixes(unknown)).kind).toBe('override');
  });

  test('a direct dependency of which only the range is known is declared by the root', () => {
    const direct = (over: Partial<Component>): unknown =>
      moveIn(given([component('1.2.3', { direct: true, ...over })], to('1.3.0'), [finding('A')]));
    expect(direct({ requested: '^1.0.0' })).toMatchObject({
      declared: [{ range: '^1.0.0', allows: true, manifest: 'package-lock.json' }],
      askers: [],
    });
    expect(direct({})).toMatchObject({ declared: [{ allows: false, manifest: 'package-lock.json' }] });
    expect(direct({ requestedBy: ['1.2.3'] })).toMatchObject({
      askers: [{ name: '', version: null, direct: false, range: '1.2.3' }],
    });
  });
});

describe('an override by version would reach a healthy copy', () => {
  const reaches = (of: FixCase, ...others: Component[]): boolean | undefined =>
    moveIn({ ...of, others })?.byParent;
  const healthy = (over: Partial<Component>): Component => component('2.0.0', { id: 'healthy', ...over });

  test.each<[string, Component[], boolean]>([
    ['there is none', [], false],
    ['asked for by what nobody knows', [healthy({})], true],
    [
      'asked for by a range of packages that the old one satisfies',
      [healthy({ requestedBy: ['>=1'] })],
      true,
    ],
    ['asked for by the project', [healthy({ requested: '>=1' })], true],
    ['asked for by the project in another range', [healthy({ requested: '^2.0.0' })], false],
    ['asked for by ranges that the old one does not satisfy', [healthy({ requestedBy: ['^2.0.0'] })], false],
    [
      'asked for by one range of several',
      [healthy({ requested: '^2.0.0', requestedBy: ['^2.0.0', '>=1'] })],
      true,
    ],
    ['asked for by what cannot be read', [healthy({ requestedBy: ['file:lib'] })], true],
    ['one of several', [healthy({ requestedBy: ['^2.0.0'] }), healthy({ requested: '>=1' })], true],
  ])('%s', (_, others, expected) => {
    expect(reaches(caseOf(), ...others)).toBe(expected);
  });

  test('one of the old ones is enough', () => {
    const of = caseOf(component('1.1.0'));
    expect(reaches(of, healthy({ requestedBy: ['~1.1.0'] }))).toBe(true);
    expect(reaches(of, healthy({ requestedBy: ['~1.0.0'] }))).toBe(false);
  });
});
