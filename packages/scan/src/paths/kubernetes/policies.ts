/** NetworkPolicies: whom a pod may hear from, and to whom it may speak. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  type Place,
  type Resource,
  textOf,
} from '@theriac/core/configuration';
import { type Labels, labelsOf, namespaceOf, selects } from './objects.ts';

/** What policies know of a pod. */
export interface PodPlace {
  readonly namespace: string;
  readonly labels: Labels;
}

export interface Isolation {
  /** Undefined: no policy selects the pod in this direction, and everything is allowed. */
  readonly peers: readonly Peer[] | undefined;
}

export interface Peer {
  readonly at: Place;
  readonly matches: (pod: PodPlace) => boolean;
  /** Everything, or every address. */
  readonly isAnyone: boolean;
  /** Whether it is an address outside of the cluster, or all of them. */
  readonly isOutside: boolean;
}

type Direction = 'ingress' | 'egress';

export class NetworkPolicies {
  readonly #byNamespace: ReadonlyMap<string, readonly Resource[]>;
  readonly #namespaces: ReadonlyMap<string, Labels>;

  constructor(policies: readonly Resource[], namespaces: readonly Resource[]) {
    this.#byNamespace = Map.groupBy(policies, ({ values }) => namespaceOf(values));
    this.#namespaces = new Map(
      namespaces.map(({ values }) => {
        const name = textOf(inside(values, 'metadata', 'name')) ?? '';
        return [
          name,
          new Map([...labelsOf(inside(values, 'metadata', 'labels')), [NAME_LABEL, name]]),
        ] as const;
      }),
    );
  }

  isolation(pod: PodPlace, direction: Direction): Isolation {
    const selecting = (this.#byNamespace.get(pod.namespace) ?? []).filter(
      ({ values }) =>
        hasDirection(values, direction) && selects(inside(values, 'spec', 'podSelector'), pod.labels),
    );
    if (selecting.length === 0) return { peers: undefined };
    const key = direction === 'ingress' ? 'from' : 'to';
    return {
      peers: selecting.flatMap(({ values }) =>
        itemsOf(inside(values, 'spec', direction)).flatMap((rule) => this.#peersOf(rule, key, pod.namespace)),
      ),
    };
  }

  #peersOf(rule: ConfigValue, key: 'from' | 'to', namespace: string): Peer[] {
    const peers = itemsOf(entry(rule, key));
    if (peers.length === 0) return [{ at: rule.at, matches: () => true, isAnyone: true, isOutside: true }];
    return peers.map((peer): Peer => {
      const block = textOf(inside(peer, 'ipBlock', 'cidr'));
      if (block !== undefined) {
        const isAnyone = block.endsWith('/0') && itemsOf(inside(peer, 'ipBlock', 'except')).length === 0;
        return { at: peer.at, matches: () => isAnyone, isAnyone, isOutside: block.endsWith('/0') };
      }
      const pods = entry(peer, 'podSelector');
      const spaces = entry(peer, 'namespaceSelector');
      const inSpace = (name: string): boolean =>
        spaces === undefined
          ? name === namespace
          : selects(spaces, this.#namespaces.get(name) ?? new Map([[NAME_LABEL, name]]));
      const isEvery = (selector: ConfigValue | undefined): boolean =>
        selector === undefined ||
        selector.kind === 'empty' ||
        (selector.kind === 'map' && selector.entries.size === 0);
      return {
        at: peer.at,
        matches: (other) => inSpace(other.namespace) && selects(pods, other.labels),
        isAnyone: spaces !== undefined && isEvery(spaces) && isEvery(pods),
        isOutside: false,
      };
    });
  }
}

/** Every namespace has it since 1.21. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** Without `policyTypes`: ingress, and egress where it says something about it. */
function hasDirection(values: ConfigValue, direction: Direction): boolean {
  const types = entry(entry(values, 'spec'), 'policyTypes');
  if (types === undefined || types.kind === 'empty')
    return direction === 'ingress' || inside(values, 'spec', 'egress') !== undefined;
  return itemsOf(types).some((type) => textOf(type)?.toLowerCase() === direction);
}
