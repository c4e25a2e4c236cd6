/** Which services of Compose files are joined, by the networks that they share. */
import { MOST_PAIRED } from './graph.ts';

/** What is known of a service to join it. */
export interface NetworkMember {
  readonly name: string;
  /** Names by which others reach it. */
  readonly hosts: readonly string[];
  /** Networks that it is on, by a name that holds in the whole target. */
  readonly networks: ReadonlySet<string>;
  /** Names of whatever it may use. */
  readonly mentions: ReadonlySet<string>;
}

export class ComposeNetworks<M extends NetworkMember> {
  readonly #members = new Map<string, M[]>();
  /** Of networks with many members, by the names by which others reach them. */
  readonly #byHost = new Map<string, M[]>();
  readonly #order = new Map<M, number>();

  constructor(services: readonly M[]) {
    for (const service of services) {
      this.#order.set(service, this.#order.size);
      for (const network of service.networks) push(this.#members, network, service);
    }
    for (const [network, members] of this.wide())
      for (const member of members)
        for (const host of new Set([member.name, ...member.hosts]))
          push(this.#byHost, `${network}\n${host}`, member);
  }

  /** Networks with more members than are joined pair by pair. */
  wide(): readonly (readonly [network: string, members: readonly M[]])[] {
    return [...this.#members].filter(([, members]) => members.length > MOST_PAIRED);
  }

  /**
   * Services that one is joined with directly: all on its narrow networks, and of wide ones those that it names.
   * @param named names besides those that it mentions
   * @param routes whether it finds its targets on its networks by itself
   */
  joinedWith(from: M, named: readonly string[], routes: boolean): readonly M[] {
    const found = new Set<M>();
    for (const network of from.networks) {
      const members = this.#members.get(network) ?? [];
      const isAll = members.length <= MOST_PAIRED || routes;
      if (isAll) for (const member of members) found.add(member);
      else
        for (const host of [...from.mentions, ...named])
          for (const member of this.#byHost.get(`${network}\n${host}`) ?? []) found.add(member);
    }
    found.delete(from);
    return [...found].sort((a, b) => (this.#order.get(a) ?? 0) - (this.#order.get(b) ?? 0));
  }

  /** Whether two are on a network that is joined pair by pair. */
  isPaired(a: M, b: M): boolean {
    return [...a.networks].some(
      (network) => b.networks.has(network) && (this.#members.get(network)?.length ?? 0) <= MOST_PAIRED,
    );
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
