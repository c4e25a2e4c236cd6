/** Resources of Azure, whatever file they come from: how the internet reaches them, and what they reach. */
import type { System } from '@theriac/core';
import { entry, type Resource, textOf } from '@theriac/core/configuration';
import { systemFor } from '@theriac/govern';
import { type Answered, anyOf, yes } from '../answers.ts';
import { dataClassOf } from '../data-class.ts';
import { type AccessGraph, INTERNET } from '../graph.ts';
import { blocksAt, placeOf, switchOf, type TerraformResources, typeOf } from '../terraform-references.ts';
import { storeData } from '../workload.ts';
import { APPS, type Azure } from './azure.ts';
import { connectBalancers } from './balancers.ts';
import { connectInside } from './inside.ts';
import { AzurePlaces, MACHINES, SCALE_SETS } from './places.ts';
import { connectRoles } from './roles.ts';
import { SecurityRules } from './security-rules.ts';
import { AZURE_STORES, LIMITING_RULES } from './stores.ts';
import { hopsThrough } from './through-groups.ts';

export function addAzure(graph: AccessGraph, all: TerraformResources, systems: readonly System[]): void {
  const azure: Azure = { graph, all, places: new AzurePlaces(all), rules: new SecurityRules(all) };
  for (const type of Object.keys(AZURE_STORES))
    for (const store of all.of(type)) addStore(azure, store, systems);
  for (const machine of all.of(...MACHINES, ...SCALE_SETS)) addMachine(azure, machine);
  for (const app of all.of(...APPS)) addApp(azure, app);
  for (const container of all.of('azurerm_container_group', 'azurerm_container_app'))
    addContainers(azure, container);
  connectBalancers(azure);
  connectInside(azure);
  connectRoles(azure);
}

function addStore({ graph, all }: Azure, resource: Resource, systems: readonly System[]): void {
  const row = AZURE_STORES[typeOf(resource)];
  if (row === undefined) return;
  const { name, at, values } = resource;
  graph.add({
    id: all.id(resource),
    kind: 'store',
    label: name,
    at,
    technology: row.technology,
    data: storeData(row, systemFor(systems, at.path), dataClassOf(entry(values, 'tags'))),
    ...(row.isApplication === true ? { isApplication: true } : {}),
  });
  const isLimited = LIMITING_RULES.some(([type, key]) => all.referring(resource, type, key).length > 0);
  const open = isLimited ? undefined : row.isOpen(resource);
  if (open === undefined || open.state === 'no') return;
  const [first, ...also] = open.state === 'yes' ? open.because : [];
  graph.connect({
    from: INTERNET,
    to: all.id(resource),
    at: first?.at ?? at,
    by: first?.by ?? 'it may take connections from every address',
    cut: first?.cut ?? 'set `public_network_access_enabled` to false',
    ...(also.length === 0 ? {} : { also }),
    tls: row.tls(resource),
    authentication: row.authentication(resource),
    isUsed: true,
    ...(open.state === 'unknown' ? { unknown: open.why } : {}),
  });
}

function addMachine(azure: Azure, resource: Resource): void {
  const { graph, all } = azure;
  graph.add({ id: all.id(resource), kind: 'workload', label: resource.name, at: resource.at });
  for (const one of azure.places.interfacesOf(resource)) {
    if (one.publicAddress.state === 'no') continue;
    for (const hop of hopsThrough(azure, one, one.publicAddress)) graph.connect({ from: INTERNET, ...hop });
  }
}

function addApp({ graph, all }: Azure, resource: Resource): void {
  const { values, name, at } = resource;
  graph.add({ id: all.id(resource), kind: 'workload', label: name, at });
  const access = switchOf(values, 'public_network_access_enabled', 'yes');
  const limits = blocksAt(values, 'site_config').flatMap((one) => [
    ...blocksAt(one, 'ip_restriction'),
    ...(textOf(entry(one, 'ip_restriction_default_action')) === 'Deny' ? [one] : []),
  ]);
  if (access === 'no' || limits.length > 0) return;
  const logins = [...blocksAt(values, 'auth_settings'), ...blocksAt(values, 'auth_settings_v2')];
  const asks = anyOf(
    logins.map(
      (one): Answered =>
        switchOf(one, 'enabled', 'no') === 'yes' || switchOf(one, 'auth_enabled', 'no') === 'yes'
          ? yes()
          : { state: 'no' },
    ),
  );
  graph.connect({
    from: INTERNET,
    to: all.id(resource),
    at: placeOf(resource, 'public_network_access_enabled'),
    by: 'the app has a public address',
    cut: 'set `public_network_access_enabled` to false, or name the addresses in `ip_restriction`',
    tls: switchOf(values, 'https_only', 'no'),
    authentication: asks.state === 'yes' ? 'yes' : 'unknown',
    isUsed: true,
    ...(access === 'unknown' ? { unknown: 'whether its public address is on is not known' } : {}),
  });
}

function addContainers({ graph, all }: Azure, resource: Resource): void {
  const { values, name, at } = resource;
  graph.add({ id: all.id(resource), kind: 'workload', label: name, at });
  const isApp = typeOf(resource) === 'azurerm_container_app';
  const [ingress] = blocksAt(values, 'ingress');
  const isPublic = isApp
    ? switchOf(ingress, 'external_enabled', 'no')
    : (textOf(entry(values, 'ip_address_type')) ?? 'Public') === 'Public' &&
        entry(values, 'subnet_ids') === undefined
      ? 'yes'
      : 'no';
  if (isPublic === 'no') return;
  graph.connect({
    from: INTERNET,
    to: all.id(resource),
    at: isApp ? (entry(ingress, 'external_enabled')?.at ?? at) : placeOf(resource, 'ip_address_type'),
    by: 'it has a public address',
    cut: isApp ? 'set `external_enabled` to false' : 'set `ip_address_type` to Private, in a subnet',
    tls: isApp && switchOf(ingress, 'allow_insecure_connections', 'no') === 'no' ? 'yes' : 'unknown',
    authentication: 'unknown',
    isUsed: true,
    ...(isPublic === 'unknown' ? { unknown: 'whether it has a public address is not known' } : {}),
  });
}
