import { describe, expect, it } from 'vitest';
import {
  type EventProblem,
  fixedVersionFor,
  type Interval,
  intervalsOf,
  isPlaceable,
  matchAffected,
  matchesInterval,
  type OsvEvent,
} from './osv-range.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';

const from = (introduced: string, fixed: string): Interval => ({
  introduced,
  end: { kind: 'fixed', version: fixed },
});

describe('intervals of OSV events', () => {
  it('reads several pairs in any order', () => {
    const events: OsvEvent[] = [
      { fixed: '2.5.0' },
      { introduced: '2.0.0' },
      { fixed: '1.10.0' },
      { introduced: '0' },
    ];
    expect(intervalsOf('npm', events)).toEqual([from('0', '1.10.0'), from('2.0.0', '2.5.0')]);
  });

  it('joins overlapping events instead of losing the later part', () => {
    expect(
      intervalsOf('npm', [{ introduced: '1.0.0' }, { introduced: '1.2.0' }, { fixed: '1.5.0' }]),
    ).toEqual([from('1.0.0', '1.5.0')]);
    expect(
      intervalsOf('npm', [
        { introduced: '0' },
        { fixed: '1.0.0' },
        { introduced: '1.0.0' },
        { fixed: '2.0.0' },
      ]),
    ).toEqual([from('0', '1.0.0'), from('1.0.0', '2.0.0')]);
  });

  it('keeps last_affected inclusive and an open end open', () => {
    const events: OsvEvent[] = [{ introduced: '1.0' }, { last_affected: '1.4' }, { introduced: '2.0' }];
    const [first, second] = intervalsOf('pep440', events);
    expect(first).toEqual({ introduced: '1.0', end: { kind: 'last_affected', version: '1.4' } });
    expect(second).toEqual({ introduced: '2.0', end: { kind: 'none' } });
    expect(first && matchesInterval('pep440', '1.4.0', first)).toBe(true);
    expect(first && matchesInterval('pep440', '1.4.post1', first)).toBe(false);
    expect(second && matchesInterval('pep440', '99', second)).toBe(true);
  });

  it('takes the highest of several limits as the bound, and * as none', () => {
    const events: OsvEvent[] = [{ introduced: '1.0.0' }, { limit: '1.5.0' }, { limit: '2.0.0' }];
    expect(intervalsOf('semver', events)).toEqual([
      { introduced: '1.0.0', end: { kind: 'limit', version: '2.0.0' } },
    ]);
    expect(intervalsOf('semver', [...events, { limit: '*' }])).toEqual([
      { introduced: '1.0.0', end: { kind: 'none' } },
    ]);
    expect(intervalsOf('semver', [{ introduced: '3.0.0' }, ...events.slice(1)])).toEqual([]);
  });

  it('reports events that cannot be used and never throws', () => {
    const problems: EventProblem[] = [];
    const report = (problem: EventProblem): void => {
      problems.push(problem);
    };
    expect(intervalsOf('npm', [{ introduced: '0' }, { fixed: 'soon' }], report)).toEqual([
      { introduced: '0', end: { kind: 'none' } },
    ]);
    expect(intervalsOf('npm', [{ fixed: '1.0.0' }], report)).toEqual([]);
    expect(intervalsOf('npm', [{ introduced: '1.0.0' }, { fixed: '1.0.0' }], report)).toEqual([]);
    expect(problems).toEqual([
      { event: 'fixed', version: 'soon', reason: 'invalid-version' },
      { event: 'fixed', version: '1.0.0', reason: 'end-without-introduced' },
      { event: 'introduced', version: '1.0.0', reason: 'empty-interval' },
    ]);
  });
});

