/** The report for people at a terminal: the answer first, then what to change, worst first, then what to do next. */
import type { ScanResult } from '@theriac/core';
import { changeLines } from './changes.ts';
import { coverageLines, silencedLines } from './coverage.ts';
import { headLines } from './head.ts';
import { endLines, nextLines } from './next.ts';
import { pageOf, type TerminalOptions } from './page.ts';

export type { TerminalOptions } from './page.ts';
export { stepLines } from './snippets.ts';
export { PLAIN, type Style } from './style.ts';
export { renderTable } from './table.ts';

export function renderTerminal(result: ScanResult, options: TerminalOptions): string {
  const page = pageOf(result, options);
  const lines = [headLines, changeLines, silencedLines, coverageLines, endLines, nextLines].flatMap(
    (section) => section(page),
  );
  return `${lines.join('\n')}\n`;
}
