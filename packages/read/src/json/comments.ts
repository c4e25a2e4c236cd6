/** Comments and trailing commas of JSONC. */

/** A range of a text, in UTF-16 code units; the end is exclusive. */
export interface Ignored {
  readonly start: number;
  readonly end: number;
}

/** The text with blanks in the place of the ranges, so that offsets and lines hold. */
export function blanked(text: string, ranges: readonly Ignored[]): string {
  if (ranges.length === 0) return text;
  const parts: string[] = [];
  let copied = 0;
  // A trailing comma is met after the comments that follow it.
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(copied, start), text.slice(start, end).replace(/[^\n]/g, ' '));
    copied = end;
  }
  parts.push(text.slice(copied));
  return parts.join('');
}
