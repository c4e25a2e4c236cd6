/** Errors as text for people: what happened, where, and what to do next; stacks with `--debug`. */
import { ERRORS, formatPlace, TheriacError } from '@theriac/core';
import { CommanderError } from 'commander';
import type { CommandContext } from '../command/command.ts';
import { MAX_LINE, plain, stackOf } from './stack.ts';

/**
 * Prints an error and returns the exit code.
 * @param command what was called, as far as it exists: `theriac db build`
 */
export function reportError(
  error: unknown,
  context: Pick<CommandContext, 'stderr' | 'debug'>,
  command: string,
): number {
  const help = `Run \`${command} --help\`.`;
  const write = (text: string): void => {
    context.stderr.write(text);
  };
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // A group of commands without a subcommand: its help was printed.
    if (error.code === 'commander.help') return 2;
    write(`theriac: ${plain(error.message.replace(/^error: /, ''))} (THERIAC_USAGE)\n  next: ${help}\n`);
    return ERRORS.THERIAC_USAGE.exit;
  }
  if (error instanceof TheriacError) {
    const place = formatPlace(error.place);
    const row = ERRORS[error.code];
    write(
      `theriac: ${plain(`${place === '' ? '' : `${place}: `}${error.message}`)} (${error.code})\n  next: ${error.code === 'THERIAC_USAGE' ? help : row.next}\n`,
    );
    if (context.debug) write(stackOf(error));
    return row.exit;
  }
  write(`theriac: internal error: ${error instanceof Error ? error.name : 'unknown'} (THERIAC_INTERNAL)\n`);
  if (context.debug) write(`${stackOf(error)}${DEBUG_NEXT}`);
  else
    write(
      `${firstFrame(error)}  next: Run it again with --debug for details. ${ERRORS.THERIAC_INTERNAL.next}\n`,
    );
  return ERRORS.THERIAC_INTERNAL.exit;
}

/** Messages of engines and libraries quote what they read, so they are shown only to who asks for them. */
const DEBUG_NEXT = '  next: Remove confidential data from the text above, then report it.\n';

/** `at run (file:line:column)`: the stack of a syntax error begins with source text. */
function firstFrame(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frame = stack.split('\n').find((line) => /^\s+at /.test(line));
  return frame === undefined ? '' : `  ${plain(frame.trim()).slice(0, MAX_LINE)}\n`;
}
