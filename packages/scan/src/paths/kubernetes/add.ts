/** Objects of Kubernetes: how the cluster is reached, who speaks to whom in it, and what may leave. */
import type { System } from '@theriac/core';
import type { Hop, Known, Resource } from '@theriac/core/configuration';
import { DisjointSets } from '../disjoint-sets.ts';
import { type AccessGraph, INTERNET } from '../graph.ts';
import { addEntries } from './entries.ts';
import { MeshPolicies } from './mesh-policies.ts';
import { byKind } from './objects.ts';
import { type Isolation, NetworkPolicies } from './policies.ts';
import { type Power, Rbac } from './rbac.ts';
import { PodSecrets } from './secrets.ts';
import { nearest, type ServiceTargets, servicesOf, type Workload, workloadsOf } from './workloads.ts';

/** Pods of one cluster that no policy keeps from each other. */
const CLUSTER = 'kubernetes:any pod';

export function addKubernetes(
  graph: AccessGraph,
  resources: readonly Resource[],
  systems: readonly System[],
): readonly Workload[] {
  const kinds = byKind(resources);
  const workloads = workloadsOf(resources, systems);
  if (workloads.length === 0) return workloads;
  const services = servicesOf(kinds.get('Service') ?? [], workloads);
  const policies = new NetworkPolicies(kinds.get('NetworkPolicy') ?? [], kinds.get('Namespace') ?? []);
  const mesh = new MeshPolicies(
    kinds.get('AuthorizationPolicy') ?? [],
    kinds.get('PeerAuthentication') ?? [],
  );
  for (const { node } of workloads) graph.add(node);
  addEntries(graph, { kinds, services, policies }, workloads);
  const inner = new Inner(graph, policies, mesh, {
    workloads,
    secrets: new PodSecrets(kinds.get('Secret') ?? []),
    rbac: new Rbac(kinds),
  });
  inner.connectUsed(hostsOf(services));
  inner.connectLogins();
  inner.connectRest();
  return workloads;
}

/** Services by what a pod may call them: `db`, `db.ward`, `db.ward.svc.cluster.local`. */
function hostsOf(services: readonly ServiceTargets[]): ReadonlyMap<string, readonly ServiceTargets[]> {
  return Map.groupBy(services, ({ name }) => name.toLowerCase());
}

/**
 * Which workloads run in the same cluster, as far as files tell: those of one folder, of one namespace that is named, and
 * those that an entry or a variable joins. A repository may hold the objects of several.
 * @returns a number for each
 */
function clustersOf(workloads: readonly Workload[], graph: AccessGraph): ReadonlyMap<Workload, number> {
  const sets = new DisjointSets();
  for (const { node, folder, namespace } of workloads) {
    sets.join(node.id, `folder ${folder}`);
    if (namespace !== '' && namespace !== 'default') sets.join(node.id, `namespace ${namespace}`);
  }
  for (const hop of graph.hops())
    if (hop.from !== INTERNET && hop.to !== INTERNET) sets.join(hop.from, hop.to);
  const numbers = new Map<string, number>();
  return new Map(
    workloads.map((workload) => {
      const set = sets.of(workload.node.id);
      const number = numbers.get(set) ?? numbers.size + 1;
      numbers.set(set, number);
      return [workload, number];
    }),
  );
}

interface Pods {
  readonly workloads: readonly Workload[];
  readonly secrets: PodSecrets;
  readonly rbac: Rbac;
}

class Inner {
  readonly #graph: AccessGraph;
  readonly #mesh: MeshPolicies;
  readonly #workloads: readonly Workload[];
  readonly #secrets: PodSecrets;
  readonly #rbac: Rbac;
  readonly #hears = new Map<Workload, Isolation>();
  readonly #speaks = new Map<Workload, Isolation>();