describe('matching a version', () => {
  it('places prereleases in plain order, which is what OSV asks for in npm too', () => {
    expect(matchesInterval('npm', '2.0.0-rc.1', from('1.0.0', '2.0.0'))).toBe(true);
    expect(matchesInterval('npm', '1.0.0-rc.1', from('1.0.0', '2.0.0'))).toBe(false);
  });

  it('reads Go versions with and without v, pseudo-versions, +incompatible and toolchain names', () => {
    const range = from('0', '0.0.0-20220314234659-1baeb1ce4c0b');
    expect(matchesInterval('go', 'v0.0.0-20210921155107-089bfa567519', range)).toBe(true);
    expect(matchesInterval('go', 'v0.0.0-20220315160706-3147a52a75dd', range)).toBe(false);
    expect(matchesInterval('go', 'v2.8.1+incompatible', from('0', '2.8.2'))).toBe(true);
    expect(matchesInterval('go', 'v2.8.2+incompatible', from('0', '2.8.2'))).toBe(false);
    expect(matchesInterval('go', 'go1.21rc2', from('1.21.0-0', '1.21.0-rc.3'))).toBe(true);
    expect(matchesInterval('go', '1.21', from('1.21.0-0', '1.21.0-rc.3'))).toBe(false);
    expect(matchesInterval('go', 'go1.19.8', from('0', '1.19.9'))).toBe(true);
  });

  it('places hand-written bounds of two numbers where npm itself would refuse them', () => {
    expect(intervalsOf('npm', [{ introduced: '0' }, { fixed: '4.17' }])).toEqual([from('0', '4.17')]);
    expect(matchAffected('npm', '4.17.0', { intervals: [from('0', '4.17')], versions: [] })).toBeNull();
  });

  it('places the versions that Alpine and Packagist carry outside their grammar', () => {
    expect(
      matchAffected('apk', '6.6.2p1-r0', { intervals: [from('0', '6.6.2p2-r0')], versions: [] }),
    ).not.toBeNull();
    expect(
      matchAffected('apk', '6.6.2p2-r0', { intervals: [from('0', '6.6.2p2-r0')], versions: [] }),
    ).toBeNull();
    expect(
      matchAffected('composer', '1.2.3.4.5', { intervals: [from('0', '2.0')], versions: [] }),
    ).not.toBeNull();
  });

  it('finds listed versions by the equality of the scheme', () => {
    const listed = (version: string) => ({ intervals: [], versions: [version] });
    expect(matchAffected('pep440', '1.0.0', listed('1.0'))).toEqual({ by: 'version', version: '1.0' });
    expect(matchAffected('composer', 'v1.2', listed('1.2.0.0'))).toEqual({
      by: 'version',
      version: '1.2.0.0',
    });
    expect(matchAffected('maven', '1.0.0.Final', listed('1.0'))).toEqual({ by: 'version', version: '1.0' });
    expect(matchAffected('npm', '1.0.1', listed('1.0.0'))).toBeNull();
  });

  it('names the interval that decided, and never places an invalid version', () => {
    const affected = { intervals: [from('0', '1.0.0'), from('2.0.0', '2.1.0')], versions: ['main'] };
    expect(matchAffected('npm', '2.0.5', affected)).toEqual({
      by: 'range',
      interval: from('2.0.0', '2.1.0'),
    });
    expect(matchAffected('npm', 'latest', affected)).toBeNull();
    expect(matchAffected('npm', 'main', affected)).toEqual({ by: 'version', version: 'main' });
  });

  it('treats the bounds of Composer as Composer does: 1.0 is 1.0.0', () => {
    expect(matchesInterval('composer', '1.0', from('0', '1.0.0'))).toBe(false);
    expect(
      matchesInterval('composer', '1.0.0', {
        introduced: '0',
        end: { kind: 'last_affected', version: '1.0' },
      }),
    ).toBe(true);
  });

  it('names the fix of the line that the version is on', () => {
    const intervals = [from('0', '1.9.4'), from('2.0.0', '2.3.1'), from('2.2.0', '2.2.9')];
    expect(fixedVersionFor('npm', '1.2.0', intervals)).toBe('1.9.4');
    expect(fixedVersionFor('npm', '2.2.5', intervals)).toBe('2.2.9');
    expect(fixedVersionFor('npm', '1.9.4', intervals)).toBeNull();
    expect(fixedVersionFor('npm', '1.0.0', [{ introduced: '0', end: { kind: 'none' } }])).toBeNull();
  });
});

describe('limits', () => {
  const limited = (events: readonly OsvEvent[], ...limits: string[]): unknown =>
    intervalsOf('semver', [...events, ...limits.map((limit) => ({ limit }))]).map(({ introduced, end }) =>
      end.kind === 'none' ? introduced : `${introduced} ${end.kind} ${end.version}`,
    );
  const range: OsvEvent[] = [{ introduced: '1.0.0' }, { fixed: '1.5.0' }];

  it('cut what reaches beyond them, and nothing else', () => {
    expect(limited(range, '2.0.0')).toEqual(['1.0.0 fixed 1.5.0']);
    expect(limited(range, '1.5.0')).toEqual(['1.0.0 fixed 1.5.0']);
    expect(limited(range, '1.4.0')).toEqual(['1.0.0 limit 1.4.0']);
    expect(limited(range, '1.0.0')).toEqual([]);
    expect(limited([{ introduced: '0' }], '0.0.0')).toEqual(['0 limit 0.0.0']);
  });

  it('cut a last affected version, which would lie on them', () => {
    const last: OsvEvent[] = [{ introduced: '1.0.0' }, { last_affected: '1.5.0' }];
    expect(limited(last, '1.5.0')).toEqual(['1.0.0 limit 1.5.0']);
    expect(limited(last, '1.5.1')).toEqual(['1.0.0 last_affected 1.5.0']);
  });

  it('count by the highest, in any order', () => {
    expect(limited([{ introduced: '1.0.0' }], '2.0.0', '1.5.0')).toEqual(['1.0.0 limit 2.0.0']);
    expect(limited([{ introduced: '1.0.0' }], '1.5.0', '2.0.0')).toEqual(['1.0.0 limit 2.0.0']);
    expect(limited([{ introduced: '1.0.0' }], '2.0', '2.0.0')).toEqual(['1.0.0 limit 2.0']);
  });
});

