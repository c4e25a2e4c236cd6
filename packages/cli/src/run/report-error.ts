/** Errors as text for people: what happened, where, and what to do next; stacks with `--debug`. */
import { ERRORS, formatPlace, TheriacError } from '@theriac/core';
import { wrap } from '@theriac/formats/terminal-text';
import { CommanderError } from 'commander';
import type { CommandContext } from '../command/command.ts';
import { MAX_LINE, plain, stackOf } from './stack.ts';
import { codedSystemError } from './system-error.ts';
import { terminalWidth } from './width.ts';

/**
 * Prints an error and returns the exit code.
 * @param command what was called, as far as it exists: `theriac db build`
 */
export function reportError(
  thrown: unknown,
  context: Pick<CommandContext, 'stderr' | 'debug' | 'env'>,
  command: string,
): number {
  const error = codedSystemError(thrown) ?? thrown;
  const help = `Run \`${command} --help\`.`;
  const write = (text: string): void => {
    context.stderr.write(text);
  };
  const width = terminalWidth(context.stderr, context.env);
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // A group of commands without a subcommand: its help was printed.
    if (error.code === 'commander.help') return 2;
    const message = error.message.replace(/^error: /, '');
    write(errorText(`theriac: ${message} (THERIAC_USAGE)`, help, width));
    return ERRORS.THERIAC_USAGE.exit;
  }
  if (error instanceof TheriacError) {
    const place = formatPlace(error.place);
    const row = ERRORS[error.code];
    write(
      errorText(
        `theriac: ${place === '' ? '' : `${place}: `}${error.message} (${error.code})`,
        error.code === 'THERIAC_USAGE' ? help : row.next,
        width,
      ),
    );
    if (context.debug) write(stackOf(error));
    return row.exit;
  }
  write(`theriac: internal error: ${error instanceof Error ? error.name : 'unknown'} (THERIAC_INTERNAL)\n`);
  if (context.debug) write(`${stackOf(error)}${DEBUG_NEXT}`);
  else
    write(
      `${firstFrame(error)}${errorText('', `Run it again with --debug for details. ${ERRORS.THERIAC_INTERNAL.next}`, width)}`,
    );
  return ERRORS.THERIAC_INTERNAL.exit;
}

const INDENT = '  ';

/**
 * The message, its later lines indented, and the line that begins with `next:`.
 * @param message the empty string: only what is next
 * @param width of the terminal; undefined: logs keep a line whole, so that it can be searched for
 */
export function errorText(message: string, next: string, width: number | undefined): string {
  const said = message === '' ? [] : plain(message).split('\n');
  const paragraphs = [...said.map((line, i) => (i === 0 ? line : INDENT + line)), `${INDENT}next: ${next}`];
  const lines = width === undefined ? paragraphs : paragraphs.flatMap((line) => indented(line, width));
  return lines.map((line) => `${line}\n`).join('');
}

/** Later lines are indented by two more than the first. */
function indented(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const [first = '', ...rest] = wrap(line.slice(indent.length), width - INDENT.length, indent);
  return [first, ...rest.map((more) => INDENT + more)];
}

/** Messages of engines and libraries quote what they read, so they are shown only to who asks for them. */
const DEBUG_NEXT = '  next: Remove confidential data from the text above, then report it.\n';

/** `at run (file:line:column)`: the stack of a syntax error begins with source text. */
function firstFrame(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frame = stack.split('\n').find((line) => /^\s+at /.test(line));
  return frame === undefined ? '' : `  ${plain(frame.trim()).slice(0, MAX_LINE)}\n`;
}