  constructor(
    graph: AccessGraph,
    policies: NetworkPolicies,
    mesh: MeshPolicies,
    { workloads, secrets, rbac }: Pods,
  ) {
    this.#graph = graph;
    this.#mesh = mesh;
    this.#workloads = workloads;
    this.#secrets = secrets;
    this.#rbac = rbac;
    for (const workload of workloads) {
      this.#hears.set(workload, policies.isolation(workload, 'ingress'));
      this.#speaks.set(workload, policies.isolation(workload, 'egress'));
    }
  }

  /** Connections that a workload is told of, where policies let them through. */
  connectUsed(hosts: ReadonlyMap<string, readonly ServiceTargets[]>): void {
    for (const from of this.#workloads)
      for (const mention of from.mentions) {
        const [name = '', space] = mention.split('.');
        const found = (hosts.get(name) ?? []).filter(
          ({ namespace }) => namespace === (space === undefined || space === 'svc' ? from.namespace : space),
        );
        for (const to of nearest(from.resource.at.path, found).flatMap(({ targets }) => targets))
          if (to !== from && this.#mayReach(from, to))
            this.#connect(from, to, {
              tls: from.schemes.get(mention) ?? 'unknown',
              by: `it uses ${mention.slice(0, 80)}${this.#withLogin(from, to)}`,
              cut: 'a NetworkPolicy that does not let the one reach the other',
              isUsed: true,
            });
      }
  }

