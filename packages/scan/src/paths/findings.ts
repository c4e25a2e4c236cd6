/** What is wrong with the ways through the graph. */
import type { Location, Observation, RawFinding, TraceStep } from '@theriac/core';
import type { Hop, PathNode } from '@theriac/core/configuration';
import { type AccessGraph, INTERNET } from './graph.ts';
import {
  CLINICAL_OPEN,
  EGRESS_OPEN,
  type PathRule,
  STORE_EXPOSED,
  STORE_NOT_SEGMENTED,
} from './path-rules.ts';

/** A way that should be cut, or that leads out. */
export interface WrongPath {
  readonly rule: PathRule;
  readonly store: PathNode;
  readonly hops: readonly Hop[];
}

export function pathFindings(graph: AccessGraph): RawFinding[] {
  return wrongPaths(graph).map((path) => finding(path, graph));
}

export function wrongPaths(graph: AccessGraph): WrongPath[] {
  const outside = outerHops(graph);
  return graph
    .nodes()
    .filter(({ kind }) => kind === 'store')
    .flatMap((store) => [
      ...exposed(store, outside),
      ...notSegmented(graph, store, outside),
      ...mayLeave(graph, store),
    ]);
}

/** The hops by which the internet arrives at what is not an entry, each with those that led there. */
function outerHops(graph: AccessGraph): ReadonlyMap<string, readonly Hop[]> {
  const reached = new Map<string, readonly Hop[]>();
  const hops = graph.hopsFrom(INTERNET);
  // Of several ports, one that asks nobody is the one that counts.
  for (const first of [...hops.filter(asksNobody), ...hops.filter((hop) => !asksNobody(hop))]) {
    if (first.unknown !== undefined) continue;
    if (graph.node(first.to)?.kind !== 'entry') {
      if (!reached.has(first.to)) reached.set(first.to, [first]);
      continue;
    }
    for (const next of graph.hopsFrom(first.to))
      if (next.unknown === undefined && !reached.has(next.to)) reached.set(next.to, [first, next]);
  }
  return reached;
}

function asksNobody({ authentication }: Hop): boolean {
  return authentication === 'no';
}

function exposed(store: PathNode, outside: ReadonlyMap<string, readonly Hop[]>): WrongPath[] {
  const hops = outside.get(store.id);
  if (hops === undefined) return [];
  const isOpen =
    hops.slice(-1).every(asksNobody) && hops.every(({ authentication }) => authentication !== 'yes');
  if (store.isApplication !== true) return [{ rule: STORE_EXPOSED, store, hops }];
  if (!isOpen) return [];
  return [{ rule: hops.at(-1)?.isMachineProtocol === true ? STORE_EXPOSED : CLINICAL_OPEN, store, hops }];
}

function notSegmented(
  graph: AccessGraph,
  store: PathNode,
  outside: ReadonlyMap<string, readonly Hop[]>,
): WrongPath[] {
  if (store.isApplication === true || outside.has(store.id)) return [];
  const into = graph.hopsTo(store.id).filter(({ unknown }) => unknown === undefined);
  const users = new Set(into.filter(({ isUsed }) => isUsed).map(({ from }) => from));
  for (const hop of into.filter(({ isUsed }) => !isUsed)) {
    const ways =
      graph.node(hop.from)?.kind === 'network' ? graph.hopsTo(hop.from).map((one) => [one, hop]) : [[hop]];
    for (const way of ways) {
      const from = way[0]?.from ?? '';
      const outer = outside.get(from);
      const isSource = graph.node(from)?.kind === 'workload' || graph.node(from)?.isApplication === true;
      if (outer === undefined || !isSource || users.has(from)) continue;
      return [{ rule: STORE_NOT_SEGMENTED, store, hops: [...outer, ...way] }];
    }
  }
  return [];
}

function mayLeave(graph: AccessGraph, store: PathNode): WrongPath[] {
  if (store.data?.class !== 'phi') return [];
  const hop = graph.hopsFrom(store.id).find((one) => one.to === INTERNET && one.unknown === undefined);
  return hop === undefined ? [] : [{ rule: EGRESS_OPEN, store, hops: [hop] }];
}

function finding({ rule, store, hops }: WrongPath, graph: AccessGraph): RawFinding {
  const last = hops.at(-1);
  const at = store.at ?? last?.at;
  const name = (id: string): string => graph.node(id)?.label ?? id;
  const chain = [...hops.slice(0, 1).map(({ from }) => name(from)), ...hops.map(({ to }) => name(to))].join(
    ' → ',
  );
  const evidence: Observation[] = [{ source: SOURCE, observed: `${chain}: ${last?.by ?? ''}` }];
  if (store.data !== undefined)
    evidence.push({
      source: SOURCE,
      observed: `${store.technology ?? store.label}: ${DATA[store.data.class]} (${store.data.why})`,
    });
  return {
    rule,
    subject: { kind: 'resource', path: at?.path ?? '', name: store.label },
    key: '',
    locations: last === undefined ? [] : [locationOf(last.at)],
    related: hops.slice(0, -1).map((hop) => ({
      location: locationOf(hop.at),
      message: `${name(hop.from)} → ${name(hop.to)}: ${hop.by}`,
    })),
    flow: hops.map(
      (hop): TraceStep => ({ kind: 'resource', label: name(hop.to), location: locationOf(hop.at) }),
    ),
    evidence,
    scope: 'production',
    action: rule.remediation,
    ...(last === undefined ? {} : { notes: [`To cut it: ${last.cut}.`] }),
  };
}

const SOURCE = 'detector/configuration';
const DATA = { phi: 'patient data', other: 'other data', unknown: 'data that nothing speaks of' } as const;

function locationOf({ path, line, column }: Hop['at']): Location {
  return { path, line, column };
}
