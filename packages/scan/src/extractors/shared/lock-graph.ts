/**
 * From a lockfile's graph to roots. Lockfiles of many ecosystems say the same thing: packages, edges between
 * them, and what each project (workspace member) asks for. Scope and directness follow from that by one walk a
 * member, so every reader hands its graph to {@link rootsOf} and none of them works scopes out by itself.
 */
import {
  type Asker,
  type ComponentDraft,
  type EcosystemId,
  type Hold,
  type KnownUnknown,
  type PackageUses,
  type RootDraft,
  SCOPES,
  type Scope,
} from '@theriac/core';

/** One package of the lockfile. */
export interface LockNode {
  /** Unique in the lockfile. */
  readonly id: string;
  readonly draft: Omit<ComponentDraft, 'key' | 'scope' | 'direct' | 'dependsOn' | 'requested'>;
  readonly edges: LockEdge[];
  /** For packages that no member reaches: what the lockfile's own flags say. */
  readonly unreachedScope: Scope;
  /** The package whose archive or own lockfile contains this one. */
  bundledBy?: LockNode;
  /** The entry of the project that holds its version. */
  heldBy?: Hold;
}

interface LockEdge {
  readonly to: LockNode;
  /** The parent works without it. */
  readonly optional: boolean;
  /** The range the parent asks for, in the ecosystem's own notation, where the lockfile keeps it. */
  readonly range?: string;
  /** Name under which the parent asks, where it is another than the package's. */
  readonly as?: string;
}

/** One project of the lockfile. */
export interface LockMember {
  /** Path of its manifest: names the root, unique in the lockfile. */
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly asks: readonly LockAsk[];
}

/** A direct dependency. */
export interface LockAsk {
  readonly to: LockNode;
  readonly scope: Scope;
  readonly requested?: string;
  /** Name under which the project asks, where it is another than the package's. */
  readonly as?: string;
  /** Section or group of the manifest. */
  readonly group?: string;
}

/**
 * Components listed over all members of one lockfile. A package that 200 members share is 200 components;
 * beyond this number members list their direct dependencies only and point to the first listing for the rest.
 */
const MAX_LISTED = 100_000;
const OPTIONAL = SCOPES.indexOf('optional');

/**
 * One root a member, each with all it reaches. Packages that no member reaches go to the first root.
 * @param members at least one
 * @param lockfile path, for the known unknown of a capped listing
 */