describe('the beginning', () => {
  it('is before every version, also of the preview of 0', () => {
    expect(intervalsOf('pep440', [{ fixed: '0.dev5' }, { introduced: '0' }])).toEqual([from('0', '0.dev5')]);
    expect(matchesInterval('pep440', '0.dev1', from('0', '0.dev5'))).toBe(true);
  });

  it('needs no place in the scheme', () => {
    const problems: EventProblem[] = [];
    const day = '2024-01-02T00:00:00Z';
    const read = intervalsOf('datetime', [{ introduced: '0' }, { fixed: day }], (p) => problems.push(p));
    expect([read, problems]).toEqual([[from('0', day)], []]);
  });

  it('is not an end at 0', () => {
    expect(intervalsOf('pep440', [{ introduced: '0.dev1' }, { fixed: '0' }])).toEqual([from('0.dev1', '0')]);
  });
});

describe('problems of events', () => {
  const problemsOf = (...events: OsvEvent[]): string[] => {
    const problems: string[] = [];
    intervalsOf('npm', events, (p) => problems.push(`${p.event} ${p.version}: ${p.reason}`));
    return problems;
  };

  it('are an end without a beginning, a limit or an end that is no version', () => {
    expect(problemsOf({ last_affected: '1.0.0' })).toEqual(['last_affected 1.0.0: end-without-introduced']);
    expect(problemsOf({ introduced: '0' }, { fixed: '*' })).toEqual(['fixed *: invalid-version']);
    expect(problemsOf({ introduced: '0' }, { limit: 'soon' })).toEqual(['limit soon: invalid-version']);
  });

  it('are not a second end after the first', () => {
    expect(problemsOf({ introduced: '0' }, { fixed: '1.0.0' }, { fixed: '2.0.0' })).toEqual([]);
  });

  it('leave no interval behind', () => {
    expect(intervalsOf('npm', [{ last_affected: '1.0.0' }])).toEqual([]);
    expect(intervalsOf('npm', [{ introduced: '0' }, { fixed: '*' }, { limit: '1.0.0' }])).toEqual([
      { introduced: '0', end: { kind: 'limit', version: '1.0.0' } },
    ]);
  });
});

it('the version that introduced a flaw is affected', () => {
  expect(matchesInterval('npm', '1.0.0', from('1.0.0', '2.0.0'))).toBe(true);
});

it('the lowest fix counts, in any order of intervals', () => {
  expect(fixedVersionFor('npm', '2.2.5', [from('2.2.0', '2.2.9'), from('2.0.0', '2.3.1')])).toBe('2.2.9');
  expect(fixedVersionFor('semver', '2.2.5', [from('2.0.0', '2.3'), from('2.2.0', '2.3.0')])).toBe('2.3');
});

it.each([
  ['cargo', '1.2', true],
  ['cargo', '1.2 ', false],
  ['npm', 'next', false],
  ['apk', '6.6.2p1', true],
  ['apk', 'next', false],
  ['apk', '6.6.2p1 x', false],
  ['composer', '1.2.3.4.5', true],
  ['composer', 'next', false],
  ['semver', 'next', false],
  ['pep440', '1.0x', false],
] as const)('%s %s has a place in the order: %s', (scheme, version, placeable) => {
  expect(isPlaceable(scheme, version)).toBe(placeable);
});

it('the longest text with a place outside the grammar', () => {
  const padded = (length: number): string => `1.2.3.4.5.${'1'.repeat(length - 10)}`;
  const lengths = [MAX_VERSION_LENGTH, MAX_VERSION_LENGTH + 1];
  expect(lengths.map((n) => isPlaceable('composer', padded(n)))).toEqual([true, false]);
});

it.each([
  ['dev-5.x', '0', null],
  ['dev-master', '0', null],
  ['4.3.x-dev', '4.3.99', 'from 4.3.99'],
  ['4.3.x-dev', '4.4.0', null],
  ['4.x-dev', '4.99.0', 'from 4.99.0'],
  ['4.x-dev', '5.0.0-alpha1', null],
  ['v4.0', '4.0.0', 'from 4.0.0'],
])('Composer %s against what is affected from %s on: %s', (version, introduced, match) => {
  const found = matchAffected('composer', version, {
    intervals: [{ introduced, end: { kind: 'none' } }],
    versions: [],
  });
  expect(found?.by === 'range' ? `from ${found.interval.introduced}` : null).toBe(match);
});
