/** Which names belong together, as pairs become known. Near-linear in the pairs, by halving of paths. */
export class DisjointSets {
  readonly #parent = new Map<string, string>();

  join(a: string, b: string): void {
    this.#parent.set(this.of(a), this.of(b));
  }

  /** The name that stands for its set. */
  of(name: string): string {
    let at = name;
    for (;;) {
      const parent = this.#parent.get(at) ?? at;
      if (parent === at) return at;
      const above = this.#parent.get(parent) ?? parent;
      this.#parent.set(at, above);
      at = above;
    }
  }
}
