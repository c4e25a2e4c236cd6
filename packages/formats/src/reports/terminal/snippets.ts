/** Steps of a fix, shown so that they can be copied. */
import type { FixStep } from '@theriac/core';
import { printable, shellWord, wrap } from '../../text/terminal-text.ts';

/**
 * A command as it is typed, with the folder that it runs in; an edit with the file that it belongs to.
 * @param at folder of the target from where the reader is; the empty string where they are the same
 */
export function stepLines(step: FixStep, width: number, indent: string, at = ''): string[] {
  switch (step.kind) {
    case 'text':
      return wrap(step.text, width, indent);
    case 'edit':
      return editLines(step.text, step.file, width, indent);
    case 'command':
      return commandLines(inFolder(printable(step.command), joined(at, step.folder ?? '')), width, indent);
  }
}

/** Text of several lines keeps them and their indentation, and no line is broken: it is pasted into a file. */
function editLines(text: string, file: string | undefined, width: number, indent: string): string[] {
  const lines = text.split('\n').map((line) => indent + printable(line));
  if (file === undefined) return lines;
  const whole = `${indent}${printable(`${file}: ${text}`)}`;
  if (lines.length === 1 && whole.length <= width) return [whole];
  return [...wrap(`${file}:`, width, indent), ...lines];
}

function joined(at: string, folder: string): string {
  if (at === '' || folder === '') return at + folder;
  return at.endsWith('/') ? at + folder : `${at}/${folder}`;
}

/** In parentheses, so that the shell of the reader stays where it is. A folder that looks like an option is none. */
function inFolder(command: string, folder: string): string {
  if (folder === '') return command;
  return `(cd ${shellWord(folder.startsWith('-') ? `./${folder}` : folder)} && ${command})`;
}

/** A command that is too long goes on after a backslash, so that a shell takes the lines as one. */
function commandLines(command: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = `${indent}$`;
  const words = shellWords(command);
  for (const [i, word] of words.entries()) {
    const rest = i === words.length - 1 ? '' : ' \\';
    const fits = line.length + 1 + word.length + rest.length <= width;
    if (fits || line.trim() === '$' || line.trim() === '') line += `${line.trim() === '' ? '' : ' '}${word}`;
    else {
      lines.push(`${line} \\`);
      line = `${indent}    ${word}`;
    }
  }
  return [...lines, line];
}

/** Parts between the spaces that a shell splits at: not those in quotes or behind a backslash. */
function shellWords(command: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let i = 0; i < command.length; i += 1) {
    const char = command.charAt(i);
    if (char === ' ' && quote === '') {
      words.push(word);
      word = '';
      continue;
    }
    word += char;
    if (char === '\\' && quote !== "'") {
      i += 1;
      word += command.charAt(i);
    } else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
  }
  return [...words, word];
}
