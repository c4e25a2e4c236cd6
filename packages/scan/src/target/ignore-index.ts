/**
 * Which rules of a file of thousands may match a name: found by what is literal in them, so that a large .gitignore costs
 * each file little.
 */

/** What is literal of the pattern for a name. */
export type Literal =
  /** `name` */
  | { readonly kind: 'whole'; readonly text: string }
  /** `a*b?`: what it begins with and ends with, either of which may be empty. */
  | { readonly kind: 'parts'; readonly first: string; readonly last: string };

/** Longest part of a name that is looked up. */
const MAX_PART = 64;

/** Places of rules in their file, by the name that they are about; those of one name in rising order. */
export class IgnoreIndex {
  readonly #whole = new Map<string, number[]>();
  readonly #starts = new Map<string, number[]>();
  readonly #ends = new Map<string, number[]>();
  readonly #any: number[] = [];

  /** @param literal of the last segment of the pattern; places come in rising order */
  add(place: number, literal: Literal): void {
    if (literal.kind === 'whole') put(this.#whole, literal.text, place);
    else if (literal.last.length > literal.first.length)
      put(this.#ends, literal.last.slice(-MAX_PART), place);
    else if (literal.first !== '') put(this.#starts, literal.first.slice(0, MAX_PART), place);
    else this.#any.push(place);
  }

  /** Lists of places of the rules that may match a file or folder of this name. */
  *candidates(name: string): Generator<readonly number[]> {
    yield this.#any;
    const whole = this.#whole.get(name);
    if (whole !== undefined) yield whole;
    const longest = Math.min(name.length, MAX_PART);
    for (let length = 1; length <= longest; length += 1) {
      const start = this.#starts.get(name.slice(0, length));
      if (start !== undefined) yield start;
      const end = this.#ends.get(name.slice(-length));
      if (end !== undefined) yield end;
    }
  }
}

function put(map: Map<string, number[]>, key: string, place: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [place]);
  else list.push(place);
}
