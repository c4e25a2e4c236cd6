import { describe, expect, test } from 'vitest';
import { stepLines } from './snippets.ts';

describe('steps of a fix', () => {
  test('a command names the folder in a comment', () => {
    expect(stepLines({ kind: 'command', command: 'npm ci', folder: 'web' }, 40, '  ')).toEqual([
      '  $ npm ci  # in web',
    ]);
    expect(stepLines({ kind: 'command', command: 'npm ci', folder: '' }, 40, '  ')).toEqual(['  $ npm ci']);
  });

  test('a long command is not broken, and its comment cannot become a command', () => {
    const folder = `services/${'very '.repeat(10)}long`;
    const lines = stepLines(
      { kind: 'command', command: 'npm install alpha@1.0.0 beta@2.0.0', folder },
      30,
      '  ',
    );
    expect(lines).toEqual(['  # in services/very very ver…', '  $ npm install alpha@1.0.0 beta@2.0.0']);
  });

  test('line breaks and controls of names do not end a comment', () => {
    const [line, ...more] = stepLines(
      { kind: 'command', command: 'npm ci', folder: 'a\nrm -rf x\u001b' },
      80,
      '',
    );
    expect([line, more]).toEqual(['$ npm ci  # in a rm -rf x ', []]);
  });

  test('an edit of one line names its file, one of several keeps lines and indentation', () => {
    expect(stepLines({ kind: 'edit', text: '{"a":1}', file: 'package.json' }, 40, '  ')).toEqual([
      '  package.json: {"a":1}',
    ]);
    expect(stepLines({ kind: 'edit', text: 'env:\n  VALUE: x\nrun: echo "$VALUE"' }, 40, '    ')).toEqual([
      '    env:',
      '      VALUE: x',
      '    run: echo "$VALUE"',
    ]);
  });

  test('a command with quotes is whole at every width, without a space at its end', () => {
    const command = "echo 'x >=2.32' >> constraints.txt && pip install -c constraints.txt requests";
    for (const width of [20, 40, 60, 80])
      expect(stepLines({ kind: 'command', command, folder: '' }, width, '  ')).toEqual([`  $ ${command}`]);
  });

  test('a long edit of one line is below its file, in one piece', () => {
    const text = 'RUN apt-get update && apt-get install -y curl';
    expect(stepLines({ kind: 'edit', text, file: 'Dockerfile' }, 40, '  ')).toEqual([
      '  Dockerfile:',
      `  ${text}`,
    ]);
  });

  test('words are wrapped', () => {
    expect(stepLines({ kind: 'text', text: 'one two three' }, 9, '')).toEqual(['one two', 'three']);
  });
});
