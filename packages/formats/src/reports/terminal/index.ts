/** The report for people at a terminal: grouped by fix, worst first, ending with what to do next. */
import type { ScanResult } from '@theriac/core';
import { coverageLines, silencedLines, unknownLines } from './coverage.ts';
import { fixLines, headLines } from './fixes.ts';
import { pageOf, type TerminalOptions } from './page.ts';
import { nextLines, verdictLines } from './verdict.ts';

export type { TerminalOptions } from './page.ts';
export { PLAIN, type Style } from './style.ts';

export function renderTerminal(result: ScanResult, options: TerminalOptions): string {
  const page = pageOf(result, options);
  const lines = [
    headLines,
    fixLines,
    silencedLines,
    unknownLines,
    coverageLines,
    verdictLines,
    nextLines,
  ].flatMap((section) => section(page));
  return `${lines.join('\n')}\n`;
}
