/** CSV (RFC 4180, lines end as in other text files) for spreadsheets and scripts: a header, then a line per finding and copy, suppressed ones with their status. */
import type { ScanResult } from '@theriac/core';
import { viewOf } from '../result-view.ts';
import { COLUMNS, type Column, rowsOf } from './finding-rows.ts';

export function renderCsv(result: ScanResult): string {
  return [...csvPieces(result)].join('');
}

/** The document line by line. */
export function* csvPieces(result: ScanResult): Generator<string> {
  const view = viewOf(result);
  const columns: readonly Column[] = Object.values(COLUMNS);
  yield lineOf(columns.map(({ title }) => title));
  for (const finding of result.findings)
    for (const row of rowsOf(finding, columns, view, result)) yield lineOf(row);
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\n`;
}

/**
 * A cell that begins like a formula is text to no spreadsheet; an apostrophe makes it text
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
