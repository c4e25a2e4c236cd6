/** A line per finding and version of its package, for people who look for one and for `grep`. */
import { isOpen, type ScanResult } from '@theriac/core';
import { viewOf } from '../../result-view.ts';
import { COLUMNS, type Column, rowsOf } from '../finding-rows.ts';
import { shownLines } from './head.ts';
import { endLines } from './next.ts';
import { pageOf, type TerminalOptions } from './page.ts';

/** Columns, in order; a package name is cut first where the terminal is narrow. */
const SHOWN = [
  COLUMNS.severity,
  COLUMNS.id,
  COLUMNS.package,
  COLUMNS.version,
  COLUMNS.fixedIn,
  COLUMNS.due,
  COLUMNS.status,
] as const satisfies readonly Column[];
const CUT = SHOWN.indexOf(COLUMNS.package);
const GAP = '  ';
const NARROWEST_CUT = 12;

export interface TableOptions extends Omit<TerminalOptions, 'width'> {
  /** Columns of the terminal; undefined: nothing is cut, for pipes and files. */
  readonly width: number | undefined;
}

/** Suppressed findings are in it where all are asked for. */
export function renderTable(result: ScanResult, options: TableOptions): string {
  const { all, style, width } = options;
  const view = viewOf(result);
  const findings = all ? result.findings : result.findings.filter(isOpen);
  const shown = findings.flatMap((finding) =>
    rowsOf(finding, SHOWN, view, result).map((row) => ({ finding, row })),
  );
  const rows = shown.map(({ row }) => row);
  const head = SHOWN.map(({ title }) => title.toUpperCase());
  const widths = widthsOf([head, ...rows], width);
  const page = pageOf(result, { ...options, width: width ?? Number.MAX_SAFE_INTEGER });
  const lines = [
    style.bold(lineOf(head, widths)),
    ...shown.map(({ finding, row }) =>
      lineOf(row, widths).replace(finding.severity, (word) => style.outcome(finding.decision.outcome, word)),
    ),
    ...(result.shown === undefined ? [] : ['', ...shownLines(page)]),
    ...endLines(page),
  ];
  return `${lines.join('\n')}\n`;
}

function widthsOf(rows: readonly (readonly string[])[], width: number | undefined): number[] {
  const widths = SHOWN.map((_, column) =>
    rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0),
  );
  if (width === undefined) return widths;
  const total = widths.reduce((sum, n) => sum + n, 0) + GAP.length * (widths.length - 1);
  const excess = Math.max(0, total - width);
  return widths.map((n, column) => (column === CUT ? Math.max(Math.min(n, NARROWEST_CUT), n - excess) : n));
}

function lineOf(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => {
      const width = widths[column] ?? 0;
      const text = cell.length <= width ? cell : `${cell.slice(0, width - 1)}…`;
      return text.padEnd(width);
    })
    .join(GAP)
    .trimEnd();
}
