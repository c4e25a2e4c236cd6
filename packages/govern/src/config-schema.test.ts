import { TheriacError } from '@theriac/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, systemFor, systemsOf } from './config.ts';
import { parseConfig } from './config-schema.ts';

const problem = (text: string): string => {
  try {
    parseConfig(text, 'theriac.yaml');
  } catch (error) {
    if (error instanceof TheriacError) return `${error.code} ${error.place.line ?? '-'}: ${error.message}`;
    throw error;
  }
  return 'no problem';
};

test('the least file says only the version', () => {
  expect(parseConfig('version: 1\n', 'theriac.yaml')).toEqual(DEFAULT_CONFIG);
});

test('declared facts keep where they are; the rest is default', () => {
  const config = parseConfig('version: 1\nsystem:\n  name: Portal\n  exposure: controlled\n', 'theriac.yaml');
  expect(config.systems).toEqual([{ name: 'Portal', exposure: 'controlled', source: 'theriac.yaml:2' }]);
  const [system] = systemsOf(config.systems, 'app');
  expect(system?.facts.exposure).toEqual({
    value: 'controlled',
    origin: 'declared',
    source: 'theriac.yaml:2',
  });
  expect(system?.facts.publiclyExposed).toEqual({ value: false, origin: 'derived', source: 'exposure' });
  expect(system?.facts.dataClasses).toMatchObject({ value: ['phi'], origin: 'default' });
});

test.each([
  [
    'version: 1\nsystem:\n  patientfacing: true\n',
    'THERIAC_CONFIG 3: unknown key `patientfacing` in `system`; did you mean `patientFacing`?',
  ],
  [
    'version: 1\npolicy:\n  zzz: 1\n',
    'THERIAC_CONFIG 3: unknown key `zzz` in `policy`; write one of failOn, require, acceptPartial, acceptUnmatched, maxIndexAgeDays, profiles',
  ],
  [
    'version: 1\npolicy:\n  failOn: hgh\n',
    'THERIAC_CONFIG 3: `policy.failOn` is `hgh`; did you mean `high`?',
  ],
  ['version: 2\n', 'THERIAC_CONFIG 1: `version` is 2; write `version: 1`'],
  ['', 'THERIAC_CONFIG 1: `version` is missing; write `version: 1`'],
  ['- a\n', 'THERIAC_CONFIG 1: the file is a list; write a mapping: `key: value` per line'],
  ['version: 1\nsystem: {}\nsystems: [{}]\n', 'either `system` or `systems`'],
  ['a: [', 'THERIAC_CONFIG 1: not valid YAML: the indentation does not fit'],
  ['version: 1\na: 1\na: 2\n', 'THERIAC_CONFIG 3: not valid YAML: duplicate key'],
  ['version: 1\nvex: *a\n', 'THERIAC_CONFIG -: an alias (`*name`) has no anchor'],
  [
    'version: 1\nsytem: {}\npolicy:\n  failon: high\n  zzz: 1\n',
    'THERIAC_CONFIG 4: unknown key `failon` in `policy`; did you mean `failOn`?\nline 5: unknown key `zzz` in `policy`; write one of failOn, require, acceptPartial, acceptUnmatched, maxIndexAgeDays, profiles\nline 2: unknown key `sytem`; did you mean `system`?',
  ],
  [
    'version: 1\nlicences:\n  rules:\n    - {licence: [MIT], decision: allow, reason: r}\n',
    '`licences.rules.0`',
  ],
  [
    `version: 1\nexceptions:\n${'  - {id: a, rule: A-1, owner: me, reason: r, compensatingControls: [c], created: 2026-01-01, expires: 2026-01-02}\n'.repeat(2)}`,
    'THERIAC_CONFIG 4: a second exception has the id `a`',
  ],
  [
    'version: 1\nexceptions:\n  - {id: a, vulnerability: CVE-1, owner: me, approvedBy: me, reason: r, compensatingControls: [c], created: 2026-01-01, expires: 2026-01-02}\n',
    'is the owner; somebody else has to approve',
  ],
  [
    'version: 1\nexceptions:\n  - {id: a, vulnerability: CVE-1, owner: me, reason: r, compensatingControls: [], created: 2026-01-01, expires: 2026-01-02}\n',
    'needs at least one compensating control',
  ],
  [
    'version: 1\nexceptions:\n  - {id: a, vulnerability: CVE-1, owner: me, reason: r, compensatingControls: [c], created: 2026-02-30, expires: 2026-03-02}\n',
    'is not a day that exists',
  ],
  [
    'version: 1\nexceptions:\n  - {id: a, vulnerability: CVE-1, owner: me, reason: r, compensatingControls: [c], created: 2026-02-03, expires: 2026-02-02}\n',
    'expires before it was created',
  ],
])('%j is refused with the place and the reason', (text, expected) => {
  expect(problem(text)).toContain(expected);
});

