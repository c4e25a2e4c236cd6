/** Places in a text: 1-based lines, and 1-based columns in UTF-16 code units. */

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A piece of a text. Its end is exclusive: the position after its last character. */
export interface Region extends Position {
  readonly endLine: number;
  readonly endColumn: number;
}

/** Places of offsets in any order: the line starts are found once, when the first place is asked for. */
export class LineIndex {
  readonly #text: string;
  #starts: number[] | undefined;
  #last = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Line of the character at `offset`. */
  line(offset: number): number {
    return this.#row(offset) + 1;
  }

  position(offset: number): Position {
    const row = this.#row(offset);
    return { line: row + 1, column: offset - (this.#starts?.[row] ?? 0) + 1 };
  }

  /** @param end offset after the last character */
  region(start: number, end: number): Region {
    const from = this.position(start);
    const to = this.position(end);
    return { ...from, endLine: to.line, endColumn: to.column };
  }

  /** 0-based line. */
  #row(offset: number): number {
    this.#starts ??= lineStarts(this.#text);
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    // Offsets mostly come in rising order and close together: look near the last answer first.
    const near = this.#last + 16;
    if ((starts[this.#last] ?? 0) <= offset && near <= high && (starts[near] ?? 0) > offset) {
      low = this.#last;
      high = near;
    }
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    this.#last = low;
    return low;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  if (starts.length > 1 && starts[starts.length - 1] === text.length) starts.pop();
  return starts;
}
