/** What a package manager is told of a change that several projects of one lockfile need. */
import { command, type Declaration, describeSteps, type Move, type Sibling } from '@theriac/core';
import { moveOf, parent, root } from '@theriac/testing/fix-cases';
import { describe, expect, test } from 'vitest';
import { oncePerLockfile, type PlannedFix } from './fix-per-lockfile.ts';

const shared = (): string => 'package-lock.json';
const planned = (of: string, move: Partial<Move>, told: Move[] = []): PlannedFix => ({
  fix: {
    id: `${of}#lib`,
    kind: 'upgrade-direct',
    root: `${root.id}/${of}`,
    package: 'lib',
    from: '1.0.0',
    to: '2.0.0',
    distance: 'major',
    action: 'Upgrade lib',
    moves: [`${of}#lib`],
    steps: [command(`install for ${of}`)],
    caveats: [],
    clears: [],
  },
  told: {
    move: moveOf(move),
    write: (given) => {
      told.push(given);
      return [command(`install for ${given.declared.map((d) => d.member).join(' and ')}`)];
    },
  },
});
const HELD = { manifest: 'package.json', path: ['overrides', 'lib'] };
const asking = (member: string, over: Partial<Declaration> = {}): Declaration => ({
  allows: false,
  member,
  ...over,
});

/** The move of projects with these moves. */
function movedOnce(...moves: Partial<Move>[]): Move | undefined {
  const told: Move[] = [];
  oncePerLockfile(
    moves.map((move, at) => planned(`p${at}`, move, told)),
    shared,
  );
  return told.at(-1);
}

test('the steps are written once, for all projects that ask', () => {
  const [one, ...others] = oncePerLockfile(
    ['a', 'b', 'c'].map((of) => planned(of, { declared: [asking(of)] })),
    shared,
  );
  expect(others).toEqual([]);
  expect(describeSteps(one?.steps ?? [])).toBe('install for a and b and c');
  expect(one?.moves).toEqual(['a#lib', 'b#lib', 'c#lib']);
});

test('the steps of all are listed, where no package manager writes those of one', () => {
  const { fix } = planned('b', {});
  const [one] = oncePerLockfile([planned('a', {}), { fix }], shared);
  expect(describeSteps(one?.steps ?? [])).toBe('install for a, then install for b');
  const [other] = oncePerLockfile([{ fix }, planned('a', {})], shared);
  expect(describeSteps(other?.steps ?? [])).toBe('install for b, then install for a');
});

describe('the moves of projects as one', () => {
  test.each<[string, Partial<Move>, Partial<Move>, Partial<Move>]>([
    ['versions', { from: ['1.2.0'] }, { from: ['1.0.0', '1.2.0'] }, { from: ['1.0.0', '1.2.0'] }],
    [
      'declarations, each once',
      { declared: [asking('a')] },
      { declared: [asking('a'), asking('b')] },
      { declared: [asking('a'), asking('b')] },
    ],
    ['a healthy copy beside one of them', { others: false }, { others: true }, { others: true }],
    ['a healthy copy in reach of one of them', { byParent: true }, { byParent: false }, { byParent: true }],
    ['an entry that holds it in one', {}, { held: HELD }, { held: HELD }],
    ['an entry that holds it in the first', { held: HELD }, {}, { held: HELD }],
    [
      'no healthy copy',
      { others: false, byParent: false },
      { others: false, byParent: false },
      { others: false, byParent: false },
    ],
    ['for development in all', { development: true }, { development: true }, { development: true }],
    ['in production for one', { development: true }, { development: false }, { development: false }],
    ['in production for the first', { development: false }, { development: true }, { development: false }],
    [
      'packages that ask',
      { askers: [parent('a')] },
      { askers: [parent('b')], pins: [parent('b')] },
      { askers: [parent('a'), parent('b')], pins: [parent('b')] },
    ],
  ])('%s', (_, a, b, expected) => {
    expect(movedOnce(a, b)).toMatchObject(expected);
  });

  test('a parent that one project asks for can be raised, though it is further down in another', () => {
    const [direct, nested] = [parent('a', { range: '^1' }), parent('a', { range: '^1', direct: false })];
    for (const askers of [
      [direct, nested],
      [nested, direct],
    ])
      expect(movedOnce({ askers: [askers[0] ?? direct] }, { askers: askers.slice(1) })?.askers).toEqual([
        direct,
      ]);
    const others = [
      { ...nested, name: 'b' },
      { ...nested, version: '4.0.0' },
      { ...nested, range: '^2' },
      { ...nested, as: 'old' },
    ];
    expect(movedOnce({ askers: [direct] }, { askers: others })?.askers).toEqual([direct, ...others]);
  });

  test('what moves along is listed once per version, with all that ask for it', () => {
    const dom = (over: Partial<Sibling>): Sibling => ({
      name: 'dom',
      version: '1.0.0',
      direct: false,
      declared: [],
      pins: [],
      ...over,
    });
    const together = [
      dom({ declared: [asking('a')], pins: [parent('x')] }),
      dom({ version: '1.1.0' }),
      dom({ name: 'is' }),
    ];
    const other = [dom({ direct: true, declared: [asking('b')], pins: [parent('y')] })];
    expect(movedOnce({ together }, { together: other })?.together).toEqual([
      dom({ direct: true, declared: [asking('a'), asking('b')], pins: [parent('x'), parent('y')] }),
      dom({ version: '1.1.0' }),
      dom({ name: 'is' }),
    ]);
    expect(movedOnce({ together: other }, { together })?.together[0]?.direct).toBe(true);
    expect(movedOnce({ together }, { together })?.together[0]?.direct).toBe(false);
  });
});
