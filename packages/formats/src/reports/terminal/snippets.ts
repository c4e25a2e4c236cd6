/** Steps of a fix, shown so that they can be copied. */
import type { FixStep } from '@theriac/core';
import { wrap } from '../../text/terminal-text.ts';

const CONTINUED = ' \\';

/** A command as it is typed, with the folder to run it in as a comment; an edit with the file that it belongs to. */
export function stepLines(step: FixStep, width: number, indent: string): string[] {
  if (step.kind === 'text') return wrap(step.text, width, indent);
  if (step.kind === 'edit')
    return wrap(step.file === undefined ? step.text : `${step.file}: ${step.text}`, width, indent);
  const folder = step.folder ?? '';
  return commandLines(`$ ${step.command}${folder === '' ? '' : `  # in ${folder}`}`, width, indent);
}

/** Commands that take several lines stay one command when they are copied. */
function commandLines(text: string, width: number, indent: string): string[] {
  const whole = wrap(text, width, indent);
  if (whole.length === 1) return whole;
  const lines = wrap(text, width - CONTINUED.length, indent);
  return lines.map((line, i) => (i < lines.length - 1 ? `${line}${CONTINUED}` : line));
}
