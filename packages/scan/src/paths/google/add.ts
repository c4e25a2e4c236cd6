/** Resources of Google Cloud: how the internet reaches them, and what they reach. */
import type { System } from '@theriac/core';
import { entry, type Resource } from '@theriac/core/configuration';
import { systemFor } from '@theriac/govern';
import { dataClassOf } from '../data-class.ts';
import { type AccessGraph, INTERNET, MOST_PAIRED } from '../graph.ts';
import { blocksAt, type TerraformResources, typeOf } from '../terraform-references.ts';
import { storeData } from '../workload.ts';
import { type Accounts, connectAccounts } from './accounts.ts';
import { connectBalancers } from './balancers.ts';
import { databaseTls, GOOGLE_STORES, openStore } from './stores.ts';
import { addWorkloads, GOOGLE_WORKLOADS, Networks } from './workloads.ts';

export function addGoogle(graph: AccessGraph, all: TerraformResources, systems: readonly System[]): Accounts {
  for (const type of Object.keys(GOOGLE_STORES))
    for (const store of all.of(type)) addStore(graph, all, { store, systems });
  addWorkloads(graph, all);
  connectBalancers(graph, all);
  connectDatabases(graph, all);
  return connectAccounts(graph, all);
}

function addStore(
  graph: AccessGraph,
  all: TerraformResources,
  { store, systems }: { readonly store: Resource; readonly systems: readonly System[] },
): void {
  const { name, at, values } = store;
  const row = GOOGLE_STORES[typeOf(store)];
  if (row === undefined) return;
  const id = all.id(store);
  graph.add({
    id,
    kind: 'store',
    label: name,
    at,
    technology: row.technology,
    data: storeData(row, systemFor(systems, at.path), dataClassOf(entry(values, 'labels'))),
  });
  const open = openStore(store, all);
  if (open.state === 'no') return;
  const [first] = open.state === 'yes' ? open.because : [];
  const isDatabase = typeOf(store) === 'google_sql_database_instance';
  graph.connect({
    from: INTERNET,
    to: id,
    at: first?.at ?? at,
    by: first?.by ?? 'it may be open to everyone',
    cut: first?.cut ?? 'name who may reach it',
    tls: isDatabase ? databaseTls(store) : 'yes',
    authentication: isDatabase ? 'yes' : 'no',
    isUsed: true,
    ...(open.state === 'unknown' ? { unknown: open.why } : {}),
  });
}

/** Cloud SQL: by an address on a network, or because something names it. */
function connectDatabases(graph: AccessGraph, all: TerraformResources): void {
  const networks = new Networks(all);
  const workloads = all.of(...GOOGLE_WORKLOADS);
  const on = new Map<Resource, Set<Resource>>();
  const naming = new Map<Resource, Set<Resource>>();
  for (const workload of workloads) {
    for (const network of networks.networksOf(workload).known) addTo(on, network, workload);
    for (const named of all.referred(workload.values, workload)) addTo(naming, named, workload);
  }
  const order = new Map(workloads.map((one, i) => [one, i]));
  const wide = new Set<Resource>();
  for (const store of all.of('google_sql_database_instance')) {
    const inner = blocksAt(store.values, 'settings', 'ip_configuration').flatMap((one) => [
      ...all.resolve(entry(one, 'private_network'), store, ['google_compute_network']).resources,
    ]);
    const [block] = blocksAt(store.values, 'settings', 'ip_configuration');
    const at = entry(block, 'private_network')?.at ?? store.at;
    const end = { to: all.id(store), tls: databaseTls(store), authentication: 'yes' } as const;
    const named = naming.get(store) ?? new Set();
    const isWide = (network: Resource): boolean => (on.get(network)?.size ?? 0) > MOST_PAIRED;
    const paired = inner.filter((one) => !isWide(one)).flatMap((one) => [...(on.get(one) ?? [])]);
    const joined = [...new Set([...named, ...paired])];
    for (const workload of joined.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))) {
      const isNamed = named.has(workload);
      const network = inner.find((one) => on.get(one)?.has(workload) === true);
      graph.connect({
        ...end,
        from: all.id(workload),
        at: isNamed ? workload.at : at,
        by: isNamed ? `${workload.name} names it` : `both are on the network ${network?.name}`,
        cut: isNamed ? 'take its address from the settings' : NARROWER,
        isUsed: isNamed,
      });
    }
    for (const network of new Set(inner.filter(isWide))) {
      if (!wide.has(network)) joinThrough(graph, all, network, on.get(network) ?? new Set());
      wide.add(network);
      graph.connect({
        ...end,
        from: `network:${all.id(network)}`,
        at,
        by: `it has an address on the network ${network.name}`,
        cut: NARROWER,
        isUsed: false,
      });
    }
  }
}

const NARROWER = 'put it on a network that only those who need it are on';

function joinThrough(
  graph: AccessGraph,
  all: TerraformResources,
  network: Resource,
  members: ReadonlySet<Resource>,
): void {
  const id = `network:${all.id(network)}`;
  graph.add({ id, kind: 'network', label: network.name, at: network.at });
  for (const member of members)
    graph.connect({
      from: all.id(member),
      to: id,
      at: member.at,
      by: `it is on the network ${network.name}`,
      cut: 'put it on another network',
      tls: 'unknown',
      authentication: 'unknown',
      isUsed: false,
    });
}

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}
