/** Steps of a fix, shown so that they can be copied. */
import type { FixStep } from '@theriac/core';
import { clip, printable, wrap } from '../../text/terminal-text.ts';

/** A command as it is typed, with the folder to run it in as a comment; an edit with the file that it belongs to. */
export function stepLines(step: FixStep, width: number, indent: string): string[] {
  switch (step.kind) {
    case 'text':
      return wrap(step.text, width, indent);
    case 'edit':
      return editLines(step.text, step.file, width, indent);
    case 'command':
      return commandLines(`$ ${step.command}`, step.folder ?? '', width, indent);
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

/** A command is never broken: a shell would run the parts. The folder is beside it where both fit, else above it. */
function commandLines(command: string, folder: string, width: number, indent: string): string[] {
  const line = `${indent}${printable(command)}`;
  if (folder === '') return [line];
  const comment = `# in ${folder}`;
  const whole = `${line}  ${printable(comment)}`;
  return whole.length <= width ? [whole] : [clip(`${indent}${comment}`, width), line];
}
