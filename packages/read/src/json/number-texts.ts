/** Numbers as they are written: a version `1.10` without quotes is 1.1 once it is a number. */
import { placesOfPointers } from './pointers.ts';

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * @param pointers to numbers (RFC 6901)
 * @returns pointer → the text of the number; without those that lead to none
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line
 */
export function numberTexts(text: string, path: string, pointers: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  if (pointers.length === 0) return found;
  const lines = text.split('\n');
  for (const [pointer, { line, column }] of placesOfPointers(text, path, pointers)) {
    NUMBER.lastIndex = column - 1;
    const number = NUMBER.exec(lines[line - 1] ?? '')?.[0];
    if (number !== undefined) found.set(pointer, number);
  }
  return found;
}
