/** Steps of a fix, shown so that they can be copied. */
import type { FixStep } from '@theriac/core';
import { clip, printable, wrap } from '../../text/terminal-text.ts';

const CONTINUED = ' \\';

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

/** Text of several lines keeps them and their indentation: it is pasted into a file. */
function editLines(text: string, file: string | undefined, width: number, indent: string): string[] {
  const lines = text.split('\n');
  if (lines.length === 1) return wrap(file === undefined ? text : `${file}: ${text}`, width, indent);
  return [
    ...(file === undefined ? [] : wrap(`${file}:`, width, indent)),
    ...lines.map((line) => `${indent}${printable(line)}`),
  ];
}

/** Commands that take several lines stay one command when they are copied; so does the comment beside them. */
function commandLines(command: string, folder: string, width: number, indent: string): string[] {
  const comment = folder === '' ? '' : `# in ${folder}`;
  const whole = `${indent}${printable(folder === '' ? command : `${command}  ${comment}`)}`;
  if (whole.length <= width) return [whole];
  const lines = wrap(command, width - CONTINUED.length, indent);
  return [
    ...(comment === '' ? [] : [clip(`${indent}${comment}`, width)]),
    ...lines.map((line, i) => (i < lines.length - 1 ? `${line}${CONTINUED}` : line)),
  ];
}
