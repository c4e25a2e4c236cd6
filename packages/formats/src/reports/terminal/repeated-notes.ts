/** Notes that several changes share: each is said once, with the numbers of the changes. */

export interface NotesOf {
  /** Number of the change in the list. */
  readonly number: number;
  readonly notes: readonly string[];
}

export interface Repeated {
  readonly texts: ReadonlySet<string>;
  /** In the order in which they first appear; `numbers` is `1–3, 7`. */
  readonly list: readonly { readonly numbers: string; readonly text: string }[];
}

export function repeatedNotes(changes: readonly NotesOf[]): Repeated {
  const numbersOf = new Map<string, Set<number>>();
  for (const { number, notes } of changes) {
    for (const note of notes) {
      const numbers = numbersOf.get(note);
      if (numbers === undefined) numbersOf.set(note, new Set([number]));
      else numbers.add(number);
    }
  }
  const list = [...numbersOf]
    .filter(([, numbers]) => numbers.size > 1)
    .map(([text, numbers]) => ({ text, numbers: ranges([...numbers]) }));
  return { texts: new Set(list.map(({ text }) => text)), list };
}

/** @param numbers ascending */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`))
    .join(', ');
}
