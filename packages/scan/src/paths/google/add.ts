/** Resources of Google Cloud: how the internet reaches them, and what they reach. */
import type { System } from '@theriac/core';
import { entry, type Resource } from '@theriac/core/configuration';
import { systemFor } from '@theriac/govern';
import { dataClassOf } from '../data-class.ts';
import { type AccessGraph, INTERNET } from '../graph.ts';
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
  const places = new Map(workloads.map((one) => [one, networks.networksOf(one).known]));
  for (const store of all.of('google_sql_database_instance')) {
    const inner = blocksAt(store.values, 'settings', 'ip_configuration').flatMap((one) => [
      ...all.resolve(entry(one, 'private_network'), store, ['google_compute_network']).resources,
    ]);
    const at = blocksAt(store.values, 'settings', 'ip_configuration')[0];
    for (const workload of workloads) {
      const isNamed = all.referred(workload.values, workload).includes(store);
      const network = inner.find((one) => places.get(workload)?.includes(one) === true);
      if (!isNamed && network === undefined) continue;
      graph.connect({
        from: all.id(workload),
        to: all.id(store),
        at: isNamed ? workload.at : (entry(at, 'private_network')?.at ?? store.at),
        by: isNamed ? `${workload.name} names it` : `both are on the network ${network?.name}`,
        cut: isNamed
          ? 'take its address from the settings'
          : 'put it on a network that only those who need it are on',
        tls: databaseTls(store),
        authentication: 'yes',
        isUsed: isNamed,
      });
    }
  }
}
