import { expect, test } from 'vitest';
import { readCsaf } from './read-csaf.ts';

test.each([
  ['{"a":', 'not valid JSON: the text ends inside an object'],
  ['{}', 'not a CSAF document: it has no csaf_version'],
  ['{"document":{"csaf_version":"1.9"}}', 'CSAF 1.9 is not read; 2.0 is'],
])('documents that are not CSAF 2.0 are refused: %s', (given, message) => {
  expect(() => readCsaf(given, 'x.json')).toThrow(expect.objectContaining({ code: 'THERIAC_VEX', message }));
});
