/**
 * Every file of a known tool that is recognised and not read: a known unknown, so that no gate passes without it. To add
 * one, add a row; to read it instead, write an extractor and remove the row.
 */
import type { FileMatcher } from '@theriac/core';
import { DEPLOYMENT, PAGES } from './deployment.ts';
import { INLINE } from './inline.ts';
import { LANGUAGES } from './languages.ts';
import { NATIVE_CODE } from './native-code.ts';
import type { UnreadFile } from './unread-file.ts';

export const UNREAD: readonly UnreadFile[] = [
  ...LANGUAGES,
  ...INLINE,
  ...NATIVE_CODE,
  ...DEPLOYMENT,
  ...PAGES,
];

/** What the walk must hand over: the union of all rows. */
export const WANTED: Pick<FileMatcher, 'names' | 'extensions' | 'patterns' | 'heads'> = {
  // Not to read them, but to know that they are there.
  extensions: [...new Set(UNREAD.flatMap((row) => row.usedBy ?? []))],
  names: [...new Set(UNREAD.flatMap((row) => row.names ?? []))],
  patterns: UNREAD.flatMap((row) => (row.head === undefined ? (row.patterns ?? []) : [])),
  heads: UNREAD.flatMap(({ head, patterns = [] }) =>
    head === undefined ? [] : patterns.map(({ extension }) => ({ extension, head })),
  ),
};

/** The rows that a path falls under by its name. */
export function rowsOf(path: string, base: string): readonly UnreadFile[] {
  return UNREAD.filter(
    (row) => row.names?.includes(base) === true || row.patterns?.some((p) => p.path.test(path)) === true,
  );
}

/** For people, as the reference page lists it: tool and file names. */
export function filesOf({ names = [], shown }: UnreadFile): string {
  return [...names, ...(shown === undefined ? [] : [shown])].join(', ');
}
