import type { Rule, VexStatement } from '@theriac/core';
import { expect, test } from 'vitest';
import { judgeVex, type VexCase } from './vex-apply.ts';
import { matchTarget } from './vex-target.ts';

const rule: Rule = {
  id: 'GHSA-aaaa-bbbb-cccc',
  kind: 'vulnerability',
  title: 't',
  severity: 'high',
  cwe: [],
  aliases: ['CVE-2024-0001'],
  cvss: [],
};
const subject: VexCase = {
  rule,
  component: { name: 'lib', version: '1.2.3', purl: 'pkg:npm/lib@1.2.3' },
  products: [{ name: 'Patient portal' }, { name: 'portal', version: '2.0.0', purl: 'pkg:npm/portal@2.0.0' }],
};

const statement = (over: Partial<VexStatement> = {}): VexStatement => ({
  vulnerability: ['CVE-2024-0001'],
  products: [{ id: 'pkg:npm/lib@1.2.3', subcomponents: [] }],
  status: 'not_affected',
  justification: 'vulnerable_code_not_in_execute_path',
  timestamp: '2026-01-01T00:00:00Z',
  author: 'A',
  source: 'a.json#1',
  ...over,
});

test('a justified not_affected for this component silences it', () => {
  expect(judgeVex([statement()], subject).status).toEqual({
    state: 'vex',
    status: 'not_affected',
    source: 'a.json#1',
    justification: 'vulnerable_code_not_in_execute_path',
  });
});

test.each([
  [
    'the CVE alone is not enough: another component',
    { products: [{ id: 'pkg:npm/other@1.2.3', subcomponents: [] }] },
  ],
  [
    'another product with this component',
    { products: [{ id: 'pkg:npm/stranger@1.0.0', subcomponents: [{ id: 'pkg:npm/lib@1.2.3' }] }] },
  ],
  [
    'this product with another component',
    { products: [{ id: 'pkg:npm/portal@2.0.0', subcomponents: [{ id: 'pkg:npm/other' }] }] },
  ],
  ['another vulnerability', { vulnerability: ['CVE-2024-9999'] }],
])('%s: nothing is silenced', (_, over) => {
  expect(judgeVex([statement(over)], subject)).toMatchObject({ status: undefined, notes: [] });
});

test.each([
  ['a purl without version covers every version', [{ id: 'pkg:npm/lib', subcomponents: [] }]],
  ['product and component', [{ id: 'pkg:npm/portal@2.0.0', subcomponents: [{ id: 'pkg:npm/lib' }] }]],
  ['the product by its name', [{ id: 'Patient portal', subcomponents: [{ id: 'pkg:npm/lib@1.2.3' }] }]],
])('%s', (_, products) => {
  expect(judgeVex([statement({ products })], subject).status).toMatchObject({ state: 'vex' });
});

test('not_affected without a justification or impact statement is not applied, and says so', () => {
  const { justification: _, ...bare } = statement();
  expect(judgeVex([bare], subject)).toMatchObject({
    status: undefined,
    notes: ['VEX: not_affected without a justification (a.json#1); not applied'],
  });
  expect(judgeVex([{ ...bare, impactStatement: 'unreachable' }], subject).status).toMatchObject({
    state: 'vex',
  });
});

test('the newest statement counts', () => {
  const later = statement({
    status: 'affected',
    timestamp: '2026-02-01T00:00:00Z',
    actionStatement: 'upgrade',
    source: 'b.json#1',
  });
  expect(judgeVex([statement(), later], subject)).toMatchObject({
    status: undefined,
    notes: ['VEX: affected (b.json#1): upgrade'],
  });
});

test('statements of one time that disagree silence nothing and are reported', () => {
  const other = statement({
    status: 'under_investigation',
    timestamp: '2026-01-01T01:00:00+01:00',
    source: 'b.json#1',
  });
  const verdict = judgeVex([statement(), other], subject);
  expect(verdict.status).toBeUndefined();
  expect(verdict.notes[0]).toContain('disagree (not_affected, under_investigation)');
});

test('another version of the component: nothing is silenced, and the near miss is reported', () => {
  const other = statement({ products: [{ id: 'pkg:npm/lib@9.9.9', subcomponents: [] }] });
  expect(judgeVex([other], subject)).toMatchObject({
    status: undefined,
    notes: ['VEX: a.json#1 says not_affected of another version, or this version is not known; not applied'],
  });
});

test('a statement about the whole product covers its components', () => {
  const whole = statement({ products: [{ id: 'pkg:npm/portal@2.0.0', subcomponents: [] }] });
  expect(judgeVex([whole], subject).status).toMatchObject({ state: 'vex', status: 'not_affected' });
});

test('a product named with a version does not cover a product whose version is not known', () => {
  const named = statement({
    products: [{ id: 'CSAFPID-1', name: 'Patient portal', version: '2.0', subcomponents: [] }],
  });
  const { status, notes } = judgeVex([named], subject);
  expect(status).toBeUndefined();
  expect(notes).toHaveLength(1);
});

test.each([
  ['vers:generic/<1.3', true],
  ['vers:generic/<1.2.3', false],
  ['vers:all/*', true],
  ['nonsense', false],
])('a range of versions (%s) covers the versions in it: %s', (range, covered) => {
  const ranged = statement({ products: [{ id: 'x', name: 'lib', range, subcomponents: [] }] });
  expect(judgeVex([ranged], subject).status !== undefined).toBe(covered);
});

test('a vendor that is known on both sides has to be the same', () => {
  const target = (vendor: string) =>
    statement({ products: [{ id: 'x', vendor, name: 'Pump', version: '1', subcomponents: [] }] });
  const pump = { ...subject, component: { name: 'pump', version: '1', vendor: 'Acme' } };
  expect(judgeVex([target('ACME')], pump).status).toBeDefined();
  expect(judgeVex([target('Other')], pump).status).toBeUndefined();
});

test.each([
  ['cpe:2.3:a:acme:pump:1.0:*:*:*:*:*:*:*', 'yes'],
  ['cpe:2.3:a:acme:pump:*:*:*:*:*:*:*:*', 'yes'],
  ['cpe:/a:acme:pump:1.0', 'yes'],
  ['cpe:2.3:a:acme:pump:2.0:*:*:*:*:*:*:*', 'version'],
  ['cpe:2.3:a:acme:syringe:1.0:*:*:*:*:*:*:*', 'no'],
] as const)('CPE %s: %s', (id, match) => {
  const component = { name: 'x', version: '1.0', cpes: ['cpe:2.3:a:Acme:Pump:1.0:*:*:*:*:*:*:*'] };
  expect(matchTarget({ id }, component)).toBe(match);
});

test('two statements of one time that disagree are a conflict that names both', () => {
  const both = [statement(), statement({ status: 'fixed', source: 'b.json#1' })];
  const verdict = judgeVex(both, subject);
  expect(verdict.status).toBeUndefined();
  expect(verdict.conflict).toBe(
    'VEX statements disagree (fixed, not_affected) in a.json#1, b.json#1; none was applied',
  );
});

test('a newer statement wins, and that it overrules somebody else is reported', () => {
  const vendor = statement({
    status: 'affected',
    author: 'Vendor',
    timestamp: '2025-01-01T00:00:00Z',
    source: 'v.json#1',
  });
  const verdict = judgeVex([vendor, statement()], subject);
  expect(verdict.status).toMatchObject({ status: 'not_affected' });
  expect(verdict.notes).toEqual(['VEX: a.json#1 (not_affected) is newer than v.json#1 of Vendor (affected)']);
});