test('aliases cannot blow up', () => {
  const bomb = [
    'version: 1',
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefgh'.split('').map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]`),
  ].join('\n');
  expect(problem(bomb)).toContain('THERIAC_CONFIG');
});

test('any text is a configuration or a coded error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(problem(`version: 1\n${text}`)).toMatch(/^(no problem|THERIAC_CONFIG [-\d])/);
    }),
  );
});

test('the longest path prefix decides which system a root belongs to', () => {
  const systems = systemsOf(
    [
      { name: 'all', source: '' },
      { name: 'api', paths: ['services/api'], source: '' },
    ],
    'x',
  );
  expect(systemFor(systems, 'services/api/package-lock.json').name).toBe('api');
  expect(systemFor(systems, 'services/api2/package-lock.json').name).toBe('all');
});

test('a policy can only require areas that exist', () => {
  const text = 'version: 1\npolicy:\n  require: [inventory, secrts]\n';
  expect(() => parseConfig(text, 'theriac.yaml', { areas: ['inventory', 'secrets'] })).toThrow(
    'unknown area `secrts` in `policy.require`; did you mean `secrets`?',
  );
  expect(parseConfig(text, 'theriac.yaml').policy.require).toEqual(['inventory', 'secrts']);
});

test('exceptions name any rule, and ignored paths are suppressions with an end', () => {
  const config = parseConfig(
    [
      'version: 1',
      'exceptions:',
      '  - {id: a, rule: THERIAC-SC-IMAGE-LATEST, owner: me, reason: r, compensatingControls: [c], created: 2026-01-01, expires: 2026-01-02}',
      'ignore:',
      '  - {path: demo, rules: [A, B], reason: r, expires: 2026-01-02}',
      '  - {path: old, reason: r, expires: 2026-01-02}',
    ].join('\n'),
    'theriac.yaml',
  );
  expect(config.exceptions.map((e) => [e.kind, e.rule, e.source])).toEqual([
    ['exception', 'THERIAC-SC-IMAGE-LATEST', 'theriac.yaml:3'],
  ]);
  expect(config.ignore.map((e) => [e.kind, e.path, e.rule, e.id])).toEqual([
    ['ignored path', 'demo', 'A', 'theriac.yaml:5'],
    ['ignored path', 'demo', 'B', 'theriac.yaml:5'],
    ['ignored path', 'old', undefined, 'theriac.yaml:6'],
  ]);
});

test.each([
  ['neither a rule nor a vulnerability', ''],
  ['both', 'rule: A, vulnerability: B, '],
])('an exception with %s is refused', (_, which) => {
  const text = `version: 1\nexceptions:\n  - {id: a, ${which}owner: me, reason: r, compensatingControls: [c], created: 2026-01-01, expires: 2026-01-02}\n`;
  expect(() => parseConfig(text, 'theriac.yaml')).toThrow('needs `rule`');
});

test('thousands of unknown keys are refused with the first of them, one that stands twice with its line', () => {
  const keys = (count: number): string => Array.from({ length: count }, (_, i) => `k${i}: b\n`).join('');
  const problemOf = (text: string): string => {
    try {
      parseConfig(text, 'theriac.yaml');
      return '';
    } catch (error) {
      return error instanceof TheriacError ? `${error.place.line}: ${error.message}` : 'another error';
    }
  };
  expect(problemOf(`version: 1\n${keys(5_000)}`).split('\n')).toHaveLength(50);
  expect(problemOf(`version: 1\n${keys(5_000)}k7: c\n`)).toMatch(/^5002: not valid YAML: duplicate key/);
  expect(problemOf(`version: 1\n${'#'.repeat(256 * 1024)}\n`)).toContain('larger than 256 KiB');
});
