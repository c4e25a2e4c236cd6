/**
 * Finds many words in one pass over a text (Aho and Corasick, 1975): each character moves one step through a table, whatever
 * the number of words. Upper and lower case of ASCII are the same.
 */

/** ASCII; everything else is one character that no word has. */
const WIDTH = 128;

export class Keywords {
  readonly words: readonly string[];
  /** State and character → state. */
  readonly #next: Int32Array;
  /** For each state the words that end there, as indexes; most states have none. */
  readonly #ends: readonly (readonly number[] | undefined)[];

  /** @param words ASCII, none of them empty */
  constructor(words: readonly string[]) {
    this.words = words.map((word) => word.toLowerCase());
    const trie: Map<number, number>[] = [new Map()];
    const ends: number[][] = [[]];
    for (const [index, word] of this.words.entries()) {
      let state = 0;
      for (let i = 0; i < word.length; i += 1) {
        const code = word.charCodeAt(i);
        let next = trie[state]?.get(code);
        if (next === undefined) {
          next = trie.length;
          trie.push(new Map());
          ends.push([]);
          trie[state]?.set(code, next);
        }
        state = next;
      }
      ends[state]?.push(index);
    }
    this.#next = new Int32Array(trie.length * WIDTH);
    this.#fill(trie, ends);
    this.#ends = ends.map((one) => (one.length === 0 ? undefined : one));
  }

  /** Breadth first: the failure of a state is shorter, so its row is complete. */
  #fill(trie: readonly Map<number, number>[], ends: number[][]): void {
    const next = this.#next;
    const failure = new Int32Array(trie.length);
    const queue: number[] = [];
    for (const [code, state] of trie[0] ?? []) {
      next[code] = state;
      queue.push(state);
    }
    for (let at = 0; at < queue.length; at += 1) {
      const state = queue[at] ?? 0;
      const fallback = failure[state] ?? 0;
      for (let code = 0; code < WIDTH; code += 1)
        next[state * WIDTH + code] = next[fallback * WIDTH + code] ?? 0;
      for (const [code, child] of trie[state] ?? []) {
        failure[child] = next[fallback * WIDTH + code] ?? 0;
        next[state * WIDTH + code] = child;
        queue.push(child);
      }
      for (const index of ends[fallback] ?? []) ends[state]?.push(index);
    }
    // Words are searched for in lower case; capitals move alike.
    for (let state = 0; state < trie.length; state += 1)
      for (let code = 65; code <= 90; code += 1)
        next[state * WIDTH + code] = next[state * WIDTH + code + 32] ?? 0;
  }

  /** @param found called with the index of a word and the place where it begins, in the order in which they end */
  each(text: string, found: (word: number, start: number) => void): void {
    const next = this.#next;
    const ends = this.#ends;
    const { words } = this;
    let state = 0;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      state = code < WIDTH ? (next[state * WIDTH + code] ?? 0) : 0;
      const here = ends[state];
      if (here !== undefined) for (const word of here) found(word, i + 1 - (words[word]?.length ?? 0));
    }
  }
}
