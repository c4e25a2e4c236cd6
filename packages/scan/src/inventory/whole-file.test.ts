import type { Extractor } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { describe, expect, test } from 'vitest';
import { unfinishedCode } from './unfinished-code.ts';
import { cutOff, isEmptied } from './whole-file.ts';

const extractor = (whole: Extractor['whole']): Extractor => ({
  id: 'test/x',
  title: 'x',
  ecosystem: 'npm',
  files: { names: ['x.lock', 'x.list'], maxBytes: 1000 },
  requires: [],
  provides: { edges: false, exact: true, scope: false },
  ...(whole === undefined ? {} : { whole }),
  load: () => Promise.reject(new Error('not loaded')),
});

describe('what a whole file has', () => {
  test.each([
    ['a line break', [{ ends: 'line' }], 'a\nb', 'its last line does not end', 2],
    ['a line break of Windows', [{ ends: 'line' }], 'a\r\nb\r\n', undefined, 0],
    ['a last line that closes', [{ ends: 'line', lastLine: ')' }], 'a (\nb\n)', undefined, 0],
    ['an empty line', [{ ends: 'record' }], 'a: 1\nb: 2\n', 'no empty line follows its last record', 3],
    ['an empty line of Windows', [{ ends: 'record' }], 'a: 1\r\n\r\n', undefined, 0],
    ['a footer', [{ has: [['empty=']] }], 'a=1\nnot empty=\n', 'it has no line `empty=`', 3],
    ['one footer of two', [{ has: [['sdks:', 'sdk:']] }], 'a:\nsdk: any\n', undefined, 0],
    ['other names', [{ names: ['y.lock'], ends: 'line' }], 'a', undefined, 0],
    ['its own ending', [{ names: ['.lock'], ends: 'line' }], 'a', 'its last line does not end', 1],
    ['nothing at all', undefined, 'a', undefined, 0],
  ] as const)('%s', (_, whole, text, missing, line) => {
    const cut = cutOff(new MemoryFile('a/x.lock', text), extractor(whole));
    expect(cut?.message).toEqual(
      missing === undefined ? undefined : `the file was cut off: ${missing}; regenerate it`,
    );
    if (cut !== undefined) expect(cut).toMatchObject({ losesComponents: true, location: { line } });
  });

  test('an empty file is damaged where its tool never writes one', () => {
    const never = extractor([{ neverEmpty: true }]);
    expect(isEmptied(new MemoryFile('x.lock', ' {}\n'), never)).toBe(true);
    expect(isEmptied(new MemoryFile('x.lock', ''), never)).toBe(true);
    expect(isEmptied(new MemoryFile('x.lock', ''), extractor([]))).toBe(false);
  });
});

describe('build files that are programs', () => {
  test.each([
    ['Ruby, in a block', '#', 'code', "group :test do\n  gem 'a'\n", 'its last block does not end'],
    ['Ruby, after a block begins', '#', 'code', 'group :test do\n', 'its last line goes on'],
    ['Ruby, in a text', '#', 'code', "gem 'rai", 'its last text does not end'],
    ['Ruby, whole', '#', 'code', "group :test do\n  gem 'a'\nend\n", undefined],
    ['Ruby, without the last line break', '#', 'code', "gem 'a'", undefined],
    [
      'Gradle, in a bracket',
      '//',
      'code',
      "dependencies {\n  implementation 'a'\n",
      'a bracket is not closed',
    ],
    ['Gradle, on one line', '//', 'code', "dependencies { api 'a' }\n", undefined],
    ['Gradle, in a comment', '//', 'code', 'a()\n/* b', 'its last text does not end'],
    ['a bracket in a regular expression', '#', 'code', "x = /(/\ngem 'a'\n", undefined],
    ['an apostrophe in a comment', '#', 'code', "# don't\ngem 'a'\n", undefined],
    ['Python, in a function', '#', 'expression', 'def f():\n    return 1\n', undefined],
    ['Python, in a call', '#', 'expression', 'setup(\n    name="x",\n', 'its last line goes on'],
    ['Python, in a list', '#', 'expression', 'setup(\n    x=["a"]\n', 'a bracket is not closed'],
    ['Python, in a long text', '#', 'expression', 'x = """a\nb\n', 'its last text does not end'],
  ] as const)('%s', (_, comment, ends, text, expected) => {
    expect(unfinishedCode(text, comment, ends)).toBe(expected);
  });
});
