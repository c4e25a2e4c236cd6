/** Line numbers of places in a text, asked in any order: one pass over the text, then a binary search each. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let next = text.indexOf('\n'); next !== -1; next = text.indexOf('\n', next + 1))
      this.#starts.push(next + 1);
  }

  /** From 1. */
  at(place: number): number {
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
