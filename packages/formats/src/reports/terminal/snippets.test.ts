import { describe, expect, test } from 'vitest';
import { stepLines } from './snippets.ts';

describe('steps of a fix', () => {
  test('a command runs in its folder from where the reader is', () => {
    const step = { kind: 'command', command: 'npm ci', folder: 'web' } as const;
    expect(stepLines(step, 40, '  ')).toEqual(['  $ (cd web && npm ci)']);
    expect(stepLines(step, 40, '  ', 'portal')).toEqual(['  $ (cd portal/web && npm ci)']);
    expect(stepLines({ ...step, folder: '' }, 40, '  ')).toEqual(['  $ npm ci']);
    expect(stepLines({ ...step, folder: '' }, 40, '  ', '/srv/a b')).toEqual([
      "  $ (cd '/srv/a b' && npm ci)",
    ]);
    expect(stepLines({ ...step, folder: '-x' }, 40, '  ')).toEqual(['  $ (cd ./-x && npm ci)']);
  });

  test('a name is never more than a word of the command', () => {
    const step = { kind: 'command', command: 'npm ci', folder: "a\nrm -rf 'x'\u001b; $(id) `id`" } as const;
    const [line, ...more] = stepLines(step, 200, '');
    expect([line, more]).toEqual(["$ (cd 'a rm -rf '\\''x'\\'' ; $(id) `id`' && npm ci)", []]);
  });

  test('a long command goes on behind a backslash, and is the same command for a shell', () => {
    const command =
      'echo \'x  >=2.32\' "a b" c\\ d >> constraints.txt && pip install -c constraints.txt requests';
    for (const width of [20, 40, 60, 80]) {
      const lines = stepLines({ kind: 'command', command, folder: '' }, width, '  ');
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(Math.max(width, 25));
      for (const line of lines.slice(0, -1)) expect(line).toMatch(/[^ ] \\$/);
      expect(lines.join('\n').replaceAll(/ \\\n */g, ' ')).toBe(`  $ ${command}`);
    }
    expect(stepLines({ kind: 'command', command: 'npm install alpha@1.0.0 beta@2.0.0' }, 32, '  ')).toEqual([
      '  $ npm install alpha@1.0.0 \\',
      '      beta@2.0.0',
    ]);
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
