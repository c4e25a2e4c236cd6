/** Stacks as text that cannot drive a terminal. */
import { printable } from '@theriac/formats/terminal-text';

/** The stack with those of its causes, without what could drive a terminal. */
export function stackOf(error: unknown): string {
  const lines: string[] = [];
  for (let e: unknown = error, depth = 0; e instanceof Error && depth < MAX_CAUSES; e = e.cause, depth += 1)
    for (const one of `${depth === 0 ? '' : 'caused by: '}${e.stack ?? String(e)}`.split('\n'))
      lines.push(one);
  return lines.map((line) => `  ${plain(line).slice(0, MAX_LINE)}\n`).join('');
}

const MAX_CAUSES = 8;
/** Frames of the bundle quote its minified source. */
export const MAX_LINE = 500;

/** Messages name files and keys of the target; line breaks are ours, other control characters are not. */
export function plain(message: string): string {
  return message.split('\n').map(printable).join('\n');
}
