/** Commands that the text of a page mentions between backticks. */
import type { CommandEntry, Entry } from '@theriac/cli';

const EVERYWHERE = ['--debug', '--color', '--version', '--help'];

/** Of every span of code that begins with `theriac`, outside of blocks; a span may go over a line. */
export function mentionsIn(markdown: string): string[] {
  const text = markdown
    .split(/^ *```.*$/m)
    .filter((_, i) => i % 2 === 0)
    .join('\n');
  return text
    .split('`')
    .filter((span, i) => i % 2 === 1 && span.startsWith('theriac '))
    .map((span) => span.replaceAll(/\s+/g, ' '));
}

/** What is wrong with a mentioned command: a word that is no command, or an option that it does not have. */
export function faultOfMention(mention: string, commands: readonly Entry[]): string | undefined {
  const [, ...words] = mention.split(/[ |[\]()]+/).filter((word) => word !== '');
  const first = commands.find(({ name }) => name === words[0]);
  // A placeholder (`theriac COMMAND`) or an option of the program.
  if (first === undefined)
    return /^(?:[A-Z…]|--)/.test(words[0] ?? '') ? undefined : `no command: ${mention}`;
  const entry = first.kind === 'group' ? first.commands.find(({ name }) => name === words[1]) : first;
  if (entry === undefined) return words[1] === undefined ? undefined : `no command: ${mention}`;
  const options = optionsOf(entry);
  const unknown = words
    .map((word) => word.split('=')[0] ?? word)
    .find((word) => /^--?[a-z]/.test(word) && !options.has(word));
  return unknown === undefined ? undefined : `no option ${unknown}: ${mention}`;
}

function optionsOf({ declaration }: CommandEntry): ReadonlySet<string> {
  const written = Object.values(declaration.options).flatMap((option) => option.written.split(/[ ,]+/));
  return new Set([...written.filter((word) => word.startsWith('-')), ...EVERYWHERE]);
}
