import { expect, test } from 'vitest';
import { terminalWidth, widthOf } from './width.ts';

test.each([
  ['a pipe', {}, {}, 80, undefined],
  ['a terminal', { isTTY: true, columns: 60 }, {}, 60, 60],
  ['a narrow terminal', { isTTY: true, columns: 20 }, {}, 40, 40],
  ['a wide terminal', { isTTY: true, columns: 200 }, {}, 100, 100],
  ['a terminal of unknown size', { isTTY: true }, {}, 80, undefined],
  ['a terminal of no size', { isTTY: true, columns: 0 }, {}, 80, undefined],
  ['COLUMNS in a pipe', {}, { COLUMNS: '60' }, 60, 60],
  ['COLUMNS on a terminal', { isTTY: true, columns: 90 }, { COLUMNS: '50' }, 50, 50],
  ['COLUMNS that is no number', {}, { COLUMNS: 'wide' }, 80, undefined],
  ['empty COLUMNS', {}, { COLUMNS: '' }, 80, undefined],
])('%s', (_, stream, env, width, terminal) => {
  expect([widthOf(stream, env), terminalWidth(stream, env)]).toEqual([width, terminal]);
});