  #withLogin(from: Workload, to: Workload): string {
    const shared = this.#secrets.shared(from, to);
    return shared === undefined ? '' : `, with the login of Secret ${shared.name}`;
  }

  /** Stores of which a workload has the login, or may get it. */
  connectLogins(): void {
    const stores = this.#workloads.filter(({ kind }) => kind !== undefined);
    const clusters = clustersOf(this.#workloads, this.#graph);
    const near = Map.groupBy(stores, (store) => clusters.get(store));
    const having = new Map<string, Set<Workload>>();
    for (const store of stores)
      for (const secret of this.#secrets.of(store).keys()) {
        const key = `${store.namespace}\n${secret}`;
        having.set(key, (having.get(key) ?? new Set()).add(store));
      }
    for (const from of this.#workloads) {
      const others = near.get(clusters.get(from)) ?? [];
      const sharing = new Set(
        [...this.#secrets.of(from).keys()].flatMap((name) => [
          ...(having.get(`${from.namespace}\n${name}`) ?? []),
        ]),
      );
      for (const to of sharing.size === 0 ? [] : others) {
        if (to === from || !sharing.has(to)) continue;
        const shared = this.#secrets.shared(from, to);
        if (shared !== undefined && this.#mayReach(from, to))
          this.#connect(from, to, {
            at: shared.at,
            by: `it has the login of ${to.name}: Secret ${shared.name}`,
            cut: 'give it a login of its own, or a NetworkPolicy that does not let the one reach the other',
            isUsed: true,
          });
      }
      for (const power of this.#rbac.powersOf(from))
        for (const to of others)
          if (to !== from && (power.namespace === undefined || power.namespace === to.namespace))
            this.#connectBy(power, from, to);
    }
  }

  #connectBy(power: Power, from: Workload, to: Workload): void {
    const { at, binding, names } = power;
    if (power.kind === 'pods') {
      // Through the API of the cluster, whatever policies say of pods.
      this.#graph.connect({
        from: from.node.id,
        to: to.node.id,
        at,
        by: `its service account ${from.serviceAccount} may run commands in pods, or start pods (${binding})`,
        cut: 'take it from the role, or set `automountServiceAccountToken: false`',
        tls: 'yes',
        authentication: 'yes',
        isUsed: false,
      });
      return;
    }
    const secret = [...this.#secrets.of(to).keys()].find(
      (name) => names === undefined || names.includes(name),
    );
    if (secret === undefined || !this.#mayReach(from, to)) return;
    this.#connect(from, to, {
      at,
      by: `its service account ${from.serviceAccount} may read Secret ${secret}, with the login (${binding})`,
      cut: 'take secrets from the role, or name those that it needs',
      isUsed: false,
    });
  }

  /** Connections that nothing forbids. Through one node where no policy speaks of either side, so that they stay few. */
  connectRest(): void {
    const clusters = clustersOf(this.#workloads, this.#graph);
    for (const workload of this.#workloads) {
      const cluster = `${CLUSTER} ${clusters.get(workload)}`;
      this.#graph.add({ id: cluster, kind: 'network', label: 'any pod' });
      const { peers } = this.#isolation(this.#speaks, workload);
      if (peers === undefined || peers.some(({ isOutside }) => isOutside))
        this.#graph.connect({
          from: workload.node.id,
          to: INTERNET,
          at: peers?.find(({ isOutside }) => isOutside)?.at ?? workload.resource.at,
          by:
            peers === undefined
              ? 'no NetworkPolicy limits where it connects to'
              : 'a NetworkPolicy lets it connect to every address',
          cut: 'a NetworkPolicy with `policyTypes: [Egress]` that names where it connects to',
          tls: 'unknown',
          authentication: 'unknown',
          isUsed: false,
        });
      if (peers === undefined)
        this.#graph.connect({
          from: workload.node.id,
          to: cluster,
          at: workload.resource.at,
          by: 'no NetworkPolicy limits where it connects to',
          cut: 'a NetworkPolicy with `policyTypes: [Egress]` that names where it connects to',
          tls: this.#mesh.tls(workload),
          authentication: 'unknown',
          isUsed: false,
        });
      if (!this.#isHearingLimited(workload))
        this.#graph.connect({
          from: cluster,
          to: workload.node.id,
          at: workload.resource.at,
          by: 'no NetworkPolicy says who may reach it',
          cut: 'a NetworkPolicy that selects it and names who may reach it',
          tls: this.#mesh.tls(workload),
          authentication: workload.authentication,
          isUsed: false,
        });
    }
    const clusterOf = (workload: Workload): number => clusters.get(workload) ?? 0;
    const all = Map.groupBy(this.#workloads, clusterOf);
    const limited = Map.groupBy(
      this.#workloads.filter((to) => this.#isHearingLimited(to)),
      clusterOf,
    );
    // Pairs of which a policy speaks: the rest are joined through the cluster.
    for (const from of this.#workloads) {
      const isSpeakingLimited = this.#isolation(this.#speaks, from).peers !== undefined;
      for (const to of (isSpeakingLimited ? all : limited).get(clusterOf(from)) ?? [])
        if (from !== to && this.#mayReach(from, to))
          this.#connect(from, to, {
            by: 'a NetworkPolicy lets it',
            cut: 'name only those who need it in the NetworkPolicy',
            isUsed: false,
          });
    }
  }

  #isHearingLimited(to: Workload): boolean {
    return this.#isolation(this.#hears, to).peers !== undefined || this.#mesh.authenticates(to);
  }

  #mayReach(from: Workload, to: Workload): boolean {
    const heard = this.#isolation(this.#hears, to).peers;
    const spoken = this.#isolation(this.#speaks, from).peers;
    return (
      (heard === undefined || heard.some((peer) => peer.matches(from))) &&
      (spoken === undefined || spoken.some((peer) => peer.matches(to))) &&
      this.#mesh.allows(from, to)
    );
  }

  #isolation(of: ReadonlyMap<Workload, Isolation>, workload: Workload): Isolation {
    return of.get(workload) ?? { peers: undefined };
  }

  #connect(
    from: Workload,
    to: Workload,
    why: {
      readonly at?: Hop['at'];
      readonly tls?: Known;
      readonly by: string;
      readonly cut: string;
      readonly isUsed: boolean;
    },
  ): void {
    const mesh = this.#mesh.tls(to);
    const own = to.kind !== undefined && from.usesTls !== 'unknown' ? from.usesTls : (why.tls ?? 'unknown');
    this.#graph.connect({
      from: from.node.id,
      to: to.node.id,
      at: from.resource.at,
      authentication: this.#mesh.authenticates(to) ? 'yes' : to.authentication,
      ...why,
      tls: mesh === 'unknown' ? own : mesh,
    });
  }
}
