import { VEX_JUSTIFICATIONS, VEX_STATUSES, type VexProduct, type VexStatement } from '@theriac/core';
import { openVexCheck } from '@theriac/testing/public-schemas';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { VexMeta } from './meta.ts';
import { readOpenVex } from './openvex.ts';
import { renderOpenVex } from './write-openvex.ts';

const meta: VexMeta = {
  author: 'Clinic PSIRT',
  namespace: 'https://psirt.example.org',
  timestamp: '2026-01-02T03:04:05Z',
  version: 1,
  title: 'Patient portal',
};

const target = fc.constantFrom(
  { id: 'pkg:npm/a@1.0.0' },
  { id: 'pkg:npm/b@2.0.0', identifiers: ['cpe:2.3:a:x:b:2.0.0:*:*:*:*:*:*:*'] },
  { id: 'pkg:maven/g/c@3' },
);
const product: fc.Arbitrary<VexProduct> = fc.record({
  id: fc.constantFrom('pkg:oci/portal', 'pkg:generic/pump@4'),
  subcomponents: fc.uniqueArray(target, { selector: (t) => t.id, maxLength: 2 }),
});
/** Every status with what it needs, and without a reason, as some tools write them. */
const statement: fc.Arbitrary<VexStatement> = fc
  .record({
    cve: fc.integer({ min: 1000, max: 99999 }),
    products: fc.uniqueArray(product, { selector: (p) => p.id, minLength: 1, maxLength: 2 }),
    status: fc.constantFrom(...VEX_STATUSES),
    justification: fc.constantFrom(...VEX_JUSTIFICATIONS),
    reasons: fc.constantFrom('both', 'justification', 'impact', 'none'),
    words: fc.string({ minLength: 1, maxLength: 40 }).filter((w) => w.trim() === w && w !== ''),
  })
  .map(({ cve, products, status, justification, reasons, words }) => ({
    vulnerability: [`CVE-2026-${cve}`],
    products,
    status,
    ...(status === 'not_affected' && reasons !== 'impact' && reasons !== 'none' ? { justification } : {}),
    ...(status === 'not_affected' && reasons !== 'justification' && reasons !== 'none'
      ? { impactStatement: words }
      : {}),
    ...(status === 'affected' ? { actionStatement: words } : {}),
    timestamp: meta.timestamp,
    author: meta.author,
    source: 'x',
  }));
const statements = fc.uniqueArray(statement, {
  selector: (s) => s.vulnerability[0],
  minLength: 1,
  maxLength: 4,
});

const openVex = openVexCheck();

test('OpenVEX out: valid, and what is read back is what was written', () => {
  fc.assert(
    fc.property(statements, (given) => {
      const text = renderOpenVex(given, meta);
      expect(openVex(text)).toEqual([]);
      expect(readOpenVex(text, 'x')).toEqual(given.map((s, i) => ({ ...s, source: `x#${i + 1}` })));
    }),
    { numRuns: 60 },
  );
});
