/** Keys that a document duplicates, distinguished with a number; in constant time however often one is repeated. */
export class UniqueKeys {
  readonly #taken: Set<string>;
  readonly #next = new Map<string, number>();

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** `wanted` itself the first time, then `wanted~2`, `wanted~3`. */
  take(wanted: string): string {
    let key = wanted;
    let n = this.#next.get(wanted) ?? 2;
    while (this.#taken.has(key)) {
      key = `${wanted}~${n}`;
      n += 1;
    }
    this.#next.set(wanted, n);
    this.#taken.add(key);
    return key;
  }
}
