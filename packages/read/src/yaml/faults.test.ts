import { YAML_FAULTS, yamlFault } from '@theriac/core';
import { expect, test } from 'vitest';
import type { ErrorCode } from 'yaml';
import { readFullYaml } from './full.ts';

test('every error of the YAML reader has plain words', () => {
  const words: Readonly<Record<ErrorCode, string>> = YAML_FAULTS;
  expect(Object.values(words).filter((text) => /[A-Z]{3,}_|token|scalar|flow|implicit/i.test(text))).toEqual(
    [],
  );
  expect(yamlFault('A_NEW_CODE')).toBe('the line cannot be read as YAML');
});

test.each([
  ['a: "x', 'a closing quote'],
  ['a: b: c', 'a second `:` is on the line'],
  ['a: @x', 'begins with `@`'],
  ['a: }', 'an unbalanced bracket'],
])('%j is refused in plain words', (text, words) => {
  expect(() => readFullYaml(text, 'a.yaml', () => {})).toThrow(/^not valid YAML: /);
  expect(() => readFullYaml(text, 'a.yaml', () => {})).toThrow(words);
});