export function rootsOf(
  ecosystem: EcosystemId,
  members: readonly LockMember[],
  nodes: readonly LockNode[],
  lockfile: string,
  report: (unknown: KnownUnknown) => void,
): RootDraft[] {
  const graph = indexed(nodes);
  const ranges = rangesOf(nodes, graph);
  /** The first member that lists a node. */
  const home = new Int32Array(nodes.length).fill(-1);
  let listed = 0;
  let capped = 0;
  const listings = members.map((member, at) => {
    const full = listed < MAX_LISTED;
    if (!full) capped += 1;
    const scopes = reach(member, graph, (node) => full || home[node] === -1);
    for (const node of scopes.keys()) if (home[node] === -1) home[node] = at;
    listed += scopes.size;
    return { member, scopes };
  });
  for (const [node, { unreachedScope, draft }] of nodes.entries()) {
    // A workspace member that nobody needs stands as a root of its own already.
    if (home[node] !== -1 || draft.firstParty === true) continue;
    home[node] = 0;
    listings[0]?.scopes.set(node, SCOPES.indexOf(unreachedScope));
  }
  if (capped > 0) {
    report({
      reason: 'too-large',
      message: `more than ${MAX_LISTED} listings over ${members.length} projects: the last ${capped} projects list only what they ask for themselves and what no project before them uses`,
      location: { path: lockfile },
      losesComponents: false,
    });
  }
  const keyIn = (at: number, node: number): string =>
    (at === 0 ? '' : `${members[at]?.path ?? ''}:`) + (graph.ids[node] ?? '');
  return listings.map(({ member, scopes }, at) => {
    const asks = new Map<number, LockAsk>();
    for (const ask of member.asks) {
      const node = graph.index.get(ask.to);
      if (node !== undefined && !asks.has(node)) asks.set(node, ask);
    }
    const components: ComponentDraft[] = [];
    for (const node of [...scopes.keys()].sort((a, b) => a - b)) {
      const draft = nodes[node]?.draft;
      if (draft === undefined) continue;
      const ask = asks.get(node);
      const dependsOn = new Set<string>();
      for (const to of graph.edges[node] ?? []) {
        const listedIn = scopes.has(to) ? at : (home[to] ?? -1);
        if (listedIn >= 0) dependsOn.add(keyIn(listedIn, to));
      }
      // The spread comes first and alone: engines copy it in one step then.
      const component: Writable<ComponentDraft> = {
        ...draft,
        key: keyIn(at, node),
        scope: SCOPES[scopes.get(node) ?? 0] ?? 'production',
        direct: ask !== undefined,
      };
      if (ask?.requested !== undefined) component.requested = ask.requested;
      const parents = ranges[node];
      if (parents != null) component.requestedBy = parents;
      if (dependsOn.size > 0) component.dependsOn = [...dependsOn];
      components.push(component);
    }
    return {
      path: member.path,
      ecosystem,
      ...(members.length === 1 ? {} : { lockfile }),
      ...(member.name === undefined ? {} : { name: member.name }),
      ...(member.version === undefined ? {} : { version: member.version }),
      components,
      uses: usesIn(member, graph, keyIn, (node) => (scopes.has(node) ? at : (home[node] ?? -1))),
    };
  });
}

/** The name that an edge or a project uses, where it is an alias. */
export function aliased(name: string, to: LockNode): { readonly as?: string } {
  return name === to.draft.name ? {} : { as: name };
}

