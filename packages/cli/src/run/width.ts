/** How wide text is, in one place for every command. */
import type { Io, Sink } from '../command/command.ts';

/** Narrower lines break every few words, wider ones are hard to read. */
const NARROWEST = 40;
const WIDEST = 100;
/** Of a pipe or a file. */
const UNKNOWN = 80;

/** Columns of reports and help: those of the terminal, between 40 and 100; 80 where there is none. */
export function widthOf(stream: Pick<Sink, 'isTTY' | 'columns'>, env: Io['env']): number {
  return terminalWidth(stream, env) ?? UNKNOWN;
}

/** As {@link widthOf}; undefined where there is no terminal, for lines that logs keep whole. COLUMNS goes first. */
export function terminalWidth(
  { isTTY, columns }: Pick<Sink, 'isTTY' | 'columns'>,
  env: Io['env'],
): number | undefined {
  const given = /^[1-9]\d{0,4}$/.test(env.COLUMNS ?? '') ? Number(env.COLUMNS) : undefined;
  const known = given ?? (isTTY === true ? columns : undefined);
  return known === undefined || known === 0 ? undefined : Math.min(WIDEST, Math.max(NARROWEST, known));
}
