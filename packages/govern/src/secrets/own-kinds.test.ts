import { TheriacError } from '@theriac/core';
import { expect, test } from 'vitest';
import { parseConfig } from '../config-schema.ts';

const KIND = {
  id: 'ACME-DEVICE',
  title: 'Token of our devices',
  keywords: ['ward-'],
  expression: 'WARD-[A-Z0-9]{8}',
  examples: { fail: ['x WARD-4KX9QZ7M'], pass: ['WARD-1'] },
};

function read(...kinds: readonly object[]): unknown {
  // Each value on a line of its own, so that lines tell places.
  const text = `version: 1\nsecrets:\n  kinds:\n${kinds
    .map((kind) =>
      Object.entries(kind)
        .map(([key, value], i) => `${i === 0 ? '    - ' : '      '}${key}: ${JSON.stringify(value)}\n`)
        .join(''),
    )
    .join('')}`;
  try {
    return parseConfig(text, 'theriac.yaml').secrets.kinds;
  } catch (error) {
    if (error instanceof TheriacError) return `${error.code} ${error.place.line ?? '-'}: ${error.message}`;
    throw error;
  }
}

test('a kind has its place, a severity, and where it is revoked', () => {
  expect(read(KIND)).toEqual([
    {
      ...KIND,
      severity: 'high',
      revoke: 'revoke it where it was issued',
      longest: 13,
      source: 'theriac.yaml:4',
    },
  ]);
});

test.each([
  [
    [{ ...KIND, id: 'acme' }],
    'THERIAC_CONFIG 4: `secrets.kinds.0.id` is not an id such as `ACME-DEVICE-TOKEN`',
  ],
  [
    [{ ...KIND, id: 'THERIAC-X' }],
    'THERIAC_CONFIG 4: `secrets.kinds.0.id` begins with THERIAC-, which is kept for rules that come with it',
  ],
  [[KIND, KIND], 'THERIAC_CONFIG 9: `ACME-DEVICE` stands twice'],
  [
    [{ ...KIND, expression: 'WARD-.*' }],
    'THERIAC_CONFIG 7: `expression` of ACME-DEVICE: `*` has no end: write a count such as {1,100} (character 7)',
  ],
  [
    [{ ...KIND, keywords: ['device'] }],
    'THERIAC_CONFIG 8: ACME-DEVICE is not found in this example: the expression is tried where a keyword stands',
  ],
  [
    [{ ...KIND, examples: { ...KIND.examples, pass: ['WARD-4KX9QZ7M'] } }],
    'THERIAC_CONFIG 8: ACME-DEVICE is found in this example',
  ],
  [
    [{ ...KIND, examples: { fail: KIND.examples.fail, pass: [] } }],
    'THERIAC_CONFIG 8: `secrets.kinds.0.examples.pass` needs at least one text',
  ],
  [
    [{ ...KIND, keywords: ['w'] }],
    'THERIAC_CONFIG 6: `secrets.kinds.0.keywords.0` is shorter than 3 characters',
  ],
  [
    [{ ...KIND, expresion: 'x' }],
    'THERIAC_CONFIG 9: unknown key `expresion` in `secrets.kinds.0`; did you mean `expression`?',
  ],
])('what does not hold is refused with its line: %#', (kinds, problem) => {
  expect(read(...kinds)).toBe(problem);
});

test('keywords are found in any case, and the expression as it is written', () => {
  expect(
    read({ ...KIND, keywords: ['WaRd-'], examples: { fail: ['WARD-4KX9QZ7M'], pass: ['ward-4KX9QZ7M'] } }),
  ).toHaveLength(1);
});
