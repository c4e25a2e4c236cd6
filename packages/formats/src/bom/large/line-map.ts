/** Lines of a text that is put together from pieces of another one. */

export class LineMap {
  readonly #starts: number[] = [];
  readonly #lines: number[] = [];
  #at = 1;

  /** @param line in the document of the first line of the text */
  add(text: string, line: number): void {
    this.#starts.push(this.#at);
    this.#lines.push(line);
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) this.#at += 1;
    this.#at += 1;
  }

  of = (line: number): number => {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    return (this.#lines[low] ?? 1) + line - (this.#starts[low] ?? 1);
  };
}
