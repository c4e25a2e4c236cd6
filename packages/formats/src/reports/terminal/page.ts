/** What the sections of the report work with. */
import type { ScanResult } from '@theriac/core';
import { type ResultView, viewOf } from '../../result-view.ts';
import { wrap } from '../../text/terminal-text.ts';
import type { Style } from './style.ts';

/** Narrower than this, words no longer fit beside the indentation. */
const MIN_WIDTH = 40;

export interface TerminalOptions {
  /** Columns; at least 40. */
  readonly width: number;
  /** Every finding of every fix, and silenced ones. */
  readonly all: boolean;
  readonly style: Style;
  /** Folder of the target from where the reader is; absent: they are the same. Commands are printed to run there. */
  readonly at?: string;
  /** The target as commands name it; absent: the current folder. */
  readonly target?: string;
}

export interface Page extends TerminalOptions {
  readonly result: ScanResult;
  readonly view: ResultView;
  /** Breaks text at the width of the page. */
  readonly wrapped: (text: string, indent?: string) => string[];
}

export function pageOf(result: ScanResult, options: TerminalOptions): Page {
  const width = Math.max(MIN_WIDTH, options.width);
  return {
    ...options,
    width,
    result,
    view: viewOf(result),
    wrapped: (text, indent = '') => wrap(text, width, indent),
  };
}
