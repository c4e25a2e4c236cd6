/** What can still be read of JSON that was cut off or is damaged. */
import { TheriacError } from '@theriac/core';
import { scanJson } from './scan.ts';
import type { JsonValue } from './value.ts';

const MAX_DEPTH = 2000;

/**
 * The text up to its last whole value before the fault, with the brackets that are open there closed.
 * @returns undefined when nothing is whole
 */
export function wholePartOf(text: string): JsonValue | undefined {
  const open: string[] = [];
  // What was opened since the last whole value stands above this depth, what was open there below.
  let [end, depth] = [0, 0];
  const mark = (token: { readonly end: number }): void => {
    end = token.end;
    depth = open.length;
  };
  try {
    scanJson(
      text,
      { path: '', maxDepth: MAX_DEPTH },
      {
        open: (_, isArray) => {
          open.push(isArray ? ']' : '}');
        },
        close: (token) => {
          open.pop();
          mark(token);
        },
        scalar: mark,
      },
    );
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
  }
  if (end === 0) return undefined;
  try {
    return JSON.parse(text.slice(0, end) + open.slice(0, depth).reverse().join('')) as JsonValue;
  } catch {
    // The caller knows that the text is damaged; this one more than can be mended.
    return undefined;
  }
}
