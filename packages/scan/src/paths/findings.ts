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
import { type Outside, Segmentation } from './segmentation.ts';

/** A way that should be cut, or that leads out. */
export interface WrongPath {
  readonly rule: PathRule;
  readonly store: PathNode;
  readonly hops: readonly Hop[];
  /** All that have to go so that the rule holds; one of them is the last hop. */
  readonly cuts: readonly Hop[];
}

export function pathFindings(graph: AccessGraph): RawFinding[] {
  return wrongPaths(graph).map((path) => finding(path, graph));
}

type IsOpen = (hop: Hop) => boolean;
const isKnown: IsOpen = ({ unknown }) => unknown === undefined;

export function wrongPaths(graph: AccessGraph): WrongPath[] {
  return pathsBy(graph, isKnown);
}

/** Ways that would be wrong, were what is not known as bad as it may be; what may leave is not among them. */
export function doubtfulPaths(graph: AccessGraph): WrongPath[] {
  const certain = new Set(wrongPaths(graph).map(({ rule, store }) => `${rule.id} ${store.id}`));
  return pathsBy(graph, () => true).filter(
    ({ rule, store }) => rule !== EGRESS_OPEN && !certain.has(`${rule.id} ${store.id}`),
  );
}

/** What of them a report says, one sentence each. */
export function doubtReasons(graph: AccessGraph): string[] {
  return doubtfulPaths(graph).map(({ rule, store, hops }) => {
    const why = hops.find(({ unknown }) => unknown !== undefined)?.unknown ?? '';
    return `${rule.id} is not known for ${store.label}: ${why}`;
  });
}

function pathsBy(graph: AccessGraph, isOpen: IsOpen): WrongPath[] {
  const outside = outerHops(graph, isOpen);
  const segmentation = new Segmentation(graph, outside, isOpen);
  return graph
    .nodes()
    .filter(({ kind }) => kind === 'store')
    .flatMap((store) => [
      ...exposed(store, outside),
      ...notSegmented(segmentation, store),
      ...mayLeave(graph, store),
    ]);
}

/** The hops by which the internet arrives at what is not an entry, each with those that led there. */
function outerHops(graph: AccessGraph, isOpen: IsOpen): Outside {
  const reached = new Map<string, (readonly Hop[])[]>();
  const hops = graph.hopsFrom(INTERNET).filter(isOpen);
  // Of several ports, one that asks nobody is the one that counts; what is certain comes before what is not.
  const sorted = [...hops.filter(asksNobody), ...hops.filter((hop) => !asksNobody(hop))];
  const queue = [...sorted.filter(isKnown), ...sorted.filter((hop) => !isKnown(hop))].map((hop) => [hop]);
  const entries = new Set<string>();
  for (let at = 0; at < queue.length; at += 1) {
    const way = queue[at] ?? [];
    const to = way.at(-1)?.to ?? '';
    if (graph.node(to)?.kind !== 'entry') {
      const ways = reached.get(to);
      if (ways === undefined) reached.set(to, [way]);
      else ways.push(way);
    } else if (!entries.has(to)) {
      entries.add(to);
      for (const next of graph.hopsFrom(to)) if (isOpen(next)) queue.push([...way, next]);
    }
  }
  return reached;
}

function asksNobody({ authentication }: Hop): boolean {
  return authentication === 'no';
}

function exposed(store: PathNode, outside: Outside): WrongPath[] {
  const ways = outside.get(store.id) ?? [];
  const bad =
    store.isApplication === true
      ? ways.filter(
          (hops) =>
            hops.slice(-1).every(asksNobody) && hops.every(({ authentication }) => authentication !== 'yes'),
        )
      : ways;
  const [hops] = bad;
  if (hops === undefined) return [];
  const isWeb = store.isApplication === true && hops.at(-1)?.isMachineProtocol !== true;
  const cuts = bad.flatMap((way) => way.at(-1) ?? []);
  return [{ rule: isWeb ? CLINICAL_OPEN : STORE_EXPOSED, store, hops, cuts }];
}

function notSegmented(segmentation: Segmentation, store: PathNode): WrongPath[] {
  const found = segmentation.into(store);
  return found === undefined ? [] : [{ rule: STORE_NOT_SEGMENTED, store, ...found }];
}

function mayLeave(graph: AccessGraph, store: PathNode): WrongPath[] {
  if (store.data?.class !== 'phi') return [];
  const hop = graph.hopsFrom(store.id).find((one) => one.to === INTERNET && one.unknown === undefined);
  return hop === undefined ? [] : [{ rule: EGRESS_OPEN, store, hops: [hop], cuts: [hop] }];
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
    related: [
      ...hops.slice(0, -1).map((hop) => ({
        location: locationOf(hop.at),
        message: `${name(hop.from)} → ${name(hop.to)}: ${hop.by}`,
      })),
      ...hops.flatMap(({ also = [] }) =>
        also.map(({ at: place, by }) => ({ location: locationOf(place), message: by })),
      ),
    ],
    flow: hops.map(
      (hop): TraceStep => ({ kind: 'resource', label: name(hop.to), location: locationOf(hop.at) }),
    ),
    evidence,
    scope: 'production',
    action: rule.remediation,
    ...(last === undefined ? {} : { notes: [`To cut it: ${cutTexts(last).join('; or ')}.`] }),
  };
}

/** Each of them alone ends the hop. */
function cutTexts({ cut, also = [] }: Hop): string[] {
  return [...new Set([cut, ...also.map((one) => one.cut)])];
}

const SOURCE = 'detector/configuration';
const DATA = { phi: 'patient data', other: 'other data', unknown: 'data that nothing speaks of' } as const;

function locationOf({ path, line, column }: Hop['at']): Location {
  return { path, line, column };
}
