/** Errors as text for people: what happened, where, and what to do next; stacks with `--debug`. */
import { ERRORS, formatPlace, TheriacError } from '@theriac/core';
import { printable } from '@theriac/formats/terminal-text';
import { CommanderError } from 'commander';
import type { CommandContext } from '../command/command.ts';

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
  const what = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown reason';
  const where = error instanceof Error ? firstFrame(error) : '';
  write(`theriac: internal error: ${plain(what)} (THERIAC_INTERNAL)\n`);
  if (context.debug) write(stackOf(error));
  else write(`${where === '' ? '' : `  ${where}\n`}`);
  write(`  next: ${context.debug ? '' : 'Run it again with --debug. '}${ERRORS.THERIAC_INTERNAL.next}\n`);
  return ERRORS.THERIAC_INTERNAL.exit;
}

/** `at run (file:line:column)`: the stack of a syntax error begins with source text. */
function firstFrame(error: Error): string {
  return (
    error.stack
      ?.split('\n')
      .find((line) => /^\s+at /.test(line))
      ?.trim() ?? ''
  );
}

/** The stack with those of its causes, without what could drive a terminal. */
function stackOf(error: unknown): string {
  const lines: string[] = [];
  for (let e: unknown = error, depth = 0; e instanceof Error && depth < MAX_CAUSES; e = e.cause, depth += 1)
    lines.push(...`${depth === 0 ? '' : 'caused by: '}${e.stack ?? String(e)}`.split('\n'));
  return lines.map((line) => `  ${plain(line).slice(0, MAX_LINE)}\n`).join('');
}

const MAX_CAUSES = 8;
/** Frames of the bundle quote its minified source. */
const MAX_LINE = 500;

/** Messages name files and keys of the target; line breaks are ours, other control characters are not. */
function plain(message: string): string {
  return message.split('\n').map(printable).join('\n');
}
