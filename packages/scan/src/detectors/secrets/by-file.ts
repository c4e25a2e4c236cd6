/** Secrets that the file tells in which they stand, and those of the columns of a table. */
import { type Candidate, GENERIC_ORDER } from './candidates.ts';
import { GENERIC_PASSWORD } from './generic.ts';
import { FILE_KINDS } from './kinds/files.ts';
import type { SearchOptions } from './names.ts';
import { isFilled } from './real.ts';
import { isHash, isPasswordLike, isPlaceholder } from './strength.ts';

/** More exact than what the same text is by itself. */
const FILE_ORDER = -0.5;

export function byFile(text: string, options: SearchOptions): Candidate[] {
  const { path } = options;
  const found = FILE_KINDS.filter(({ files }) => files.test(path)).flatMap((kind) =>
    [...text.matchAll(kind.pattern)].flatMap((match) => {
      const value = match.groups?.secret ?? '';
      if (isFilled(value) || isPlaceholder(value)) return [];
      const start = match.index + match[0].indexOf(value);
      return [{ kind, order: FILE_ORDER, value, start, end: start + value.length }];
    }),
  );
  return TABLE.test(path) ? [...found, ...inTable(text)] : found;
}

const TABLE = /\.(?:csv|tsv)$/i;
const PASSWORD_COLUMN = /^(?:[a-z0-9]{1,40}[_ -])?(?:password|passwd|pwd|passphrase)$/i;
const MOST_COLUMNS = 500;
const LONGEST_CELL = 100;

/** Cells below a heading that is that of passwords. Quoted cells may have separators in them, not line breaks. */
function inTable(text: string): Candidate[] {
  const lineEnd = text.indexOf('\n');
  if (lineEnd === -1) return [];
  const separator = separatorOf(text.slice(0, lineEnd));
  const columns = new Set(
    cellsOf(text.slice(0, lineEnd), separator).flatMap(({ value }, i) =>
      PASSWORD_COLUMN.test(value.trim()) ? [i] : [],
    ),
  );
  const found: Candidate[] = [];
  if (columns.size === 0) return found;
  for (let from = lineEnd + 1; from < text.length; ) {
    const next = text.indexOf('\n', from);
    const end = next === -1 ? text.length : next;
    for (const [i, { value, start }] of cellsOf(text.slice(from, end), separator).entries()) {
      if (!columns.has(i) || !isSecret(value)) continue;
      const at = { start: from + start, end: from + start + value.length };
      found.push({ kind: GENERIC_PASSWORD, order: GENERIC_ORDER, value, ...at });
    }
    from = end + 1;
  }
  return found;
}

function isSecret(value: string): boolean {
  if (value.length > LONGEST_CELL || isHash(value)) return false;
  return isPasswordLike(value) && !isPlaceholder(value) && !isFilled(value);
}

function separatorOf(head: string): string {
  if (head.includes('\t')) return '\t';
  return head.includes(';') ? ';' : ',';
}

interface Cell {
  readonly value: string;
  readonly start: number;
}

function cellsOf(line: string, separator: string): Cell[] {
  const cells: Cell[] = [];
  for (let at = 0; at <= line.length && cells.length < MOST_COLUMNS; ) {
    const isQuoted = line.charAt(at) === '"';
    const start = isQuoted ? at + 1 : at;
    const close = line.indexOf(isQuoted ? '"' : separator, start);
    const stop = close === -1 ? line.length : close;
    cells.push({ value: line.slice(start, stop), start });
    const next = line.indexOf(separator, stop);
    if (next === -1) break;
    at = next + 1;
  }
  return cells;
}
