import { describe, expect, test } from 'vitest';
import { diffBoms } from './diff.ts';
import { DEFAULT_INTAKE, INTAKE_CHECKS, type IntakeCheck, type IntakeFacts, judgeIntake } from './intake.ts';
import { bomOf, component } from './make-bom.ts';
import { judgeQuality } from './quality.ts';

const party = { kind: 'organization', name: 'Acme', urls: [], contacts: [] } as const;
const good = (() => {
  const bom = bomOf(
    [component('pkg:npm/a@1.0.0', { supplier: party }), component('pkg:npm/b@1.0.0', { supplier: party })],
    {
      authors: [party],
    },
  );
  const [product, ...others] = bom.components;
  return {
    ...bom,
    components:
      product === undefined
        ? others
        : [{ ...product, supplier: party, purl: 'pkg:generic/portal@2.0.0' }, ...others],
    relationships: [
      { from: 'product', type: 'dependsOn', to: ['pkg:npm/a@1.0.0'] },
      { from: 'pkg:npm/a@1.0.0', type: 'dependsOn', to: ['pkg:npm/b@1.0.0'] },
    ],
  };
})();
const facts = (over: Partial<IntakeFacts> = {}): IntakeFacts => {
  const { bom = good } = over;
  const [quality] = judgeQuality(bom, ['ntia']);
  if (quality === undefined) throw new RangeError('there is a profile');
  return { bom, problems: [], quality, findings: [], gaps: () => [], asOf: '2026-02-01', ...over };
};
const state = (check: IntakeCheck, given: IntakeFacts) =>
  judgeIntake(given, DEFAULT_INTAKE).results.find((r) => r.check === check)?.state;

test('a good document is accepted, and what was not asked is said to be unknown', () => {
  const verdict = judgeIntake(facts(), DEFAULT_INTAKE);
  expect(verdict.reasons).toEqual([]);
  expect(verdict.accepted).toBe(true);
  expect(verdict.results.map((r) => r.check)).toEqual([...INTAKE_CHECKS]);
  expect(verdict.results.filter((r) => r.state === 'unknown').map((r) => r.check)).toEqual([
    'signature',
    'artefact',
    'previous',
  ]);
});

const finding = (kind: string, outcome = 'immediate', severity = 'high') =>
  ({
    kind,
    rule: 'R',
    severity,
    status: { state: 'open' },
    decision: { outcome },
    subject: { label: 'a 1.0.0' },
  }) as never;
const error = {
  code: 'schema/x',
  severity: 'error',
  pointer: '/x',
  what: 'wrong',
  remedy: 'remedy',
} as const;

test('what is wrong with the text itself is told with its line', () => {
  const twice = { ...error, code: 'encoding/duplicate-key', pointer: '', line: 3, what: 'duplicate key "a"' };
  expect(judgeIntake(facts({ problems: [twice] }), DEFAULT_INTAKE).results[0]).toMatchObject({
    check: 'schema',
    state: 'failed',
    reasons: ['/ (line 3): duplicate key "a"'],
  });
});

describe('each check can fail', () => {
  test.each<[IntakeCheck, Partial<IntakeFacts>]>([
    ['schema', { problems: [error] }],
    ['signature', { signature: { verified: false, reason: 'tampered' } }],
    ['minimum-elements', { bom: { ...good, authors: [] } }],
    ['freshness', { asOf: '2027-01-01' }],
    ['freshness', { asOf: '2025-12-31' }],
    ['depth', { bom: { ...good, relationships: [] } }],
    ['depth', { bom: { ...good, relationships: good.relationships.slice(0, 1) } }],
    ['identifiers', { bom: bomOf([component('not-a-purl')]) }],
    ['malware', { findings: [finding('malware')] }],
    ['vulnerabilities', { findings: [finding('vulnerability')] }],
    ['end-of-life', { findings: [finding('lifecycle')] }],
    ['licences', { findings: [finding('licence')] }],
    [
      'artefact',
      {
        artefact: {
          discrepancies: [{ grave: true, text: 'hidden 1.0 is not listed' }],
          matched: 3,
          gaps: [],
        },
      },
    ],
    [
      'previous',
      { changes: diffBoms(bomOf([component('pkg:npm/a@2.0.0')]), bomOf([component('pkg:npm/a@1.0.0')])) },
    ],
  ])('%s', (check, over) => {
    expect(state(check, facts(over))).toBe('failed');
  });
});

test('what was not looked up is unknown, and unknown does not pass', () => {
  const { findings: _, ...blind } = facts();
  const verdict = judgeIntake(blind, DEFAULT_INTAKE);
  expect(verdict.accepted).toBe(false);
  expect(verdict.reasons).toEqual([
    'malware not known: nothing was looked up',
    'vulnerabilities not known: nothing was looked up',
  ]);
});

test('a scan with gaps does not clear a document', () => {
  expect(state('vulnerabilities', facts({ gaps: () => ['npm: no advisory index'] }))).toBe('unknown');
});

test('a required signature that is missing rejects', () => {
  const verdict = judgeIntake(facts(), { ...DEFAULT_INTAKE, require: ['signature'] });
  expect(verdict).toMatchObject({
    accepted: false,
    reasons: ['signature not known: no signature was given'],
  });
});

test.each([
  ['nothing of it was recognised', { discrepancies: [], matched: 0, gaps: [] }],
  ['it was not read whole', { discrepancies: [], matched: 3, gaps: ['package-lock.json: cut off'] }],
])('an artefact does not confirm when %s', (_, artefact) => {
  expect(state('artefact', facts({ artefact }))).toBe('unknown');
});

test('an artefact confirms what is as it was said, minor differences are told', () => {
  const artefact = { discrepancies: [{ grave: false, text: 'x' }], matched: 2, gaps: [] };
  expect(
    judgeIntake(facts({ artefact }), DEFAULT_INTAKE).results.find((r) => r.check === 'artefact'),
  ).toEqual({
    check: 'artefact',
    state: 'passed',
    reasons: ['2 of its components are as the document says; 1 minor', 'x'],
  });
});
