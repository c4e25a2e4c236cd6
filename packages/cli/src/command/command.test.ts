/** A command is its own folder and one row: this one goes through the public contract only. */

import { existsSync, globSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  COMMANDS,
  choiceOr,
  command,
  declare,
  flag,
  type GivenTo,
  group,
  mandatory,
  operand,
  parsedList,
  text,
  textOr,
  texts,
  wholeNumber,
} from '@theriac/cli';
import { TheriacError } from '@theriac/core';
import { runInProcess } from '@theriac/testing/run-in-process';
import { describe, expect, test } from 'vitest';

const greet = declare({
  name: 'sample-greet',
  summary: 'greet a ward',
  operands: { ward: operand('<ward>', 'name of the ward'), language: textOr('[language]', 'language', 'en') },
  options: {
    loud: flag('-l, --loud', 'in capitals'),
    tone: choiceOr('--tone <tone>', 'tone', ['warm', 'formal'], 'warm'),
    times: wholeNumber('--times <n>', 'how often'),
    also: texts('--also <ward>', 'another ward; may be repeated'),
    from: text('--from <name>', 'sender'),
    note: parsedList('--note <text>', 'a note', (given, refuse) => {
      if (given === '') throw refuse('is empty');
      return given.length;
    }),
    key: mandatory(text('--key <key>', 'key')),
    sign: flag('--no-sign', 'without a signature'),
  },
  examples: ['sample-greet icu --key k'],
});

const seen: GivenTo<typeof greet>[] = [];
const entries = [
  ...COMMANDS,
  command(greet, async () => ({
    run: (given, { stdout }) => {
      seen.push(given);
      stdout.write(`${given.ward}\n`);
      return 3;
    },
  })),
  group({
    name: 'broken',
    summary: 'commands that fail',
    description: 'Commands that fail.',
    commands: [
      command(
        declare({ name: 'defect', summary: 'throws', operands: {}, options: {}, examples: [] }),
        async () => ({
          run: () => {
            throw new TypeError('a \u001b[2Jbroken invariant', { cause: new Error('the cause') });
          },
        }),
      ),
      command(
        declare({ name: 'coded', summary: 'throws', operands: {}, options: {}, examples: [] }),
        async () => ({
          run: () => {
            throw new TheriacError('THERIAC_CONFIG', 'duplicate key', { path: 'a.yaml', line: 3 });
          },
        }),
      ),
    ],
  }),
];
const sample = (...args: readonly string[]) => runInProcess(args, { commands: entries });

describe('a command added through the contract', () => {
  test('receives typed values, and its number is the exit code', async () => {
    const run = await sample(
      ...['sample-greet', 'icu', '-l', '--tone', 'formal', '--times', '2', '--also', 'a', '--also', 'b'],
      ...['--note', 'xyz', '--key', 'k', '--no-sign'],
    );
    expect(run).toEqual({ code: 3, stdout: 'icu\n', stderr: '' });
    expect(seen.pop()).toEqual({
      ward: 'icu',
      language: 'en',
      loud: true,
      tone: 'formal',
      times: 2,
      also: ['a', 'b'],
      from: undefined,
      note: [3],
      key: 'k',
      sign: false,
    });
  });

  test('absent options have their fallbacks, and the last of several texts counts', async () => {
    await sample('sample-greet', 'icu', 'fr', '--key', 'a', '--key', 'b');
    expect(seen.pop()).toEqual({
      ward: 'icu',
      language: 'fr',
      loud: false,
      tone: 'warm',
      times: undefined,
      also: [],
      from: undefined,
      note: [],
      key: 'b',
      sign: true,
    });
  });

  test.each([
    [['sample-greet', '--key', 'k'], "missing required argument 'ward'"],
    [['sample-greet', 'icu'], "required option '--key <key>' not specified"],
    [['sample-greet', 'icu', '--key'], "option '--key <key>' argument missing"],
    [['sample-greet', 'icu', '--key', 'k', '--tone', 'rude'], '--tone rude: not one of warm, formal'],
    [
      ['sample-greet', 'icu', '--key', 'k', '--tone', 'formel'],
      '--tone formel: not one of warm, formal; did you mean formal?',
    ],
    [['sample-greet', 'icu', '--key', 'k', '--times', '0'], '--times takes a whole number from 1'],
    [['sample-greet', 'icu', '--key', 'k', '--note', ''], '--note : is empty'],
    [['sample-greet', 'icu', '--key', 'k', '--tims'], 'Did you mean --times?'],
  ])('%j is refused before the command runs', async (args, message) => {
    const { code, stdout, stderr } = await sample(...args);
    expect([code, stdout, seen.length]).toEqual([2, '', 0]);
    expect(stderr).toContain(message);
    expect(stderr).toContain('(THERIAC_USAGE)\n  next: ');
  });

  test('is in the help, in the completion and has help of its own', async () => {
    expect((await sample('--help')).stdout).toMatch(/^ {2}sample-greet <ward> \[language\] +greet a ward$/m);
    expect((await sample('completion', 'bash')).stdout).toContain(
      "'sample-greet') words='--loud --tone --times",
    );
    const { stdout } = await sample('sample-greet', '--help');
    expect(stdout).toContain('Greet a ward.');
    expect(stdout).toContain('tone: warm, formal (default: warm)');
    expect(stdout).toContain('Examples:\n  $ theriac sample-greet icu --key k\n');
  });
});

