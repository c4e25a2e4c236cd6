/** Runs the commands of a block of documentation in a shell, in a folder of their own, without a network. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { folderWith, MAIN, NODE, ROOT } from '../run-cli.ts';
import { type Block, type Command, firstDifference, trimmed } from './blocks.ts';
import type { Row, SetUp } from './rows.ts';

interface Outcome {
  readonly code: number | null;
  /** Both streams, in the order in which they were written. */
  readonly printed: string;
}

interface Place {
  readonly folder: string;
  readonly shell: (command: string) => Outcome;
}

/** What the end-to-end set-up provides. */
export interface Sample {
  readonly feeds: string;
  readonly data: string;
}

/** A folder with the files of a row, and a shell in it that knows `theriac`. */
export function placeOf(row: SetUp, sample: Sample): Place {
  const folder = folderWith(row.files?.() ?? {});
  if (row.from !== undefined) cpSync(row.from, folder, { recursive: true });
  if (row.examples === true) cpSync(join(ROOT, 'examples'), join(folder, 'examples'), { recursive: true });
  const home = folderWith({ 'bin/theriac': `#!/bin/sh\nexec '${NODE}' '${MAIN}' "$@"\n` });
  chmodSync(join(home, 'bin/theriac'), 0o755);
  const env = {
    HOME: home,
    PATH: [join(home, 'bin'), process.env.PATH ?? ''].join(delimiter),
    CI: '1',
    COLUMNS: '80',
    LC_ALL: 'C.UTF-8',
    // As a reader has set up Git.
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'user.name',
    GIT_CONFIG_VALUE_0: 'A. Rivera',
    GIT_CONFIG_KEY_1: 'user.email',
    GIT_CONFIG_VALUE_1: 'rivera@clinic.example',
    // With no index the embedded advisories are used.
    THERIAC_DATA: row.index === 'sample' ? sample.data : join(home, 'data'),
    ...(row.mirror === true ? { THERIAC_FEEDS: sample.feeds } : { THERIAC_OFFLINE: '1' }),
    SOURCE_DATE_EPOCH: String(Date.parse(`${row.day}T00:00:00Z`) / 1000),
    ...row.env,
  };
  const shell = (command: string): Outcome => {
    const { status, stdout } = spawnSync('sh', ['-c', `exec 2>&1; ${command}`], {
      cwd: folder,
      env,
      encoding: 'utf8',
      // Every question is answered with its default.
      input: '\n'.repeat(50),
    });
    return { code: status, printed: stdout };
  };
  for (const command of row.before ?? []) {
    const { code, printed } = shell(command);
    if (code !== 0 && code !== 3) throw new Error(`set-up failed with ${code}: ${command}\n${printed}`);
  }
  return { folder, shell };
}

/** The command with what the page leaves to the reader filled in. */
function filledIn(command: string, row: Pick<Row, 'put'>, sample: Sample): string {
  let text = command;
  for (const [placeholder, value] of Object.entries(row.put ?? {}))
    text = text.replaceAll(placeholder, value.replace('FEEDS', sample.feeds));
  return text;
}

/** What a command of a row printed, next to what the page shows of it. */
interface Ran {
  readonly command: Command;
  readonly code: number | null;
  readonly printed: readonly string[];
}

export function runBlock(block: Block, row: Row, sample: Sample): Ran[] {
  const same = row.apart === true ? undefined : placeOf(row, sample);
  return block.commands.map((command) => {
    const { shell } = same ?? placeOf(row, sample);
    const { code, printed } = shell(filledIn(command.text, row, sample));
    return { command, code, printed: trimmed(printed.split('\n')) };
  });
}

/** What does not hold of a run, for a person to read; undefined when all is as the page says. */
export function faultOf({ command, code, printed }: Ran, number: number, row: Row): string | undefined {
  const expected = row.exits?.[number] ?? 0;
  const output = `\n--- printed:\n${printed.join('\n')}`;
  if (code !== expected) return `exit code ${code} instead of ${expected}: ${command.text}${output}`;
  if (command.shown.length === 0) return undefined;
  const fixed = (lines: readonly string[]): string[] =>
    lines.map((line) => (row.varies === undefined ? line : line.replaceAll(row.varies, '*')));
  const line = firstDifference({ ...command, shown: fixed(command.shown) }, fixed(printed));
  return line === undefined ? undefined : `not printed by ${command.text}: ${line}${output}`;
}
