/** Services of Compose files: published ports, and networks that services share. */
import type { System } from '@theriac/core';
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  type Known,
  type Resource,
  textOf,
} from '@theriac/core/configuration';
import { systemFor } from '@theriac/govern';
import { projectOf } from '../detectors/configuration/compose/services.ts';
import { ComposeNetworks, type NetworkMember } from './compose-networks.ts';
import { type AccessGraph, INTERNET } from './graph.ts';
import { loginOfPort, NO_LOGIN_PORTS, tlsOfPort } from './ports.ts';
import { MountedSettings, type ServerSettings } from './server-settings.ts';
import { type Running, running } from './workload.ts';

const LOOPBACK = /^(?:127\.|::1$|localhost$)/;
const DATA_LABELS = ['theriac.data', 'data-classification', 'data-class', 'dataclass'];

interface Service extends Running, NetworkMember {
  readonly resource: Resource;
  /** Whether it may leave through one of its networks. */
  readonly leaves: boolean;
  /** By its own configuration, where it is given a file. */
  readonly told: ServerSettings;
}

export function addCompose(
  graph: AccessGraph,
  resources: readonly Resource[],
  systems: readonly System[],
): void {
  const networks = new Map(
    resources
      .filter(({ type }) => type === 'compose.network')
      .map((one) => [`${projectOf(one)}#${one.name}`, one]),
  );
  const settings = new MountedSettings(resources);
  const services = resources
    .filter(({ type }) => type === 'compose.service')
    .map((resource) =>
      withTold(serviceOf(resource, networks, systemFor(systems, resource.at.path)), settings),
    );
  for (const service of services) {
    graph.add(service.node);
    publish(graph, service);
    if (service.leaves)
      graph.connect({
        from: service.node.id,
        to: INTERNET,
        at: service.resource.at,
        by: 'no network of it is internal',
        cut: 'put it on networks with `internal: true`, and let a proxy out',
        tls: 'unknown',
        authentication: 'unknown',
        isUsed: false,
      });
  }
  connectServices(graph, services);
}