/** Who asks for each package of the lockfile, as seen from one member. */
function usesIn(
  member: LockMember,
  graph: Graph,
  keyIn: (at: number, node: number) => string,
  listedIn: (node: number) => number,
): PackageUses {
  const keyOf = (node: number): string => keyIn(listedIn(node), node);
  let byKey: Map<string, number> | undefined;
  return (key) => {
    byKey ??= new Map(graph.nodes.map((_, node) => [keyOf(node), node]));
    const node = byKey.get(key);
    if (node === undefined) return undefined;
    const askers: Asker[] = member.asks.flatMap((ask) =>
      graph.index.get(ask.to) === node
        ? [
            {
              manifest: member.path,
              ...(ask.requested === undefined ? {} : { range: ask.requested }),
              ...(ask.as === undefined ? {} : { as: ask.as }),
              ...(ask.group === undefined ? {} : { group: ask.group }),
            },
          ]
        : [],
    );
    for (const { from, at } of graph.into()[node] ?? []) {
      // The entry of the project itself says what its asks say; other projects that nothing leads to are their own roots.
      if (graph.nodes[from]?.draft.firstParty === true && listedIn(from) < 0) continue;
      const edge = graph.nodes[from]?.edges[at];
      askers.push({
        by: keyOf(from),
        ...(edge?.range === undefined ? {} : { range: edge.range }),
        ...(edge?.as === undefined ? {} : { as: edge.as }),
      });
    }
    const bundler = graph.nodes[node]?.bundledBy;
    const bundledBy = bundler === undefined ? undefined : graph.index.get(bundler);
    const heldBy = graph.nodes[node]?.heldBy;
    return {
      askers,
      ...(heldBy === undefined ? {} : { heldBy }),
      ...(bundledBy === undefined ? {} : { bundledBy: keyOf(bundledBy) }),
    };
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Graph {
  /** Ids, distinguished where a reader gave the same one twice (two URLs that differ in their credentials only). */
  readonly ids: readonly string[];
  readonly nodes: readonly LockNode[];
  readonly index: ReadonlyMap<LockNode, number>;
  /** Targets of `nodes[i].edges`, in the same order; -1 for a node that is not in `nodes`. */
  readonly edges: readonly (readonly number[])[];
  /** Edges that lead to each node, in the order of `edges`; turned round once, when first asked for. */
  readonly into: () => readonly (readonly { readonly from: number; readonly at: number }[])[];
}

/** Ranges of one package that are searched one by one. */
const FEW = 32;

/** For each node the distinct ranges that parents ask for, sorted; null where a parent keeps its range to itself. */
function rangesOf(nodes: readonly LockNode[], graph: Graph): (string[] | null | undefined)[] {
  const ranges: (string[] | null | undefined)[] = [];
  const sets: Set<string>[] = [];
  for (const [from, node] of nodes.entries()) {
    for (const [at, edge] of node.edges.entries()) {
      const to = graph.edges[from]?.[at] ?? -1;
      const known = ranges[to];
      if (to < 0 || known === null) continue;
      if (edge.range === undefined) ranges[to] = null;
      else if (known === undefined) ranges[to] = [edge.range];
      else {
        // Few at most: a set for each package would be larger than all that is in it.
        if (known.length === FEW && sets[to] === undefined) sets[to] = new Set(known);
        const many = sets[to];
        if (many?.has(edge.range) ?? known.includes(edge.range)) continue;
        known.push(edge.range);
        many?.add(edge.range);
      }
    }
  }
  for (const asked of ranges) asked?.sort();
  return ranges;
}

function indexed(nodes: readonly LockNode[]): Graph {
  const index = new Map(nodes.map((node, at) => [node, at]));
  const seen = new Set<string>();
  const ids = nodes.map(({ id }, at) => {
    const unique = seen.has(id) ? `${id}#${at}` : id;
    seen.add(unique);
    return unique;
  });
  const edges = nodes.map((node) => node.edges.map((edge) => index.get(edge.to) ?? -1));
  let into: { from: number; at: number }[][] | undefined;
  return {
    nodes,
    index,
    ids,
    edges,
    into: () => {
      into ??= turned(edges);
      return into;
    },
  };
}

function turned(edges: readonly (readonly number[])[]): { from: number; at: number }[][] {
  const into: { from: number; at: number }[][] = edges.map(() => []);
  for (const [from, targets] of edges.entries())
    for (const [at, to] of targets.entries()) into[to]?.push({ from, at });
  return into;
}

/**
 * The scope of every node as seen from `member`, as an index into `SCOPES`. The first scope in the order of
 * `SCOPES` that reaches a node wins: what production needs is production, whoever else needs it too. Across an
 * optional edge production becomes optional; the lesser scopes stay what they are.
 * @param enter whether to go into a node that the member does not ask for itself
 */
function reach(member: LockMember, graph: Graph, enter: (node: number) => boolean): Map<number, number> {
  const scopes = new Map<number, number>();
  const waiting: number[][] = SCOPES.map(() => []);
  for (const ask of member.asks) {
    const node = graph.index.get(ask.to);
    if (node !== undefined) waiting[SCOPES.indexOf(ask.scope)]?.push(node);
  }
  for (let scope = 0; scope < waiting.length; scope += 1) {
    const queue = waiting[scope] ?? [];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      if (scopes.has(node)) continue;
      scopes.set(node, scope);
      if (!enter(node)) continue;
      const edges = graph.nodes[node]?.edges ?? [];
      for (const [at, to] of (graph.edges[node] ?? []).entries()) {
        if (to < 0 || scopes.has(to) || !enter(to)) continue;
        if (scope < OPTIONAL && edges[at]?.optional === true) waiting[OPTIONAL]?.push(to);
        else queue.push(to);
      }
    }
  }
  return scopes;
}
