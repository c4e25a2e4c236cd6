/** Commands and texts to paste, shown so that they can be copied. */
import { wrap } from '../../text/terminal-text.ts';

const CONTINUED = ' \\';
/** Snippets that are run rather than written into a file. */
const COMMAND = /^(npm|yarn|pnpm|bun|deno|poetry|uv|pdm|pipenv|go|cargo|bundle|composer|dotnet) /;

export function isCommand(snippet: string): boolean {
  return COMMAND.test(snippet);
}

/** Commands that take several lines stay one command when they are copied. */
export function snippetLines(text: string, width: number, indent: string): string[] {
  const whole = wrap(text, width, indent);
  if (whole.length === 1 || !isCommand(text.replace(/^\$ /, ''))) return whole;
  const lines = wrap(text, width - CONTINUED.length, indent);
  return lines.map((line, i) => (i < lines.length - 1 ? `${line}${CONTINUED}` : line));
}
