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

/** https://no-color.org and https://force-color.org: any non-empty value counts, and `NO_COLOR` goes first. */
export function wantsColor(terminal: boolean, env: Io['env']): boolean {
  if ((env.NO_COLOR ?? '') !== '') return false;
  if ((env.FORCE_COLOR ?? '') !== '') return env.FORCE_COLOR !== '0';
  return terminal && env.TERM !== 'dumb';
}

/** How progress erases its line. */
const ERASE = /\r\u001b\[2K/g;
/** That, and the colours of `styleOf`. */
const COLOURS = /\r\u001b\[2K|\u001b\[(?:1|2|22|3[1236]|39)m/g;

/** The channel of a document by the name of its format or by the ending of its file. */
export function channelOf(format: string): Channel {
  if (/^(?:terminal|docs)$/.test(format)) return 'terminal';
  if (/html$/.test(format)) return 'html';
  if (/markdown$|\.md$/.test(format)) return 'markdown';
  if (/junit|xml/.test(format)) return 'xml';
  return /^text$|-tv\b/.test(format) ? 'text' : 'json';
}
