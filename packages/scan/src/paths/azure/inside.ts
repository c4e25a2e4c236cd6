/** Who reaches a store of Azure over a network: subnets of its own, private endpoints, service endpoints. */
import type { Condition, Resource } from '@theriac/core/configuration';
import { type Answered, allOf, doubtOf, unknown, yes } from '../answers.ts';
import { type TerraformResources, typeOf } from '../terraform-references.ts';
import { APPS, type Azure } from './azure.ts';
import { MACHINES, SCALE_SETS } from './places.ts';
import { AZURE_STORES } from './stores.ts';

interface Inner {
  readonly resource: Resource;
  readonly subnets: readonly Resource[];
}

export function connectInside(azure: Azure): void {
  const sources = sourcesOf(azure);
  for (const [type, row] of Object.entries(AZURE_STORES))
    for (const store of azure.all.of(type)) {
      const doors = doorsOf(azure, store);
      for (const source of sources) {
        const isNamed = mentions(azure.all, source.resource, store);
        const way = wayIn(azure, source, doors, row.port);
        // Without a door on a network, who names it comes by its public address.
        if (way === undefined && !(isNamed && doors.length === 0)) continue;
        connect(azure, source.resource, store, { isNamed, way });
      }
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

function wayIn(
  azure: Azure,
  { subnets }: Inner,
  doors: readonly Door[],
  port: number,
): { readonly door: Door; readonly answer: Answered } | undefined {
  for (const door of doors)
    for (const subnet of subnets) {
      const answer = allOf(azure.places.joined(subnet, door.subnet), letIn(azure, subnet, door.subnet, port));
      if (answer.state !== 'no') return { door, answer };
    }
  return undefined;
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

function connect(
  { graph, all }: Azure,
  from: Resource,
  to: Resource,
  { isNamed, way }: { readonly isNamed: boolean; readonly way: ReturnType<typeof wayIn> },
): void {
  const row = AZURE_STORES[typeOf(to)];
  if (row === undefined) return;
  graph.connect({
    from: all.id(from),
    to: all.id(to),
    at: isNamed ? from.at : (way?.door.at ?? to.at),
    by: isNamed ? `${from.name} names it` : `both are on the network of ${way?.door.subnet.name ?? ''}`,
    cut: isNamed
      ? 'take its address from the settings, and close the network between them'
      : 'deny it in a network security group of the subnet',
    tls: row.tls(to),
    authentication: 'yes',
    isUsed: isNamed,
    ...(way === undefined ? {} : doubtOf(way.answer)),
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

function mentions(all: TerraformResources, from: Resource, to: Resource): boolean {
  return [...from.values.entries].some(
    ([key, value]) =>
      !key.startsWith('@') && !OF_PLATFORM.includes(key) && all.referred(value, from).includes(to),
  );
}
