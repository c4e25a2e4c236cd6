/** What would end every way to a store: minimum cuts of the graph, counted on numbers instead of names. */
import type { Hop } from '@theriac/core/configuration';
import { type AccessGraph, INTERNET, passes } from './graph.ts';

/** More ways than these are not counted one by one: no set of cuts is given then. */
const MAX_WAYS = 50;

/** Pairs that are looked at for one store; where more would be, no set of cuts is given. */
const MAX_STEPS = 2_000_000;

/** From one node to another: all hops between the two count as one. */
interface Pair {
  readonly from: number;
  readonly to: number;
  readonly hops: Hop[];
}

/** Room for one way between each pair of nodes, by augmenting paths that are searched from the store towards the internet. */
export class Cuts {
  readonly #numbers = new Map<string, number>();
  /** Into each node, in the order of the hops. */
  readonly #into: Pair[][] = [];
  /** The same, those nearest to the internet first: the search arrives without looking at the rest. */
  readonly #nearest = new Map<number, readonly Pair[]>();
  /** Hops between the internet and each node, at the least; those that are not reached have none. */
  readonly #distance: (number | undefined)[] = [];

  constructor(graph: AccessGraph, isOpen: (hop: Hop) => boolean) {
    const ids = new Set([...graph.nodes().map(({ id }) => id), ...graph.hops().map(({ to }) => to)]);
    for (const id of ids) {
      const pairs = new Map<string, Pair>();
      if (id === INTERNET) continue;
      for (const hop of graph.hopsTo(id)) {
        if (!isOpen(hop) || !passes(graph.node(hop.from))) continue;
        const known = pairs.get(hop.from);
        if (known === undefined)
          pairs.set(hop.from, { from: this.#number(hop.from), to: this.#number(id), hops: [hop] });
        else known.hops.push(hop);
      }
      this.#into[this.#number(id)] = [...pairs.values()];
    }
    this.#measure();
  }

  /**
   * The fewest hops that end every way to a store, the ones nearest to it.
   * @returns empty where more than {@link MAX_WAYS} would have to be cut
   */
  before(store: string): readonly Hop[] {
    const search = new Search(this.#number(store), {
      internet: this.#number(INTERNET),
      into: (node) => this.#into[node] ?? [],
      nearest: (node) => this.#nearestInto(node),
    });
    for (let ways = 0; ways <= MAX_WAYS; ways += 1) {
      const found = search.augment();
      if (found === 'too long') return [];
      if (found === 'none') return search.cuts();
    }
    return [];
  }

  #number(id: string): number {
    const known = this.#numbers.get(id) ?? this.#numbers.size;
    this.#numbers.set(id, known);
    return known;
  }

  #nearestInto(node: number): readonly Pair[] {
    const known = this.#nearest.get(node);
    if (known !== undefined) return known;
    const reached = (this.#into[node] ?? []).filter(({ from }) => this.#distance[from] !== undefined);
    const sorted = reached.sort((a, b) => (this.#distance[a.from] ?? 0) - (this.#distance[b.from] ?? 0));
    this.#nearest.set(node, sorted);
    return sorted;
  }

  #measure(): void {
    const onward = Map.groupBy(this.#into.flat(), ({ from }) => from);
    const queue = [this.#number(INTERNET)];
    this.#distance[queue[0] ?? 0] = 0;
    for (let at = 0; at < queue.length; at += 1) {
      const node = queue[at] ?? 0;
      for (const { to } of onward.get(node) ?? []) {
        if (this.#distance[to] !== undefined) continue;
        this.#distance[to] = (this.#distance[node] ?? 0) + 1;
        queue.push(to);
      }
    }
  }
}

interface Network {
  readonly internet: number;
  readonly into: (node: number) => readonly Pair[];
  readonly nearest: (node: number) => readonly Pair[];
}

/** Ways to one store, found one after the other. */
class Search {
  readonly #store: number;
  readonly #network: Network;
  /** Pairs that a way uses, and by the node that they leave. */
  readonly #used = new Set<Pair>();
  readonly #usedFrom = new Map<number, Set<Pair>>();
  #steps = 0;

  constructor(store: number, network: Network) {
    this.#store = store;
    this.#network = network;
  }

  augment(): 'one more' | 'none' | 'too long' {
    const { internet, nearest } = this.#network;
    /** The pair by which the way goes on from each node; a used one is freed. */
    const by = new Map<number, Pair>();
    const stack = [{ node: this.#store, pairs: nearest(this.#store), at: 0 }];
    const seen = new Set([this.#store]);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      this.#steps += 1;
      if (this.#steps > MAX_STEPS) return 'too long';
      const pair = top.pairs[top.at];
      top.at += 1;
      if (pair === undefined) {
        stack.pop();
        continue;
      }
      // A pair that leaves the node is a used one, and the way goes back along it.
      const isBack = pair.from === top.node;
      const next = isBack ? pair.to : pair.from;
      if (seen.has(next) || (!isBack && this.#used.has(pair))) continue;
      seen.add(next);
      by.set(next, pair);
      if (next === internet) {
        this.#use(by);
        return 'one more';
      }
      const back = this.#usedFrom.get(next);
      const pairs = back === undefined ? nearest(next) : [...nearest(next), ...back];
      stack.push({ node: next, pairs, at: 0 });
    }
    return 'none';
  }

  #use(by: ReadonlyMap<number, Pair>): void {
    for (let node = this.#network.internet; node !== this.#store; ) {
      const pair = by.get(node);
      if (pair === undefined) return;
      const isBack = pair.to === node;
      const leaving = this.#usedFrom.get(pair.from) ?? new Set();
      this.#usedFrom.set(pair.from, leaving);
      if (isBack) {
        this.#used.delete(pair);
        leaving.delete(pair);
      } else {
        this.#used.add(pair);
        leaving.add(pair);
      }
      node = isBack ? pair.from : pair.to;
    }
  }

  /** The used pairs that lead into what can still reach the store, once there is no more way. */
  cuts(): readonly Hop[] {
    const inner = new Set([this.#store]);
    const queue = [this.#store];
    for (let at = 0; at < queue.length; at += 1) {
      const node = queue[at] ?? this.#store;
      const ahead = this.#network.into(node).filter((pair) => !this.#used.has(pair));
      const back = this.#usedFrom.get(node) ?? [];
      for (const id of [...ahead.map(({ from }) => from), ...[...back].map(({ to }) => to)]) {
        if (inner.has(id)) continue;
        inner.add(id);
        queue.push(id);
      }
    }
    return [...inner].flatMap((node) =>
      this.#network
        .into(node)
        .filter((pair) => !inner.has(pair.from) && this.#used.has(pair))
        .flatMap(({ hops }) => hops),
    );
  }
}
