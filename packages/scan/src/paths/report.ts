/** `theriac paths`: what the graph of a target says, in one shape that reports draw. */
import type { System } from '@theriac/core';
import type { AccessPath, AccessReport, PathNode } from '@theriac/core/configuration';
import { systemsOf } from '@theriac/govern';
import { type ConfigurationOptions, configurationOf } from '../configuration.ts';
import { buildGraph } from './build-graph.ts';
import { doubtfulPaths, type WrongPath, wrongPaths } from './findings.ts';
import { type AccessGraph, INTERNET } from './graph.ts';
import { EGRESS_OPEN } from './path-rules.ts';
import { accessPaths, type Way } from './search.ts';

/** @throws TheriacError when the target cannot be opened */
export async function accessReportOf(options: ConfigurationOptions): Promise<AccessReport> {
  const { resources, unknowns, name } = await configurationOf(options);
  const systems: readonly System[] = systemsOf(options.config.systems, name);
  return { declared: resources.length, ...reportOn(buildGraph(resources, systems)), unknowns };
}

export function reportOn(graph: AccessGraph): Omit<AccessReport, 'declared' | 'unknowns'> {
  const ways = accessPaths(graph);
  const wrong = byStore(wrongPaths(graph));
  const doubtful = byStore(doubtfulPaths(graph));
  const reached = new Set(ways.map(({ store }) => store));
  const stores = graph.nodes().filter(({ kind }) => kind === 'store');
  const paths = ways
    .map((way) => withWrong(way, wrong.get(way.store) ?? [], doubtful.get(way.store) ?? []))
    .sort((a, b) => rank(graph.node(a.store)) - rank(graph.node(b.store)) || order(a.store, b.store));
  return {
    nodes: graph.nodes(),
    hops: graph.hops(),
    paths,
    unreached: stores
      .filter(({ id }) => !reached.has(id))
      .map(({ id }) => id)
      .sort(order),
    egress: egressOf(graph, ways),
  };
}

function byStore(paths: readonly WrongPath[]): ReadonlyMap<string, readonly WrongPath[]> {
  return Map.groupBy(paths, ({ store }) => store.id);
}

/** Where a path is wrong, it is the one to show, and its last hops the ones to cut: what uses the store stays. */
function withWrong(way: Way, wrong: readonly WrongPath[], doubtful: readonly WrongPath[]): AccessPath {
  const rules = wrong.map(({ rule }) => rule.id).sort();
  const doubts = doubtful.map(({ rule, hops }) => ({ rule: rule.id, hops }));
  const paths = wrong.filter(({ rule }) => rule !== EGRESS_OPEN);
  const [first] = paths;
  if (first === undefined) return { ...way, rules, doubts };
  const cuts = paths.flatMap((path) => path.cuts);
  return { ...way, hops: first.hops, cuts, isCertain: true, rules, doubts };
}

/** Of stores, and of what uses one: whether it may connect to every address. */
function egressOf(graph: AccessGraph, ways: readonly Way[]): AccessReport['egress'] {
  const near = new Set(
    graph
      .nodes()
      .filter(({ kind }) => kind === 'store')
      .flatMap(({ id }) => [id, ...graph.hopsTo(id).flatMap(({ from, isUsed }) => (isUsed ? from : []))]),
  );
  for (const { hops } of ways) for (const { to } of hops) near.add(to);
  return graph
    .nodes()
    .filter(({ id, kind }) => near.has(id) && kind !== 'internet' && kind !== 'network')
    .flatMap(({ id }) => {
      const hop = graph.hopsFrom(id).find(({ to }) => to === INTERNET);
      return hop === undefined ? [] : [{ node: id, hop }];
    });
}

const RANK = { phi: 0, unknown: 1, other: 2 } as const;

function rank(node: PathNode | undefined): number {
  return RANK[node?.data?.class ?? 'unknown'];
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
