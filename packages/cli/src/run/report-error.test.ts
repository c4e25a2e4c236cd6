import { TheriacError } from '@theriac/core';
import { expect, test } from 'vitest';
import { reportError } from './report-error.ts';

function shown(columns: number | undefined, error: TheriacError): string[] {
  let text = '';
  const stderr = {
    write: (written: string) => {
      text += written;
    },
    ...(columns === undefined ? {} : { isTTY: true, columns }),
  };
  reportError(error, { stderr, env: {}, debug: false }, 'theriac scan');
  return text.trimEnd().split('\n');
}

const error = new TheriacError(
  'THERIAC_CONFIG',
  'unknown key `a`; write one of b, c, d, e\nline 9: `f` is missing',
  {
    path: 'theriac.yaml',
    line: 3,
  },
);

test('errors are wrapped at the width of the terminal, with later lines indented', () => {
  expect(shown(40, error)).toEqual([
    'theriac: theriac.yaml:3: unknown key',
    '  `a`; write one of b, c, d, e',
    '  line 9: `f` is missing',
    '    (THERIAC_CONFIG)',
    '  next: Correct the line;',
    '    `theriac docs configuration`',
    '    describes the file.',
  ]);
});

test('logs keep lines whole', () => {
  expect(shown(undefined, error)).toEqual([
    'theriac: theriac.yaml:3: unknown key `a`; write one of b, c, d, e',
    '  line 9: `f` is missing (THERIAC_CONFIG)',
    '  next: Correct the line; `theriac docs configuration` describes the file.',
  ]);
});
