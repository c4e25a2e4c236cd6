/** Files of variables: `NAME=value` in lines. https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/ */
import type { TargetFile } from '@theriac/core';
import { matchesGlob } from '@theriac/core/configuration';
import { NO_SECRET_NAMES, SECRET_NAMES } from '../shared/secret-names.ts';

export interface Variable {
  readonly name: string;
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

const MAX_VARIABLES = 10_000;
const LINE = /^[ \t]{0,20}(?:export[ \t]{1,5})?([A-Za-z_][\w.]{0,200})[ \t]{0,20}[=:](.*)$/;

export function variablesIn(file: TargetFile): readonly Variable[] {
  const found: Variable[] = [];
  for (const [index, line] of file.text().split('\n').entries()) {
    if (found.length >= MAX_VARIABLES) break;
    const [, name, value = ''] = LINE.exec(line.trimEnd()) ?? [];
    if (name !== undefined) found.push({ name, value: unquoted(value.trim()), line: index + 1 });
  }
  return found;
}

function unquoted(value: string): string {
  const quote = value[0];
  if (quote === '"' || quote === "'") {
    const end = value.indexOf(quote, 1);
    return end < 0 ? value.slice(1) : value.slice(1, end);
  }
  const comment = value.search(/[ \t]#/);
  return comment < 0 ? value : value.slice(0, comment).trimEnd();
}

/** Whether its value is not to be put into other texts: such files are often kept out of the repository. */
export function isSecretName(name: string): boolean {
  const matches = (pattern: string): boolean => matchesGlob(name, pattern);
  return SECRET_NAMES.some(matches) && !NO_SECRET_NAMES.some(matches);
}
