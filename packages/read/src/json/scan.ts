/** The scanner over whole texts. */
import { JsonScanner } from './scanner.ts';
import type { JsonScannerOptions, JsonToken, JsonVisitor } from './token.ts';

/**
 * Scans a whole text.
 * @throws TheriacError as `JsonScanner` does
 */
export function scanJson(text: string, options: JsonScannerOptions, visitor: JsonVisitor): void {
  const scanner = new JsonScanner(visitor, options);
  scanner.push(text);
  scanner.finish();
}

/**
 * Offsets of the value that begins at `from` or after the white space there, in a text without syntax errors. The end
 * is exclusive.
 */
export function valueSpan(text: string, from: number): { readonly start: number; readonly end: number } {
  let start = -1;
  const begin = (token: JsonToken): void => {
    if (start < 0) start = token.start;
  };
  const scanner = new JsonScanner(
    { open: begin, scalar: begin },
    { path: '', oneValue: true, maxDepth: Number.MAX_SAFE_INTEGER },
  );
  scanner.push(text.slice(from));
  scanner.finish();
  return { start: from + start, end: from + scanner.end };
}
