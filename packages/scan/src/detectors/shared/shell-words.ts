/**
 * Commands of a shell script, as far as a check needs them: words with their quotes taken off, assignments in front,
 * what is piped into what. POSIX Shell Command Language §2.2, §2.3 and §2.9, without expansion and without nesting.
 */

export interface ShellCommand {
  /** Assignments before the program, and those of `export`, `env` and `set`. */
  readonly assignments: readonly (readonly [name: string, value: string])[];
  /** Base name of the program, lower case, without `.exe`; empty for assignments alone. */
  readonly program: string;
  readonly args: readonly string[];
  /** The next command reads what this one writes. */
  readonly piped: boolean;
  /** Index in the text where its first word begins. */
  readonly at: number;
}

const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)=([\s\S]*)$/;
/** What is before the program that is meant. */
const PREFIXES = new Set([
  'sudo',
  'env',
  'time',
  'exec',
  'command',
  'nohup',
  'then',
  'do',
  'else',
  'if',
  'while',
  'until',
  '!',
  '{',
  '(',
  '@',
]);
const MAX_WORDS = 4000;

/**
 * @param text one logical line: continuations are joined already
 * @param offset of the text in the one that {@link ShellCommand.at} counts in
 */
export function commandsOf(text: string, offset = 0): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: string[] = [];
  let start = 0;
  const finish = (piped: boolean): void => {
    if (words.length > 0) commands.push({ ...commandOf(words, piped), at: offset + start });
    words = [];
  };
  let word = '';
  let inWord = false;
  let total = 0;
  const push = (): void => {
    if (inWord) words.push(word);
    word = '';
    inWord = false;
    total += 1;
  };
  for (let at = 0; at < text.length && total < MAX_WORDS; at += 1) {
    const character = text[at] ?? '';
    if (words.length === 0 && !inWord) start = at;
    if (character === "'" || character === '"') {
      const end = closing(text, at, character);
      word +=
        character === '"' ? text.slice(at + 1, end).replace(/\\(["\\$`])/g, '$1') : text.slice(at + 1, end);
      inWord = true;
      at = end;
    } else if (character === '\\' && at + 1 < text.length) {
      at += 1;
      word += text[at];
      inWord = true;
    } else if (character === ' ' || character === '\t') push();
    else if (character === '#' && !inWord) break;
    else if (character === '$' && text[at + 1] === '(') {
      // What a substitution runs is a command of its own, and its text stays in the word.
      const end = matching(text, at + 1);
      word += text.slice(at, end + 1);
      for (const one of end - at < 2000 ? commandsOf(text.slice(at + 2, end), offset + at + 2) : [])
        commands.push(one);
      inWord = true;
      at = end;
    } else if (character === ';' || character === '&' || character === '|' || character === '\n') {
      push();
      const doubled = text[at + 1] === character;
      // `2>&1` and `&>` are redirections.
      if (character === '&' && (text[at - 1] === '>' || text[at + 1] === '>')) continue;
      finish(character === '|' && !doubled);
      if (doubled || text[at + 1] === '&') at += 1;
    } else {
      word += character;
      inWord = true;
    }
  }
  push();
  finish(false);
  return commands;
}

function commandOf(words: readonly string[], piped: boolean): Omit<ShellCommand, 'at'> {
  const assignments: [string, string][] = [];
  let at = 0;
  const assign = (): void => {
    for (
      let match = ASSIGNMENT.exec(words[at] ?? '');
      match !== null;
      match = ASSIGNMENT.exec(words[at] ?? '')
    ) {
      assignments.push([match[1] ?? '', match[2] ?? '']);
      at += 1;
    }
  };
  assign();
  while (PREFIXES.has(words[at] ?? '')) {
    at += 1;
    // Options of sudo and env.
    while (/^-\w+$/.test(words[at] ?? '')) at += 1;
    assign();
  }
  const first = words[at] ?? '';
  if (first === 'export' || first === 'set') {
    at += 1;
    assign();
  }
  const program = first
    .replace(/^.*\//, '')
    .replace(/\.exe$/i, '')
    .replace(/^[@(]+/, '')
    .toLowerCase();
  return {
    assignments,
    program,
    args: words.slice(at + (first === 'export' || first === 'set' ? 0 : 1)),
    piped,
  };
}

/** Index of the quote that closes the one at `start`; the end of the text when there is none. */
function closing(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (quote === '"' && text[at] === '\\') at += 1;
    else if (text[at] === quote) return at;
  }
  return text.length;
}

/** Index of the parenthesis that closes the one at `open`. */
function matching(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
}
