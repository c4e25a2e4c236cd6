/** The fenced blocks of the documentation: the commands in them, and the output that is shown below each. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../run-cli.ts';

/** Pages with tests of their own: recipes.test.ts and server-guide.curl.test.ts. */
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/*.md', 'packages/*/README.md'];
const ELSEWHERE = ['docs/ci.md', 'docs/server.md'];

export interface Command {
  /** For a shell: continued lines are joined, a comment stays. */
  readonly text: string;
  /** Lines of the output, without empty ones at its ends; none when the page shows no output. */
  readonly shown: readonly string[];
  /** The page says that lines are left out. */
  readonly shortened: boolean;
}

export interface Block {
  /** Path from the root of the repository. */
  readonly page: string;
  /** From 1, of the line that opens the block. */
  readonly line: number;
  /** None in a drawing. */
  readonly commands: readonly Command[];
  /** The first command, or the first line where there is none: what tables call the block. */
  readonly first: string;
}

/** All other pages. */
export function documentedPages(): { readonly page: string; readonly text: string }[] {
  return globSync(PAGES, { cwd: ROOT })
    .filter((page) => !ELSEWHERE.includes(page))
    .sort()
    .map((page) => ({ page, text: readFileSync(join(ROOT, page), 'utf8') }));
}

/** Blocks that are marked as shell, or as nothing, of all pages. */
export function documentedBlocks(): Block[] {
  return documentedPages().flatMap(({ page, text }) => blocksOf(page, text));
}

export function blocksOf(page: string, markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { indent: string; language: string; line: number; lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    const [, indent, language] = /^( *)```(\w*)$/.exec(line) ?? [];
    if (open === undefined) {
      if (indent !== undefined && language !== undefined)
        open = { indent, language, line: index + 1, lines: [] };
    } else if (indent === open.indent) {
      if (open.language === '' || open.language === 'sh') blocks.push(blockOf(page, open));
      open = undefined;
    } else open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
  }
  return blocks;
}

function blockOf(page: string, block: { language: string; line: number; lines: readonly string[] }): Block {
  const commands = block.language === 'sh' ? scriptCommands(block.lines) : sessionCommands(block.lines);
  return {
    page,
    line: block.line,
    commands,
    first: commands[0]?.text ?? block.lines[0] ?? '',
  };
}

/** Each line is a command. */
function scriptCommands(lines: readonly string[]): Command[] {
  return joined(lines)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((text) => ({ text, shown: [], shortened: false }));
}

/** A command follows `$ `; below it stands what it prints. */
function sessionCommands(lines: readonly string[]): Command[] {
  const commands: { text: string; shown: string[]; shortened: boolean }[] = [];
  for (const line of joined(lines, (first) => first.startsWith('$ '))) {
    const [, text, shortened] = /^\$ (.*?)(\s+\(shortened\))?$/.exec(line) ?? [];
    if (text !== undefined) commands.push({ text, shown: [], shortened: shortened !== undefined });
    else commands.at(-1)?.shown.push(line);
  }
  return commands.map((command) => ({ ...command, shown: trimmed(command.shown) }));
}

/** Lines that end with `\` together with the next one. */
function joined(lines: readonly string[], isCommand: (line: string) => boolean = () => true): string[] {
  const result: string[] = [];
  let continued = false;
  for (const line of lines) {
    const before: string = continued ? `${result.pop()?.slice(0, -1).trimEnd()} ` : '';
    const whole: string = before + (continued ? line.trimStart() : line);
    result.push(whole);
    continued = whole.endsWith('\\') && isCommand(whole);
  }
  return result;
}

/** Without empty lines at the beginning and at the end. */
export function trimmed(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line !== '');
  const last = lines.findLastIndex((line) => line !== '');
  return first < 0 ? [] : lines.slice(first, last + 1);
}

/**
 * The first shown line that the output does not have at this place, or undefined when all is as shown. A line that is
 * only `…` stands for lines that are left out; where the page says `(shortened)` they may be left out anywhere.
 */
export function firstDifference(
  { shown, shortened }: Command,
  printed: readonly string[],
): string | undefined {
  let at = 0;
  let skipping = false;
  for (const line of shown) {
    if (line.trim() === '…') {
      skipping = true;
      continue;
    }
    const found = skipping || shortened ? printed.indexOf(line, at) : printed[at] === line ? at : -1;
    if (found < 0) return line;
    at = found + 1;
    skipping = false;
  }
  return skipping || shortened || at === printed.length
    ? undefined
    : `(nothing, but printed: ${printed[at]})`;
}
