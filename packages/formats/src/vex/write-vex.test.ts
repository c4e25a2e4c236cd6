import { VEX_JUSTIFICATIONS, VEX_STATUSES, type VexProduct, type VexStatement } from '@theriac/core';
import { csafCheck } from '@theriac/testing/schema-check';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsaf } from '../csaf/read-csaf.ts';
import { statementsOfCsaf } from './csaf-vex.ts';
import { bomOfStatements, statementsOfBom } from './cyclonedx-vex.ts';
import type { VexMeta } from './meta.ts';
import { renderCsaf } from './write-csaf.ts';

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
const csaf = csafCheck();

/** Product, component, status and reasons; CSAF groups products and keeps one identifier of a kind. */
function facts(given: readonly VexStatement[]): string[] {
  return given
    .flatMap((s) =>
      s.products.flatMap((p) =>
        (p.subcomponents.length === 0 ? [undefined] : p.subcomponents).map((c) =>
          JSON.stringify([
            s.vulnerability,
            s.status,
            s.justification,
            s.impactStatement,
            s.actionStatement,
            p.id,
            c?.id,
          ]),
        ),
      ),
    )
    .sort();
}

test('CSAF out: valid by its schema and its own VEX profile, and no statement is lost', () => {
  fc.assert(
    fc.property(statements, (given) => {
      const text = renderCsaf(given, meta);
      expect(csaf(text)).toEqual([]);
      expect(facts(statementsOfCsaf(readCsaf(text, 'x'), 'x'))).toEqual(facts(given));
    }),
    { numRuns: 60 },
  );
});

test('CycloneDX out: statements about one product come back as they were', () => {
  const one = statement.map((s) => ({
    ...s,
    products: [{ id: 'pkg:oci/portal', subcomponents: s.products[0]?.subcomponents ?? [] }],
  }));
  fc.assert(
    fc.property(
      fc.uniqueArray(one, { selector: (s) => s.vulnerability[0], minLength: 1, maxLength: 4 }),
      (given) => {
        expect(facts(statementsOfBom(bomOfStatements(given, meta), 'x'))).toEqual(facts(given));
      },
    ),
    { numRuns: 60 },
  );
});

test('the same statements give the same bytes', () => {
  const given: VexStatement[] = [
    {
      vulnerability: ['CVE-2026-1000', 'GHSA-aaaa-bbbb-cccc'],
      products: [{ id: 'pkg:npm/portal@2', subcomponents: [{ id: 'pkg:npm/lib@1' }] }],
      status: 'under_investigation',
      timestamp: meta.timestamp,
      author: meta.author,
      source: 'x',
    },
  ];
  expect(renderCsaf(given, meta)).toBe(renderCsaf(given, meta));
  expect(JSON.parse(renderCsaf(given, meta))).toMatchObject({
    document: { category: 'csaf_vex', tracking: { id: expect.stringMatching(/^VEX-[0-9a-f]{16}$/) } },
    product_tree: {
      relationships: [{ product_reference: 'CSAFPID-0002', relates_to_product_reference: 'CSAFPID-0001' }],
    },
  });
});
