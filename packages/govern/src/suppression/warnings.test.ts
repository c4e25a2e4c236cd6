import { describe, expect, test } from 'vitest';
import type { Suppression, SuppressionVerdict } from './suppression.ts';
import { SuppressionUse, unknownRule } from './warnings.ts';

const exception: Suppression = {
  id: 'EX-1',
  kind: 'exception',
  rule: 'GHSA-aaaa-bbbb-cccc',
  reason: 'r',
  created: '2026-01-01',
  expires: '2026-01-08',
  source: 'theriac.yaml:9',
};
const entry: Suppression = {
  id: 'theriac.yaml:20',
  kind: 'ignored path',
  path: 'demo',
  reason: 'r',
  expires: '2026-02-01',
  source: 'theriac.yaml:20',
};
const comment: Suppression = {
  id: 'a.ts:3',
  kind: 'comment',
  rule: 'CVE-2024-0001',
  path: 'a.ts',
  lines: [3],
  reason: 'r',
  expires: '2026-02-01',
  source: 'a.ts:3',
};
const ALL = [exception, entry, comment];
const applies = (by: Suppression): SuppressionVerdict => ({ state: 'applies', by });
const record = (verdicts: readonly SuppressionVerdict[], vex?: string) => {
  const use = new SuppressionUse();
  const said = use.record(verdicts, 'CVE-2024-0001', vex);
  return { ...said, unused: use.unused(ALL, []) };
};
const UNUSED = {
  exception: 'theriac.yaml:9: exception EX-1 matches no finding of GHSA-aaaa-bbbb-cccc',
  entry: 'theriac.yaml:20: `ignore` entry for `demo` matches no finding',
  comment: 'a.ts:3: theriac-ignore comment matches no finding of CVE-2024-0001',
};

describe('warnings', () => {
  test('each kind of suppression has its noun, and an entry names its path', () => {
    expect(record([]).unused).toEqual([UNUSED.exception, UNUSED.entry, UNUSED.comment]);
  });

  test('what is covered by another one first has no effect, and says by which', () => {
    expect(record([applies(entry), applies(exception), applies(comment)])).toEqual({
      notes: [],
      warnings: [],
      unused: [
        'theriac.yaml:9: exception EX-1 has no effect: the `ignore` entry for `demo` at theriac.yaml:20 covers CVE-2024-0001 (GHSA-aaaa-bbbb-cccc) first',
        'a.ts:3: theriac-ignore comment has no effect: the `ignore` entry for `demo` at theriac.yaml:20 covers CVE-2024-0001 first',
      ],
    });
  });

  test('what is covered once and needed elsewhere has an effect', () => {
    const use = new SuppressionUse();
    use.record([applies(entry), applies(exception)], 'CVE-2024-0001');
    use.record([applies(exception)], 'CVE-2024-0001');
    expect(use.unused(ALL, [])).toEqual([UNUSED.comment]);
  });

  test('a VEX statement covers before every suppression', () => {
    expect(record([applies(comment)], 'openvex.json').unused).toEqual([
      UNUSED.exception,
      UNUSED.entry,
      'a.ts:3: theriac-ignore comment has no effect: the VEX statement in openvex.json covers CVE-2024-0001 first',
    ]);
  });

  test.each<[string, SuppressionVerdict[], string[], string[]]>([
    [
      'an expired one',
      [{ state: 'expired', by: exception }],
      ['exception EX-1 expired on 2026-01-08'],
      [
        'theriac.yaml:9: exception EX-1 expired on 2026-01-08; CVE-2024-0001 (GHSA-aaaa-bbbb-cccc) counts again',
      ],
    ],
    [
      'an expired one that is too long as well',
      [{ state: 'expired', by: entry, reason: '31 days where high severity allows 30' }],
      [
        '`ignore` entry for `demo` expired on 2026-02-01, and could not be applied before: 31 days where high severity allows 30',
      ],
      [
        'theriac.yaml:20: `ignore` entry for `demo` expired on 2026-02-01, and could not be applied before: 31 days where high severity allows 30; CVE-2024-0001 counts again',
      ],
    ],
    [
      'a refused one',
      [{ state: 'refused', by: comment, reason: 'it starts on 2026-01-09' }],
      ['theriac-ignore comment is not applied: it starts on 2026-01-09'],
      ['a.ts:3: theriac-ignore comment is not applied: it starts on 2026-01-09; CVE-2024-0001 counts'],
    ],
    [
      'an expired one beside one that applies',
      [applies(entry), { state: 'expired', by: exception }],
      [],
      [
        'theriac.yaml:9: exception EX-1 expired on 2026-01-08; the `ignore` entry for `demo` at theriac.yaml:20 covers CVE-2024-0001 (GHSA-aaaa-bbbb-cccc)',
      ],
    ],
  ])('%s is reported once, with its reason', (_, verdicts, notes, warnings) => {
    const said = record(verdicts);
    expect(said).toMatchObject({ notes, warnings });
    for (const { by } of verdicts) expect(said.unused.join('\n')).not.toContain(by.source);
  });
});

const RULES = ['THERIAC-SC-IMAGE-LATEST', 'THERIAC-SC-LOCK-WEAK-HASH'];

test.each([
  ['THERIAC-SC-IMAGE-LATST', 'did you mean `THERIAC-SC-IMAGE-LATEST`?'],
  ['theriac-sc-image-latst', 'did you mean `THERIAC-SC-IMAGE-LATEST`?'],
  ['THERAIC-SC-IMAGE-LATEST', 'did you mean `THERIAC-SC-IMAGE-LATEST`?'],
  ['SC-IMAGE-LATEST', 'did you mean `THERIAC-SC-IMAGE-LATEST`?'],
  ['THERIAC-X', '`theriac docs rules` lists them'],
])('no rule is called %s: %s', (rule, hint) => {
  expect(unknownRule(rule, RULES)).toBe(`names the rule \`${rule}\`, which does not exist; ${hint}`);
  const use = new SuppressionUse();
  expect(
    use.unused(
      [
        { ...exception, rule },
        { ...entry, rule },
        { ...comment, rule },
      ],
      RULES,
    ),
  ).toEqual(
    [
      'theriac.yaml:9: exception EX-1',
      'theriac.yaml:20: `ignore` entry for `demo`',
      'a.ts:3: theriac-ignore comment',
    ].map((name) => `${name} names the rule \`${rule}\`, which does not exist; ${hint}`),
  );
});

test.each([
  'THERIAC-SC-IMAGE-LATEST',
  'theriac-sc-image-latest',
  'THERIAC-EOL-PHP-7.4',
  'CVE-2024-0001',
  'GHSA-aaaa-bbbb-cccc',
  'RUSTSEC-2024-0001',
  'GO-2024-0001',
  'ALPINE-CVE-2024-0001',
  'USN-1-1',
])('%s is the id of a rule or of an advisory', (rule) => {
  expect(unknownRule(rule, RULES)).toBeUndefined();
});

test('one mistyped rule of an entry is reported beside one that applies', () => {
  const [good, bad] = [
    { ...entry, rule: 'CVE-2024-0001' },
    { ...entry, rule: 'THERIAC-SC-IMAGE-LATST' },
  ];
  const use = new SuppressionUse();
  use.record([applies(good)], 'CVE-2024-0001');
  expect(use.unused([good, bad], RULES)).toEqual([
    expect.stringMatching(/names the rule `THERIAC-SC-IMAGE-LATST`, which does not exist; did you mean/),
  ]);
});