function connectServices(graph: AccessGraph, services: readonly Service[]): void {
  const networks = new ComposeNetworks(services);
  for (const from of services)
    for (const to of networks.joinedWith(from, namedBy(from), isProxy(from))) {
      const hop = hopBetween(from, to);
      if (hop.isUsed || networks.isPaired(from, to)) graph.connect(hop);
    }
  for (const [network, members] of networks.wide()) {
    const id = `compose:network ${network}`;
    const label = network.replace(/^.*#/, '');
    graph.add({ id, kind: 'network', label: `network ${label}` });
    for (const { node, resource, name, usesTls, told, authentication } of members) {
      const common = { at: resource.at, by: `it is on the network ${label}`, isUsed: false } as const;
      graph.connect({
        ...common,
        from: node.id,
        to: id,
        cut: `put ${name} on a network with only those that it uses`,
        tls: usesTls,
        authentication: 'unknown',
      });
      graph.connect({
        ...common,
        from: id,
        to: node.id,
        cut: `put ${name} on a network with only those that use it`,
        tls: told.tls ?? 'unknown',
        authentication,
      });
    }
  }
}

/** Services that it depends on or is linked to. */
function namedBy({ resource }: Service): string[] {
  const depends = entry(resource.values, 'depends_on');
  return [
    ...(depends?.kind === 'map' ? depends.entries.keys() : []),
    ...itemsOf(depends).flatMap((one) => textOf(one)?.split('=')[0] ?? []),
    ...itemsOf(entry(resource.values, 'links')).flatMap((one) => textOf(one)?.split(':')[0] ?? []),
  ];
}

function isProxy({ resource }: Service): boolean {
  const image = textOf(entry(resource.values, 'image')) ?? '';
  return DISCOVERY.some(([proxy]) => proxy.test(image));
}

function withTold(service: Omit<Service, 'told'>, settings: MountedSettings): Service {
  const told = settings.of(service.resource, service.kind?.technology);
  return { ...service, told, authentication: told.authentication ?? service.authentication };
}

function serviceOf(
  resource: Resource,
  networks: ReadonlyMap<string, Resource>,
  system: System,
): Omit<Service, 'told'> {
  const { values, at } = resource;
  const name = textOf(entry(values, 'name')) ?? '';
  const environment = entry(values, 'environment');
  const labels = entry(values, 'labels');
  const project = projectOf(resource);
  const id = `compose:${project}#${name}`;
  const own = networkNames(values).map((one) => ({ one, declared: networks.get(`${project}#${one}`) }));
  return {
    ...running({
      id,
      label: resource.name,
      name,
      at,
      image: entry(values, 'image'),
      environment: environment?.kind === 'map' ? environment.entries : new Map(),
      ports: [...itemsOf(entry(values, 'ports')), ...itemsOf(entry(values, 'expose'))].map((port) =>
        portNumber(entry(port, 'target') ?? port),
      ),
      command: [entry(values, 'command'), entry(values, 'entrypoint')],
      dataClass: DATA_LABELS.map((label) => labelOf(labels, label)).find((one) => one !== undefined),
      system,
    }),
    resource,
    name,
    hosts: [name, textOf(entry(values, 'container_name')), textOf(entry(values, 'hostname'))].flatMap(
      (one) => (one === undefined ? [] : one.toLowerCase()),
    ),
    networks: new Set(own.map(({ one, declared }) => globalName(project, one, declared))),
    leaves: own.some(({ declared }) => textOf(entry(declared?.values, 'internal')) !== 'true'),
  };
}

function networkNames(values: ConfigValue): string[] {
  const mode = textOf(entry(values, 'network_mode'));
  if (mode === 'none') return [];
  if (mode === 'host') return ['host'];
  const networks = entry(values, 'networks');
  if (networks?.kind === 'map') return [...networks.entries.keys()];
  if (networks?.kind === 'list') return itemsOf(networks).flatMap((one) => textOf(one) ?? []);
  return ['default'];
}

/** One that is made elsewhere, or has a name of its own, is the same in every file. */
function globalName(path: string, name: string, declared: Resource | undefined): string {
  const external = entry(declared?.values, 'external');
  const given = textOf(entry(declared?.values, 'name')) ?? textOf(inside(external, 'name'));
  if (given !== undefined) return given;
  return textOf(external) === 'true' || external?.kind === 'map' ? name : `${path}#${name}`;
}

function labelOf(labels: ConfigValue | undefined, name: string): string | undefined {
  if (labels?.kind === 'map') return textOf(labels.entries.get(name));
  const start = `${name}=`;
  return itemsOf(labels)
    .flatMap((one) => textOf(one) ?? [])
    .find((one) => one.startsWith(start))
    ?.slice(start.length);
}

function publish(graph: AccessGraph, service: Service): void {
  const mode = entry(service.resource.values, 'network_mode');
  if (mode !== undefined && textOf(mode) === 'host' && service.kind !== undefined)
    graph.connect({
      from: INTERNET,
      to: service.node.id,
      at: mode.at,
      by: 'it listens on every address of the host',
      cut: 'take it off the network of the host, and publish it on 127.0.0.1',
      tls: 'unknown',
      authentication: service.authentication,
      isUsed: true,
    });
  const ports = itemsOf(entry(service.resource.values, 'ports'));
  const targets = ports.map((port) => portNumber(entry(port, 'target')));
  const hasDicomTls =
    textOf(inside(service.resource.values, 'environment', 'ORTHANC__DICOM_TLS_ENABLED')) === 'true';
  for (const [index, port] of ports.entries()) {
    const host = entry(port, 'host_ip');
    const address = textOf(host);
    if (address !== undefined && LOOPBACK.test(address)) continue;
    const shown = textOf(entry(port, 'published')) ?? textOf(entry(port, 'target')) ?? '';
    const isUnknown = host?.kind === 'unknown' || port.kind === 'unknown';
    graph.connect({
      from: INTERNET,
      to: service.node.id,
      at: port.at,
      by: `port ${shown} is published on ${address ?? 'every address'}`,
      cut: 'publish it on 127.0.0.1 behind a proxy, or not at all',
      tls: NO_LOGIN_PORTS.has(targets[index] ?? 0)
        ? tlsOfPort(targets[index], targets)
        : (service.told.tls ?? tlsOfPort(targets[index], targets)),
      // With TLS, Orthanc asks for the certificate of whoever connects.
      authentication: hasDicomTls
        ? service.authentication
        : loginOfPort(targets[index], service.authentication),
      isUsed: true,
      ...(service.authentication !== 'no' && loginOfPort(targets[index], 'unknown') === 'no'
        ? { isMachineProtocol: true as const }
        : {}),
      ...(isUnknown ? { unknown: 'the address comes from a variable' } : {}),
    });
  }
}

/** Proxies that find their targets by themselves, by a label or a variable of theirs. */
const DISCOVERY: readonly (readonly [proxy: RegExp, labels: RegExp, variable: string])[] = [
  [/(?:^|\/)traefik(?::|@|$)/, /^traefik\./, ''],
  [/(?:^|\/)nginx-proxy(?::|@|$)/, /^-$/, 'VIRTUAL_HOST'],
  [/(?:^|\/)caddy-docker-proxy(?::|@|$)/, /^caddy/, ''],
];

function isRouted(from: Service, to: Service): boolean {
  if (labelOf(entry(to.resource.values, 'labels'), 'traefik.enable') === 'false') return false;
  const image = textOf(entry(from.resource.values, 'image')) ?? '';
  const labels = [
    entry(to.resource.values, 'labels'),
    inside(to.resource.values, 'deploy', 'labels'),
  ].flatMap(labelNames);
  return DISCOVERY.some(
    ([proxy, label, variable]) =>
      proxy.test(image) &&
      (labels.some((name) => label.test(name)) ||
        inside(to.resource.values, 'environment', variable) !== undefined),
  );
}

function labelNames(labels: ConfigValue | undefined): string[] {
  if (labels?.kind === 'map') return [...labels.entries.keys()];
  return itemsOf(labels).flatMap((one) => textOf(one)?.split('=')[0] ?? []);
}

function portNumber(value: ConfigValue | undefined): number | undefined {
  const port = Number(textOf(value) ?? Number.NaN);
  return Number.isInteger(port) ? port : undefined;
}

function hopBetween(from: Service, to: Service): Parameters<AccessGraph['connect']>[0] {
  const shared = [...from.networks]
    .filter((network) => to.networks.has(network))
    .map((one) => one.replace(/^.*#/, ''));
  const depends = entry(from.resource.values, 'depends_on');
  const isNamed =
    labelOf(depends, to.name) !== undefined ||
    (depends?.kind === 'map' && depends.entries.has(to.name)) ||
    itemsOf(depends).some((one) => textOf(one) === to.name) ||
    itemsOf(entry(from.resource.values, 'links')).some((one) => textOf(one)?.split(':')[0] === to.name);
  const isUsed = isNamed || isRouted(from, to) || to.hosts.some((host) => from.mentions.has(host));
  return {
    from: from.node.id,
    to: to.node.id,
    at: from.resource.at,
    by: isUsed ? `it uses ${to.name} over the network ${shared[0]}` : `both are on the network ${shared[0]}`,
    cut: `put ${from.name} and ${to.name} on networks that they do not share`,
    tls: tlsBetween(from, to),
    authentication: to.authentication,
    isUsed,
  };
}

/** By the address that the one is given of the other, else by what the server demands, else by options of the client. */
function tlsBetween(from: Service, to: Service): Known {
  const told = to.hosts.map((host) => from.schemes.get(host)).find((one) => one !== undefined);
  if (told !== undefined && told !== 'unknown') return told;
  if (from.usesTls !== 'unknown' && to.kind !== undefined) return from.usesTls;
  return to.told.tls ?? 'unknown';
}
