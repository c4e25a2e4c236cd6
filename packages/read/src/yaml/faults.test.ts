import { YAML_FAULTS, yamlFault } from '@theriac/core';
import { expect, test } from 'vitest';
import type { ErrorCode } from 'yaml';
import { MemoryFile } from '../text/index.ts';
import { readFullYaml } from './full.ts';
import { readYaml } from './read-yaml.ts';

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

test('a text with an error in every character is refused for the first of them', () => {
  for (const unit of ['"', '}', '@', ']\n', ': : ', '\t: a\n', "'a' b\n"]) {
    const { stackTraceLimit } = Error;
    expect(() => readFullYaml(`a: b\n${unit.repeat(20_000)}`, 'a.yaml', () => {}), unit).toThrow(
      expect.objectContaining({ code: 'THERIAC_INPUT_SYNTAX', place: { path: 'a.yaml', line: 2 } }),
    );
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
  }
});

test('a large text that only the full reader could read is refused, in the subset it is read', async () => {
  const read = (text: string) => readYaml(new MemoryFile('a.yaml', text), () => {});
  const plain = 'a: b\n'.repeat(150_000);
  await expect(read(`- &x b\n# ${plain.replaceAll('\n', ' ')}\n- *x\n`)).rejects.toMatchObject({
    code: 'THERIAC_INPUT_LIMIT',
  });
  expect(await read(`a:\n${'  - b\n'.repeat(150_000)}`)).toHaveLength(1);
});