const COMMAND_LINES = COMMANDS.flatMap((entry) =>
  entry.kind === 'command'
    ? [[entry.name]]
    : [[entry.name], ...entry.commands.map((c) => [entry.name, c.declaration.name])],
);

test.each([40, 60, 80, 200])('help fits %i columns, and no line is wider than 100', async (columns) => {
  const width = Math.min(columns, 100);
  for (const words of [[], ...COMMAND_LINES]) {
    const { code, stdout } = await runInProcess([...words, '--help'], { env: { COLUMNS: String(columns) } });
    expect([code, words]).toEqual([0, words]);
    // Examples are copied: they stay whole.
    const [before = ''] = words.length === 0 ? [stdout] : stdout.split('\nExamples:\n');
    for (const line of before.split('\n')) {
      const isTyped = /^(?: {2}\S|Usage: )/.test(line) && width < 80;
      if (isTyped || line.length <= width) continue;
      expect(line.trim(), words.join(' ')).not.toContain(' ');
    }
  }
});

test('every folder with a declaration has a run and a row in the list', () => {
  const folder = new URL('../commands/', import.meta.url);
  const declared = globSync('**/declare.ts', { cwd: fileURLToPath(folder) }).map(dirname);
  const listed = COMMANDS.flatMap((entry) =>
    entry.kind === 'command'
      ? [entry.declaration.name]
      : entry.commands.map((c) => `${entry.name}/${c.declaration.name}`),
  );
  expect(declared.length).toBeGreaterThan(25);
  expect(listed.toSorted()).toEqual(declared.toSorted());
  for (const path of declared) expect(existsSync(new URL(`${path}/run.ts`, folder)), path).toBe(true);
});

describe('errors', () => {
  test('a defect is one line with its place, exit code 70, and nothing drives the terminal', async () => {
    const { code, stderr } = await sample('broken', 'defect');
    expect(code).toBe(70);
    expect(stderr).toMatch(
      /^theriac: internal error: TypeError \(THERIAC_INTERNAL\)\n {2}at .+\n {2}next: Run it again with --debug for details\. .+\n$/,
    );
    // Messages of engines quote what they read.
    expect(stderr).not.toMatch(/broken|cause/);
  });

  test.each([
    ['after the command', ['broken', 'defect', '--debug'], {}],
    ['before it', ['--debug', 'broken', 'defect'], {}],
    ['in the environment', ['broken', 'defect'], { THERIAC_DEBUG: '1' }],
  ])('--debug %s shows the stack and its causes', async (_, args, env) => {
    const { code, stderr } = await runInProcess(args, { commands: entries, env });
    expect(code).toBe(70);
    expect(stderr).toMatch(
      /\n {2}TypeError: a {2}\[2Jbroken[^\n]*\n {2} {4}at [\s\S]*\n {2}caused by: Error: the cause\n/,
    );
  });

  test('a coded error names the place, and keeps its exit code and its line with --debug', async () => {
    const plain = await sample('broken', 'coded');
    expect(plain).toMatchObject({ code: 2, stdout: '' });
    expect(plain.stderr).toMatch(
      /^theriac: a\.yaml:3: duplicate key \(THERIAC_CONFIG\)\n {2}next: [^\n]+\n$/,
    );
    expect((await sample('broken', 'coded', '--debug')).stderr).toContain('    at ');
  });

  test('--debug behind -- is an operand', async () => {
    const { code } = await sample('sample-greet', '--key', 'k', '--', '--debug');
    expect([code, seen.pop()?.ward]).toEqual([3, '--debug']);
  });
});
