import type { Rule, VexStatement } from '@theriac/core';
import { expect, test } from 'vitest';
import { judgeVex, type VexCase } from './vex-apply.ts';

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
  purl: 'pkg:npm/lib@1.2.3',
  products: ['Patient portal', 'pkg:npm/portal@2.0.0'],
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
  ['another version', { products: [{ id: 'pkg:npm/lib@9.9.9', subcomponents: [] }] }],
  [
    'another product with this component',
    { products: [{ id: 'pkg:npm/stranger@1.0.0', subcomponents: ['pkg:npm/lib@1.2.3'] }] },
  ],
  [
    'this product with another component',
    { products: [{ id: 'pkg:npm/portal@2.0.0', subcomponents: ['pkg:npm/other'] }] },
  ],
  ['another vulnerability', { vulnerability: ['CVE-2024-9999'] }],
])('%s: nothing is silenced', (_, over) => {
  expect(judgeVex([statement(over)], subject)).toEqual({ status: undefined, notes: [] });
});

test.each([
  ['a purl without version covers every version', [{ id: 'pkg:npm/lib', subcomponents: [] }]],
  ['product and component', [{ id: 'pkg:npm/portal@2.0.0', subcomponents: ['pkg:npm/lib'] }]],
  ['the product by its name', [{ id: 'Patient portal', subcomponents: ['pkg:npm/lib@1.2.3'] }]],
])('%s', (_, products) => {
  expect(judgeVex([statement({ products })], subject).status).toMatchObject({ state: 'vex' });
});

test('not_affected without a justification or impact statement is not applied, and says so', () => {
  const { justification: _, ...bare } = statement();
  expect(judgeVex([bare], subject)).toEqual({
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
  expect(judgeVex([statement(), later], subject)).toEqual({
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
