import { expect, test } from 'vitest';
import { licenceExpression } from './spdx-licence.ts';

test.each([
  ['MIT', 'MIT'],
  ['mit', 'MIT'],
  ['(MIT OR Apache-2.0)', 'MIT OR Apache-2.0'],
  ['( mit  or ( ISC and BSD-3-Clause ) )', 'MIT OR ISC AND BSD-3-Clause'],
  ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  ['MPL-1.1+', 'MPL-1.1+'],
  ['BSD', null],
  ['Apache 2.0', null],
  ['MIT/Apache-2.0', null],
  ['MIT OR', null],
  ['OR MIT', null],
  ['(MIT', null],
  ['MIT)', null],
  ['MIT WITH WITH', null],
  ['(MIT) WITH LLVM-exception', null],
  ['LicenseRef-Own', null],
  ['MIT WITH AdditionRef-Own', null],
  ['', null],
  ['(((', null],
  ['MIT\u202e', null],
])('%j is the expression %j', (text, expression) => {
  expect(licenceExpression(text)).toBe(expression);
});
