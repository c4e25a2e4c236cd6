/** How the internet reaches what keeps data: shortest ways, and what would end all of them. */

import type { AccessPath, Hop } from '@theriac/core/configuration';
import { Cuts } from './cuts.ts';
import { type AccessGraph, INTERNET, passes } from './graph.ts';

/** A way to a store, before rules are known. */
export type Way = Omit<AccessPath, 'rules' | 'doubts'>;

/**
 * One path for each store that can be reached, the shortest: of hops that something says are used, else of hops that are
 * possible for certain, else of hops that may be possible. Linear in the hops.
 */
export function accessPaths(graph: AccessGraph): readonly Way[] {
  const known = (hop: Hop): boolean => hop.unknown === undefined;
  const ways = [
    waysFrom(graph, (hop) => known(hop) && hop.isUsed),
    waysFrom(graph, known),
    waysFrom(graph, () => true),
  ];
  const certain = new Cuts(graph, known);
  const possible = new Cuts(graph, () => true);
  return graph
    .nodes()
    .filter(({ kind }) => kind === 'store')
    .flatMap((store): Way[] => {
      const by = ways.find((one) => one.has(store.id));
      if (by === undefined) return [];
      const isCertain = by !== ways.at(-1);
      const cuts = (isCertain ? certain : possible).before(store.id);
      return [{ store: store.id, hops: wayTo(store.id, by), cuts, isCertain }];
    });
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
