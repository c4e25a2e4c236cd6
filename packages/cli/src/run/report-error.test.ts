import { closeSync, mkdirSync, openSync, readFileSync, readSync } from 'node:fs';
import { TheriacError } from '@theriac/core';
import { expect, test } from 'vitest';
import { reportError } from './report-error.ts';

function shown(columns: number | undefined, error: Error): string[] {
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

test.each<[string, () => unknown, string]>([
  ['reading a folder', () => readFileSync('/'), 'a file: is a folder, not a file (THERIAC_FILE)'],
  ['reading nothing', () => readFileSync('/nowhere'), '/nowhere: does not exist (THERIAC_FILE)'],
  ['writing below a file', () => mkdirSync('/dev/null/x'), '(THERIAC_OUTPUT)'],
  [
    'a read that fails',
    () => {
      const fd = openSync('/proc/self/mem', 'r');
      try {
        readSync(fd, Buffer.alloc(1), 0, 1, 0);
      } finally {
        closeSync(fd);
      }
    },
    'cannot be read (EIO) (THERIAC_FILE)',
  ],
])('what the system refuses is no internal error: %s', (_, refused, message) => {
  let thrown: unknown;
  try {
    refused();
  } catch (error) {
    thrown = error;
  }
  if (!(thrown instanceof Error)) throw new RangeError('the system did not refuse it');
  expect(shown(undefined, thrown)[0]).toContain(message);
});

test('an error of the program itself stays an internal error', () => {
  expect(shown(undefined, new TypeError('x'))[0]).toContain('THERIAC_INTERNAL');
  expect(shown(undefined, Object.assign(new Error('x'), { code: 'ERR_INVALID_ARG_TYPE' }))[0]).toContain(
    'THERIAC_INTERNAL',
  );
});
