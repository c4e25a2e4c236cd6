import { readdirSync, readFileSync } from 'node:fs';
import { TheriacError } from '@theriac/core';
import { fixtureUrl } from '@theriac/testing/public-sets';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsaf } from './read-csaf.ts';

const base = fixtureUrl('csaf/csaf_2.0/');
const text = (path: string): string => readFileSync(new URL(path, base), 'utf8');

interface Case {
  readonly id: string;
  readonly group: string;
  readonly failures?: readonly { readonly name: string }[];
  readonly valid?: readonly { readonly name: string }[];
}
const { tests } = JSON.parse(text('test/validator/data/testcases.json')) as { tests: Case[] };

/** Mandatory tests of §6.1 that decide what a document means; a document that fails one is refused. */
const REFUSED = [
  '6.1.1',
  '6.1.2',
  '6.1.3',
  '6.1.4',
  '6.1.5',
  '6.1.6',
  '6.1.27.4',
  '6.1.27.5',
  '6.1.27.7',
  '6.1.27.8',
  '6.1.27.9',
  '6.1.27.10',
  '6.1.27.11',
];

describe('conformance', () => {
  const failing = tests
    .filter((t) => REFUSED.includes(t.id))
    .flatMap((t) => (t.failures ?? []).map((f) => [t.id, f.name] as const));
  test('every test that decides meaning is among the public ones', () => {
    expect([...new Set(failing.map(([id]) => id))].sort()).toEqual([...REFUSED].sort());
  });

  test.each(failing)('test %s: %s is refused with a reason', (_, name) => {
    expect(() => readCsaf(text(`test/validator/data/${name}`), name)).toThrow(
      expect.objectContaining({ code: 'THERIAC_VEX' }),
    );
  });

  const valid = tests.flatMap((t) => (t.valid ?? []).map((v) => v.name));
  test.each([...new Set(valid)])('%s is valid and is read', (name) => {
    expect(() => readCsaf(text(`test/validator/data/${name}`), name)).not.toThrow();
  });

  test('every example of the VEX profile is read', () => {
    const folder = 'examples/csaf/csaf_vex/';
    const names = readdirSync(new URL(folder, base));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(readCsaf(text(folder + name), name).category).toBe('csaf_vex');
  });
});

test('branches say vendor, product and version; relationships say what is part of what', () => {
  const document = readCsaf(text('examples/csaf/csaf_vex/2022-evd-uc-01-na-001.json'), 'a.json');
  expect(document).toMatchObject({
    id: '2022-EVD-UC-01-NA-001',
    publisher: 'Example Company ProductCERT',
    released: '2022-03-03T11:00:00.000Z',
  });
  expect([...document.products.values()]).toEqual([
    {
      id: 'CSAFPID-0001',
      title: 'Example Company ABC 4.2',
      vendor: 'Example Company',
      name: 'ABC',
      version: '4.2',
      versionWords: '4.2',
      purls: [],
      cpes: [],
    },
  ]);
});

test('a tree nested without end is refused, not followed', () => {
  const depth = 3000;
  const tree = '{"category":"vendor","name":"a","branches":['.repeat(depth) + ']}'.repeat(depth);
  const head = JSON.parse(text('examples/csaf/csaf_vex/2022-evd-uc-01-na-001.json')) as { document: object };
  const document = `{"document":${JSON.stringify(head.document)},"product_tree":{"branches":[${tree}]}}`;
  expect(() => readCsaf(document, 'x.json')).toThrow(/deeper than 30/);
});

test('no damage to a document makes it fail otherwise than with a code', () => {
  const whole = JSON.parse(text('examples/csaf/csaf_vex/2022-evd-uc-01-na-001.json')) as Record<
    string,
    unknown
  >;
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('document', 'product_tree', 'vulnerabilities'), fc.jsonValue()),
      (over) => {
        try {
          readCsaf(JSON.stringify({ ...whole, ...over }), 'x');
        } catch (error) {
          expect(error).toBeInstanceOf(TheriacError);
        }
      },
    ),
  );
});
