/** Edges by name: what packages ask for, against names and what replaces them. */
import type { RootBuilder } from '../shared/root-builder.ts';

/** A hostile database could ask for everything from everywhere. */
const MAX_EDGES = 2_000_000;

export class Needs {
  readonly #root: RootBuilder;
  readonly #providers = new Map<string, string>();
  readonly #asked: (readonly [from: string, names: readonly string[]])[] = [];

  constructor(root: RootBuilder) {
    this.#root = root;
  }

  /** The first that provides a name keeps it; a package provides itself before anything else does. */
  provide(name: string, key: string): void {
    if (!this.#providers.has(name)) this.#providers.set(name, key);
  }

  isProvided(name: string): boolean {
    return this.#providers.has(name);
  }

  ask(from: string, names: readonly string[]): void {
    this.#asked.push([from, names]);
  }

  /** Links what is there; what is not is not a gap: packages ask for files and features too. */
  link(): void {
    let edges = 0;
    for (const [from, names] of this.#asked) {
      for (const name of names) {
        const to = this.#providers.get(name);
        if (to === undefined) continue;
        edges += 1;
        if (edges > MAX_EDGES) {
          this.#root.unknown('too-large', `more than ${MAX_EDGES} dependencies`, undefined, false);
          return;
        }
        this.#root.link(from, to);
      }
    }
  }
}
