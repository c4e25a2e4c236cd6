/** Scores against a public reference implementation's own vectors. */
import { expect, test } from 'vitest';
import { scoreCvss } from './cvss.ts';

test.each([
  '',
  'CVSS:3.1/',
  'CVSS:3.1/AV:N/AC:L',
  'CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  'CVSS:9.9/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  'AV:N/AC:L/Au:N',
  '7.5',
  '__proto__',
])('%j is not a vector', (vector) => {
  expect(scoreCvss(vector)).toBeUndefined();
});
