/** The only way to standard output and standard error: whatever is written is made safe for its channel first. */
import { type Channel, safeAround, safeFor } from '@theriac/formats/channel';
import type { Io, Output, Sink } from '../command/command.ts';

export function safeOutput(sink: Sink, env: Io['env']): Output {
  const ours = wantsColor(sink.isTTY === true, env) ? COLOURS : sink.isTTY === true ? ERASE : undefined;
  return {
    write: (text, channel = 'terminal') => {
      sink.write(
        channel === 'terminal' && ours !== undefined ? safeAround(ours, text) : safeFor(channel, text),
      );
    },
    // Asked for at each use: a terminal may be resized.
    get isTTY() {
      return sink.isTTY === true;
    },
    get columns() {
      return sink.columns ?? 0;
    },
  };
}

/**
 * Whether to colour, by https://no-color.org, https://force-color.org and http://bixense.com/clicolors, in this order;
 * an empty value is none.
 */
export function wantsColor(terminal: boolean, env: Io['env']): boolean {
  const { NO_COLOR = '', FORCE_COLOR = '', CLICOLOR_FORCE = '', CLICOLOR = '', TERM } = env;
  if (NO_COLOR !== '') return false;
  if (FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (CLICOLOR_FORCE !== '' && CLICOLOR_FORCE !== '0') return true;
  return terminal && CLICOLOR !== '0' && TERM !== 'dumb';
}

/** The environment as if it said what `--color` says; the option goes before every variable. */
export function withColor(env: Io['env'], choice: string | undefined): Io['env'] {
  if (choice !== 'always' && choice !== 'never') return env;
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...rest } = env;
  return choice === 'always' ? { ...rest, FORCE_COLOR: '1' } : { ...rest, NO_COLOR: '1' };
}

/** How progress erases its line. */
const ERASE = /\r\u001b\[2K/g;
/** That, and the colours of `styleOf`. */
const COLOURS = /\r\u001b\[2K|\u001b\[(?:1|2|22|3[1236]|39)m/g;

/** The channel of a document by the name of its format or by the ending of its file. */
export function channelOf(format: string): Channel {
  if (/^(?:terminal|table|docs)$/.test(format)) return 'terminal';
  if (/html$/.test(format)) return 'html';
  if (/markdown$|\.md$/.test(format)) return 'markdown';
  if (/junit|xml/.test(format)) return 'xml';
  return /^(?:text|csv)$|-tv\b/.test(format) ? 'text' : 'json';
}
