import { TheriacError } from '@theriac/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOpenVex } from './openvex.ts';

const document = (statement: object, over: object = {}): string =>
  JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    author: 'PSIRT',
    timestamp: '2026-01-02T03:04:05Z',
    statements: [
      {
        vulnerability: { name: 'CVE-2026-1' },
        products: [{ '@id': 'pkg:npm/a@1' }],
        status: 'fixed',
        ...statement,
      },
    ],
    ...over,
  });

describe('OpenVEX', () => {
  test('aliases, identifiers and subcomponents', () => {
    const [statement] = readOpenVex(
      document({
        vulnerability: {
          '@id': 'https://nvd.example/CVE-2026-1',
          name: 'CVE-2026-1',
          aliases: ['GHSA-x', 'CVE-2026-1'],
        },
        products: [
          {
            '@id': 'https://example.com/portal',
            identifiers: { purl: 'pkg:oci/portal@sha256%3Aab' },
            subcomponents: [{ '@id': 'pkg:npm/a@1' }, { identifiers: { purl: 'pkg:npm/b@2' } }],
          },
        ],
        status: 'not_affected',
        justification: 'vulnerable_code_not_present',
        impact_statement: 'not shipped',
      }),
      'x.json',
    );
    const subcomponents = [{ id: 'pkg:npm/a@1' }, { id: 'pkg:npm/b@2' }];
    expect(statement).toMatchObject({
      vulnerability: ['CVE-2026-1', 'GHSA-x', 'https://nvd.example/CVE-2026-1'],
      products: [
        { id: 'https://example.com/portal', identifiers: ['pkg:oci/portal@sha256%3Aab'], subcomponents },
      ],
      justification: 'vulnerable_code_not_present',
      impactStatement: 'not shipped',
    });
  });

  test('0.0.1 keeps subcomponents beside the products; products may be in the document', () => {
    const [statement] = readOpenVex(
      document(
        { vulnerability: 'CVE-2026-1', products: undefined, subcomponents: ['pkg:npm/c@3'] },
        { products: ['pkg:npm/portal@1'] },
      ),
      'x.json',
    );
    expect(statement?.products).toEqual([{ id: 'pkg:npm/portal@1', subcomponents: [{ id: 'pkg:npm/c@3' }] }]);
  });

  test('not_affected without a justification is kept for the gate to judge', () => {
    expect(readOpenVex(document({ status: 'not_affected' }), 'x.json')[0]).not.toHaveProperty(
      'justification',
    );
  });

  test.each([
    ['{"a": \n', 'not valid JSON: the text ends inside an object'],
    ['[]', 'not an OpenVEX document: no object at the top'],
    ['{}', 'not an OpenVEX document: its @context does not begin with https://openvex.dev/ns'],
    [
      document({}, { '@context': 'https://openvex.dev/ns/v9' }),
      'OpenVEX /v9 is not read; 0.0.1 and 0.2.0 are',
    ],
    [document({}, { statements: {} }), '`statements` is not a list'],
    [document({}, { statements: [1] }), 'statement 1: is not an object'],
    [
      document({ status: 'safe' }),
      'statement 1: status "safe" is none of not_affected, affected, fixed, under_investigation',
    ],
    [document({ vulnerability: {} }), 'statement 1: its vulnerability has neither a name nor an alias'],
    [document({ vulnerability: 1 }), 'statement 1: names no vulnerability'],
    [
      document({ timestamp: 'yesterday' }),
      'statement 1: timestamp "yesterday" is not an RFC 3339 date and time',
    ],
    [
      document({}, { timestamp: undefined }),
      'statement 1: neither the statement nor the document has a timestamp',
    ],
    [document({ products: [{}] }), 'statement 1: a product has neither an @id nor an identifier'],
    [document({ products: 'pkg:npm/a' }), 'statement 1: `products` is not a list'],
  ])('refuses what is not right: %#', (text, message) => {
    const attempt = () => readOpenVex(text, 'x.json');
    expect(attempt).toThrow(expect.objectContaining({ code: 'THERIAC_VEX', message }));
    expect(attempt).toThrow(expect.objectContaining({ place: expect.objectContaining({ path: 'x.json' }) }));
  });

  test('an unknown justification is refused', () => {
    expect(() => readOpenVex(document({ justification: 'trust_me' }), 'x')).toThrow(
      /justification "trust_me" is none of/,
    );
  });

  test('no JSON makes it fail otherwise than with a code', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.dictionary(fc.constantFrom('status', 'products', 'vulnerability', 'timestamp'), fc.jsonValue()),
        (json, statement) => {
          for (const text of [json, document(statement)]) {
            try {
              readOpenVex(text, 'x');
            } catch (error) {
              expect(error).toBeInstanceOf(TheriacError);
            }
          }
        },
      ),
    );
  });
});
