/** How the internet reaches what keeps data: shortest ways, and what would end all of them. */

import type { AccessPath, Hop, PathNode } from '@theriac/core/configuration';
import { type AccessGraph, INTERNET } from './graph.ts';

/** A way to a store, before rules are known. */
export type Way = Omit<AccessPath, 'rules' | 'doubts'>;

/**
 * One path for each store that can be reached, the shortest: of hops that something says are used, else of hops that are
 * possible for certain, else of hops that may be possible. Linear in the hops for each store.
 */
export function accessPaths(graph: AccessGraph): readonly Way[] {
  const known = (hop: Hop): boolean => hop.unknown === undefined;
  const ways = [
    waysFrom(graph, (hop) => known(hop) && hop.isUsed),
    waysFrom(graph, known),
    waysFrom(graph, () => true),
  ];
  return graph
    .nodes()
    .filter(({ kind }) => kind === 'store')
    .flatMap((store): Way[] => {
      const by = ways.find((one) => one.has(store.id));
      if (by === undefined) return [];
      const isCertain = by !== ways.at(-1);
      return [
        { store: store.id, hops: wayTo(store.id, by), cuts: cutsOf(graph, store.id, isCertain), isCertain },
      ];
    });
}

/** Whether who has reached it goes on from there. */
function passes(node: PathNode | undefined): boolean {
  return node?.kind !== 'store' || node.isApplication === true;
}

/** The hop by which each node is reached first. */
function waysFrom(graph: AccessGraph, isOpen: (hop: Hop) => boolean): ReadonlyMap<string, Hop> {
  const by = new Map<string, Hop>();
  const queue = [INTERNET];
  const seen = new Set(queue);
  for (let at = 0; at < queue.length; at += 1) {
    const id = queue[at] ?? '';
    if (!passes(graph.node(id))) continue;
    for (const hop of graph.hopsFrom(id)) {
      if (seen.has(hop.to) || !isOpen(hop)) continue;
      seen.add(hop.to);
      by.set(hop.to, hop);
      queue.push(hop.to);
    }
  }
  return by;
}

function wayTo(id: string, by: ReadonlyMap<string, Hop>): readonly Hop[] {
  const hops: Hop[] = [];
  for (let hop = by.get(id); hop !== undefined; hop = by.get(hop.from)) hops.push(hop);
  return hops.reverse();
}

/** More ways than these are not counted one by one: no set of cuts is given then. */
const MAX_WAYS = 50;

/**
 * The fewest hops that end every way to a store, the ones nearest to it: a minimum cut by augmenting paths, in which all
 * hops from one node to another count as one.
 * @returns empty where more than {@link MAX_WAYS} would have to be cut
 */
function cutsOf(graph: AccessGraph, store: string, isCertain: boolean): readonly Hop[] {
  const network = new Network(graph, (hop) => !isCertain || hop.unknown === undefined);
  for (let ways = 0; ways <= MAX_WAYS; ways += 1)
    if (!network.augment(store)) return network.cutsBefore(store);
  return [];
}

/** Hops between nodes, each pair with room for one way. */
class Network {
  readonly #graph: AccessGraph;
  readonly #isOpen: (hop: Hop) => boolean;
  /** Pairs that a way uses. */
  readonly #used = new Set<string>();

  constructor(graph: AccessGraph, isOpen: (hop: Hop) => boolean) {
    this.#graph = graph;
    this.#isOpen = isOpen;
  }

  /** Finds one more way from the internet. @returns false when there is none */
  augment(store: string): boolean {
    const by = new Map<string, string>();
    const queue = [INTERNET];
    for (let at = 0; at < queue.length && !by.has(store); at += 1) {
      const id = queue[at] ?? '';
      for (const next of this.#onward(id)) {
        if (next === INTERNET || by.has(next)) continue;
        by.set(next, id);
        queue.push(next);
      }
    }
    if (!by.has(store)) return false;
    for (let to = store; to !== INTERNET; ) {
      const from = by.get(to) ?? INTERNET;
      // A way back along a used pair frees it.
      if (!this.#used.delete(pair(to, from))) this.#used.add(pair(from, to));
      to = from;
    }
    return true;
  }

  /** The used pairs that lead into what can still reach the store. */
  cutsBefore(store: string): readonly Hop[] {
    const inner = new Set([store]);
    const queue = [store];
    for (let at = 0; at < queue.length; at += 1)
      for (const id of this.#backward(queue[at] ?? '')) {
        if (inner.has(id)) continue;
        inner.add(id);
        queue.push(id);
      }
    return [...inner].flatMap((id) =>
      this.#graph
        .hopsTo(id)
        .filter((hop) => this.#isOpen(hop) && !inner.has(hop.from) && this.#used.has(pair(hop.from, hop.to))),
    );
  }

  #onward(id: string): string[] {
    const ahead = passes(this.#graph.node(id))
      ? this.#graph.hopsFrom(id).filter((hop) => this.#isOpen(hop) && !this.#used.has(pair(hop.from, hop.to)))
      : [];
    const back = this.#graph
      .hopsTo(id)
      .filter((hop) => this.#isOpen(hop) && this.#used.has(pair(hop.from, hop.to)));
    return [...ahead.map(({ to }) => to), ...back.map(({ from }) => from)];
  }

  #backward(id: string): string[] {
    const ahead = this.#graph
      .hopsTo(id)
      .filter(
        (hop) =>
          this.#isOpen(hop) && passes(this.#graph.node(hop.from)) && !this.#used.has(pair(hop.from, hop.to)),
      );
    const back = this.#graph.hopsFrom(id).filter((hop) => this.#used.has(pair(hop.from, hop.to)));
    return [...ahead.map(({ from }) => from), ...back.map(({ to }) => to)];
  }
}

const pair = (from: string, to: string): string => `${from}\n${to}`;
