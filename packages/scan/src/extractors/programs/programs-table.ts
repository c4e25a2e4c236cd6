/** All tables of programs, and which files they are about. */
import type { FileMatcher } from '@theriac/core';
import { LANGUAGES } from './languages.ts';
import type { Program } from './program.ts';
import { SERVERS } from './servers.ts';
import { TOOLS } from './tools.ts';

export const PROGRAMS: readonly Program[] = [...LANGUAGES, ...SERVERS, ...TOOLS];

const NAMES: ReadonlySet<string> = new Set(PROGRAMS.flatMap(({ names = [] }) => names));

/** Where a row looks. */
export function isAt({ names, paths }: Program, path: string): boolean {
  const base = path.slice(path.lastIndexOf('/') + 1);
  return names?.includes(base) === true || paths?.some((one) => one.path.test(path.slice(-4096))) === true;
}

export const PROGRAM_FILES: Pick<FileMatcher, 'names' | 'patterns'> = {
  names: [...NAMES, 'release'],
  patterns: PROGRAMS.flatMap(({ paths = [] }) => paths),
};
