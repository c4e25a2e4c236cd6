/** Who reaches a store though nothing says that it uses it, and is reached from the internet itself. */
import type { Hop, PathNode } from '@theriac/core/configuration';
import { folderOf } from '../target/paths.ts';
import type { AccessGraph } from './graph.ts';

/** Ways by which the internet arrives at what is not an entry, the one that counts first. */
export type Outside = ReadonlyMap<string, readonly (readonly Hop[])[]>;

/** A way from the internet through something that could go on to a store. */
interface Candidate {
  readonly from: string;
  readonly hops: readonly Hop[];
  /** Of several that are as near, the first one counts. */
  readonly order: number;
}

/** What comes through one node for many. */
interface Members {
  /** Those of the same folders are as near to a store as each other, except for those of its own file. */
  readonly byFolders: Groups;
  /** Of each file, those of the same files. */
  readonly byFile: ReadonlyMap<string, Groups>;
}

type Groups = ReadonlyMap<string, readonly Candidate[]>;

export class Segmentation {
  readonly #graph: AccessGraph;
  readonly #outside: Outside;
  readonly #isOpen: (hop: Hop) => boolean;
  readonly #users = new Map<string, ReadonlySet<string>>();
  readonly #members = new Map<string, Members>();

  constructor(graph: AccessGraph, outside: Outside, isOpen: (hop: Hop) => boolean) {
    this.#graph = graph;
    this.#outside = outside;
    this.#isOpen = isOpen;
  }

  /** @returns the way whose parts are declared nearest to the store, and the hops that end all of them */
  into(store: PathNode): { readonly hops: readonly Hop[]; readonly cuts: readonly Hop[] } | undefined {
    if (store.isApplication === true || this.#outside.has(store.id)) return undefined;
    const into = this.#graph.hopsTo(store.id).filter(this.#isOpen);
    const used = into.flatMap(({ isUsed, from }) => (isUsed ? from : []));
    const users = new Set(used.filter((id) => !this.#isNetwork(id)));
    // Those that come through a node for many are users as well.
    const through = [...new Set(used.filter((id) => this.#isNetwork(id)))].sort();
    const own = store.at?.path ?? '';
    const found = into
      .filter(({ isUsed }) => !isUsed)
      .flatMap((hop): (readonly Hop[])[] => {
        const way = this.#isNetwork(hop.from)
          ? nearestMember(this.#membersOf(hop.from, through), { own, users, last: hop })
          : users.has(hop.from) || through.some((one) => this.#usersOf(one).has(hop.from))
            ? undefined
            : this.#candidate(hop.from, [hop])?.hops;
        return way === undefined ? [] : [way];
      });
    const hops = found.reduce<readonly Hop[] | undefined>(
      (best, way) => (best === undefined || nearness(way, own) > nearness(best, own) ? way : best),
      undefined,
    );
    return hops && { hops, cuts: [...new Set(found.flatMap((way) => way.at(-1) ?? []))] };
  }

  #isNetwork(id: string): boolean {
    return this.#graph.node(id)?.kind === 'network';
  }

  #candidate(from: string, rest: readonly Hop[], order = 0): Candidate | undefined {
    const [outer] = this.#outside.get(from) ?? [];
    const node = this.#graph.node(from);
    if (outer === undefined || (node?.kind !== 'workload' && node?.isApplication !== true)) return undefined;
    return { from, hops: [...outer, ...rest], order };
  }

  #usersOf(network: string): ReadonlySet<string> {
    const users =
      this.#users.get(network) ??
      new Set(this.#graph.hopsTo(network).flatMap((hop) => (hop.isUsed ? hop.from : [])));
    this.#users.set(network, users);
    return users;
  }

  /** @param through networks whose users are left out */
  #membersOf(network: string, through: readonly string[]): Members {
    const key = [network, ...through].join('\n');
    const known = this.#members.get(key);
    if (known !== undefined) return known;
    const candidates = this.#graph
      .hopsTo(network)
      .filter((hop) => this.#isOpen(hop) && !through.some((one) => this.#usersOf(one).has(hop.from)))
      .flatMap((hop, order) => this.#candidate(hop.from, [hop], order) ?? []);
    const byFiles = Map.groupBy(candidates, ({ hops }) => hops.map(({ at }) => at.path).join('\n'));
    const byFile = new Map<string, Map<string, readonly Candidate[]>>();
    for (const [paths, group] of byFiles)
      for (const path of paths.split('\n')) {
        const groups = byFile.get(path) ?? new Map<string, readonly Candidate[]>();
        byFile.set(path, groups.set(paths, group));
      }
    const members = {
      byFolders: Map.groupBy(candidates, ({ hops }) => hops.map(({ at }) => folderOf(at.path)).join('\n')),
      byFile,
    };
    this.#members.set(key, members);
    return members;
  }
}

function nearestMember(
  { byFolders, byFile }: Members,
  { own, users, last }: { readonly own: string; readonly users: ReadonlySet<string>; readonly last: Hop },
): readonly Hop[] | undefined {
  const isOther = ({ from }: Candidate): boolean => !users.has(from);
  let best: { readonly way: readonly Hop[]; readonly near: number; readonly order: number } | undefined;
  for (const group of [...(byFile.get(own)?.values() ?? []), ...byFolders.values()]) {
    const first = group.find(isOther);
    if (first === undefined) continue;
    const way = [...first.hops, last];
    const near = nearness(way, own);
    if (best === undefined || near > best.near || (near === best.near && first.order < best.order))
      best = { way, near, order: first.order };
  }
  return best?.way;
}

/** How near the parts of a way are declared to a file: a target may hold several deployments. */
function nearness(way: readonly Hop[], own: string): number {
  return (
    way.reduce((sum, { at }) => sum + (at.path === own ? LONG : 0) + sharedStart(at.path, own), 0) /
    way.length
  );
}

/** More than any two paths share. */
const LONG = 1000;

/** Folders that two paths begin with. */
function sharedStart(a: string, b: string): number {
  const [left, right] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)];
  const differs = left.findIndex((part, i) => part !== right[i]);
  return differs < 0 ? left.length : differs;
}
