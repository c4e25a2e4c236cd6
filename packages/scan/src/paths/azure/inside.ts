/** Who reaches a store of Azure over a network: subnets of its own, private endpoints, service endpoints. */
import type { Condition, Resource } from '@theriac/core/configuration';
import { type Answered, allOf, anyOf, doubtOf, unknown, yes } from '../answers.ts';
import { switchOf, type TerraformResources } from '../terraform-references.ts';
import { APPS, type Azure } from './azure.ts';
import { MACHINES, SCALE_SETS } from './places.ts';
import { AZURE_STORES, type AzureStore } from './stores.ts';

interface Inner {
  readonly resource: Resource;
  readonly subnets: readonly Resource[];
}

export function connectInside(azure: Azure): void {
  const sources = sourcesOf(azure);
  const tellers = new Map<Resource, Inner[]>();
  for (const source of sources)
    for (const named of mentionsOf(azure.all, source.resource)) {
      const same = tellers.get(named);
      if (same === undefined) tellers.set(named, [source]);
      else same.push(source);
    }
  const networks = new DoorNetworks(azure, sources);
  for (const [type, row] of Object.entries(AZURE_STORES))
    for (const store of azure.all.of(type)) {
      const doors = doorsOf(azure, store);
      for (const source of tellers.get(store) ?? []) connectNamed(azure, source, { store, doors, row });
      for (const door of doors) {
        const network = networks.nodeFor(door, row.port);
        if (network !== undefined)
          azure.graph.connect({
            from: network,
            to: azure.all.id(store),
            at: door.at,
            by: `it has an address in ${door.subnet.name}`,
            cut: 'deny it in a network security group of the subnet, except for what needs it',
            tls: row.tls(store),
            authentication: 'yes',
            isUsed: false,
          });
      }
    }
}

/** What can reach a subnet in which a store has an address, as one node, so that hops stay few. */
class DoorNetworks {
  readonly #azure: Azure;
  readonly #sources: readonly Inner[];
  readonly #nodes = new Map<string, string>();

  constructor(azure: Azure, sources: readonly Inner[]) {
    this.#azure = azure;
    this.#sources = sources.filter(({ subnets }) => subnets.length > 0);
  }

  /** @returns undefined where nothing can */
  nodeFor(door: Door, port: number): string | undefined {
    const { graph, all } = this.#azure;
    const id = `network:${all.id(door.subnet)} ${port}`;
    const known = this.#nodes.get(id);
    if (known !== undefined) return known === '' ? undefined : known;
    let count = 0;
    const answers = new Map<Resource, Answered>();
    for (const { resource, subnets } of this.#sources)
      for (const subnet of subnets) {
        const way = answers.get(subnet) ?? wayFrom(this.#azure, subnet, door, port);
        answers.set(subnet, way);
        if (way.state === 'no') continue;
        count += 1;
        graph.add({ id, kind: 'network', label: `what reaches ${door.subnet.name}`, at: door.subnet.at });
        graph.connect({
          from: all.id(resource),
          to: id,
          at: door.subnet.at,
          by: `it is on a network that reaches ${door.subnet.name}`,
          cut: 'deny it in a network security group of the subnet',
          tls: 'unknown',
          authentication: 'unknown',
          isUsed: false,
          ...doubtOf(way),
        });
        break;
      }
    this.#nodes.set(id, count === 0 ? '' : id);
    return count === 0 ? undefined : id;
  }
}

interface Door {
  readonly subnet: Resource;
  readonly at: Condition['at'];
}

/** Subnets in which a store has an address. */
function doorsOf({ all, places }: Azure, store: Resource): readonly Door[] {
  const own = places
    .subnetsAt(store, 'delegated_subnet_id', 'subnet_id')
    .map((subnet) => ({ subnet, at: store.at }));
  const endpoints = all.referring(
    store,
    'azurerm_private_endpoint',
    'private_service_connection.private_connection_resource_id',
  );
  return [
    ...own,
    ...endpoints.flatMap((one) =>
      places.subnetsAt(one, 'subnet_id').map((subnet) => ({ subnet, at: one.at })),
    ),
  ];
}

function sourcesOf({ all, places }: Azure): Inner[] {
  const machines = all.of(...MACHINES, ...SCALE_SETS).map((resource) => ({
    resource,
    subnets: places.interfacesOf(resource).flatMap(({ subnets }) => [...subnets.resources]),
  }));
  const others = all.of(...APPS, 'azurerm_container_group', 'azurerm_container_app').map((resource) => ({
    resource,
    subnets: places.subnetsAt(resource, 'virtual_network_subnet_id', 'subnet_ids'),
  }));
  return [...machines, ...others];
}

function wayFrom(azure: Azure, subnet: Resource, door: Door, port: number): Answered {
  return allOf(azure.places.joined(subnet, door.subnet), letIn(azure, subnet, door.subnet, port));
}

/** Security groups of the subnet of the store; within a network they let everything in unless a rule says otherwise. */
function letIn({ places, rules }: Azure, from: Resource, to: Resource, port: number): Answered {
  return allOf(
    ...places.groupsOf(to).map((group): Answered => {
      const [open] = rules.letIn(group, { ranges: places.rangesOf(from) }, port, port);
      if (open === undefined || open.state === 'no') return { state: 'no' };
      if (open.state === 'unknown') return unknown(`whom ${open.rule.name} lets in is not known`);
      return yes({
        at: open.rule.at,
        by: `${open.rule.name} lets the network in`,
        cut: 'deny it in the network security group, except for what needs it',
      });
    }),
  );
}

interface Target {
  readonly store: Resource;
  readonly doors: readonly Door[];
  readonly row: AzureStore;
}

/** What names a store: through its address on a network, else by its public one, where that is not off. */
function connectNamed(azure: Azure, { resource, subnets }: Inner, { store, doors, row }: Target): void {
  const ways = doors.flatMap((door) => subnets.map((subnet) => wayFrom(azure, subnet, door, row.port)));
  const way = anyOf(ways);
  const isPrivate =
    doors.length > 0 && switchOf(store.values, 'public_network_access_enabled', 'yes') === 'no';
  if (way.state === 'no' && isPrivate) return;
  azure.graph.connect({
    from: azure.all.id(resource),
    to: azure.all.id(store),
    at: resource.at,
    by: `${resource.name} names it`,
    cut: 'take its address from the settings, and close the network between them',
    tls: row.tls(store),
    authentication: 'yes',
    isUsed: true,
    ...(way.state === 'unknown' && !isPrivate ? {} : doubtOf(way)),
  });
}

/** Settings of a machine that the platform uses, not what runs on it. */
const OF_PLATFORM = [
  'boot_diagnostics',
  'storage_os_disk',
  'storage_data_disk',
  'storage_image_reference',
  'os_disk',
  'source_image_id',
];

function mentionsOf(all: TerraformResources, from: Resource): ReadonlySet<Resource> {
  return new Set(
    [...from.values.entries].flatMap(([key, value]) =>
      key.startsWith('@') || OF_PLATFORM.includes(key) ? [] : [...all.referred(value, from)],
    ),
  );
}
