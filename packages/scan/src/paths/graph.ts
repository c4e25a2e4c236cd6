/** Who can reach what: the one graph over everything that configuration connects. */
import type { Hop, PathNode } from '@theriac/core/configuration';

export const INTERNET = 'internet';

/**
 * Members of a network that are joined pair by pair, each with its own hop. Where more are on it, they are joined through one
 * node for the network, so that hops grow with the members and not with their square.
 */
export const MOST_PAIRED = 32;

export class AccessGraph {
  readonly #nodes = new Map<string, PathNode>([
    [INTERNET, { id: INTERNET, kind: 'internet', label: 'internet' }],
  ]);
  readonly #from = new Map<string, Hop[]>();
  readonly #to = new Map<string, Hop[]>();

  /** The first one with an id stays. */
  add(node: PathNode): void {
    if (!this.#nodes.has(node.id)) this.#nodes.set(node.id, node);
  }

  connect(hop: Hop): void {
    push(this.#from, hop.from, hop);
    push(this.#to, hop.to, hop);
  }

  /** Puts something that is known only later to a hop. */
  refine(hop: Hop, more: Partial<Omit<Hop, 'from' | 'to'>>): void {
    const refined = { ...hop, ...more };
    for (const list of [this.#from.get(hop.from), this.#to.get(hop.to)]) {
      const at = list?.indexOf(hop) ?? -1;
      if (at >= 0) list?.splice(at, 1, refined);
    }
  }

  node(id: string): PathNode | undefined {
    return this.#nodes.get(id);
  }

  /** In the order in which they were added. */
  nodes(): readonly PathNode[] {
    return [...this.#nodes.values()];
  }

  hopsFrom(id: string): readonly Hop[] {
    return this.#from.get(id) ?? [];
  }

  hopsTo(id: string): readonly Hop[] {
    return this.#to.get(id) ?? [];
  }

  hops(): readonly Hop[] {
    return [...this.#from.values()].flat();
  }
}

/** Whether who has reached it goes on from there. */
export function passes(node: PathNode | undefined): boolean {
  return node?.kind !== 'store' || node.isApplication === true;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
