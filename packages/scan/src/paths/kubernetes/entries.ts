/** How a cluster is reached from outside: ingresses, gateways, services of the type LoadBalancer, ports of nodes. */

import type { Hop, Known } from '@theriac/core/configuration';
import { type ConfigValue, entry, inside, itemsOf, type Resource, textOf } from '@theriac/core/configuration';
import { type AccessGraph, INTERNET } from '../graph.ts';
import { loginOfPort, tlsOfPort } from '../ports.ts';
import { annotationOf, namespaceOf } from './objects.ts';
import type { NetworkPolicies } from './policies.ts';
import { nearest, type ServiceTargets, type Workload } from './workloads.ts';

const NODES_UNKNOWN = 'whether nodes of the cluster are reachable from outside is not in the files';

export interface Entries {
  readonly kinds: ReadonlyMap<string, readonly Resource[]>;
  readonly services: readonly ServiceTargets[];
  readonly policies: NetworkPolicies;
}

export function addEntries(graph: AccessGraph, entries: Entries, workloads: readonly Workload[]): void {
  for (const ingress of entries.kinds.get('Ingress') ?? []) addIngress(graph, ingress, entries.services);
  addRoutes(graph, entries);
  addVirtualServices(graph, entries);
  for (const service of entries.services) addService(graph, service, entries.policies);
  for (const workload of workloads) addHostPorts(graph, workload);
}

/** Annotations by which a load balancer or an ingress has no public address. */
const INTERNAL: readonly (readonly [name: string, value: RegExp])[] = [
  ['service.beta.kubernetes.io/aws-load-balancer-internal', /^(?:true|0\.0\.0\.0\/0)$/],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', /^internal$/],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', /^true$/],
  ['service.beta.kubernetes.io/openstack-internal-load-balancer', /^true$/],
  ['cloud.google.com/load-balancer-type', /^internal$/i],
  ['networking.gke.io/load-balancer-type', /^internal$/i],
  ['alb.ingress.kubernetes.io/scheme', /^internal$/],
  ['kubernetes.io/ingress.class', /internal/],
];

function isInternal(values: ConfigValue): boolean {
  return INTERNAL.some(([name, value]) => value.test(annotationOf(values, name) ?? '-'));
}

/** Whether a list of addresses lets everyone in; without a list everyone is. */
function isForEveryone(ranges: readonly string[]): boolean {
  return ranges.length === 0 || ranges.some((range) => range.trim().endsWith('/0'));
}

const AUTHENTICATION = [
  'nginx.ingress.kubernetes.io/auth-url',
  'nginx.ingress.kubernetes.io/auth-type',
  'nginx.ingress.kubernetes.io/auth-tls-secret',
  'traefik.ingress.kubernetes.io/auth-type',
  'alb.ingress.kubernetes.io/auth-type',
  'haproxy.org/auth-type',
];

function addIngress(graph: AccessGraph, ingress: Resource, services: readonly ServiceTargets[]): void {
  const { values, name, at } = ingress;
  const className = textOf(inside(values, 'spec', 'ingressClassName')) ?? '';
  const isPrivateAlb =
    className === 'alb' && annotationOf(values, 'alb.ingress.kubernetes.io/scheme') === undefined;
  const ranges = annotationOf(values, 'nginx.ingress.kubernetes.io/whitelist-source-range')?.split(',') ?? [];
  if (isInternal(values) || isPrivateAlb || /internal/.test(className) || !isForEveryone(ranges)) return;
  const id = `kubernetes:${at.path}#${name}`;
  const isAuthenticated = AUTHENTICATION.some((one) => (annotationOf(values, one) ?? 'none') !== 'none');
  const hasTls =
    itemsOf(inside(values, 'spec', 'tls')).length > 0 ||
    annotationOf(values, 'alb.ingress.kubernetes.io/certificate-arn') !== undefined ||
    annotationOf(values, 'networking.gke.io/managed-certificates') !== undefined;
  graph.add({ id, kind: 'entry', label: name, at });
  graph.connect(
    open(id, at, 'the ingress takes connections from every address', {
      cut: 'allow the addresses that need it (`nginx.ingress.kubernetes.io/whitelist-source-range`), or make it internal',
      tls: hasTls ? 'yes' : 'no',
      authentication: isAuthenticated ? 'yes' : 'unknown',
    }),
  );
  for (const backend of backendsOf(values)) {
    const service = findService(services, textOf(backend.name), namespaceOf(values), at.path);
    for (const target of service?.targets ?? [])
      graph.connect(passOn(id, target, backend.at, `the ingress passes to the service ${service?.name}`));
  }
}

function backendsOf(
  values: ConfigValue,
): { readonly name: ConfigValue | undefined; readonly at: ConfigValue['at'] }[] {
  const paths = itemsOf(inside(values, 'spec', 'rules')).flatMap((rule) =>
    itemsOf(inside(rule, 'http', 'paths')),
  );
  const backends = [
    inside(values, 'spec', 'defaultBackend'),
    inside(values, 'spec', 'backend'),
    ...paths.map((path) => entry(path, 'backend')),
  ];
  return backends.flatMap((backend) => {
    const name = inside(backend, 'service', 'name') ?? entry(backend, 'serviceName');
    return backend === undefined || name === undefined ? [] : [{ name, at: name.at }];
  });
}

/** Gateway API: a gateway takes connections, routes attach themselves to it. */
function addRoutes(graph: AccessGraph, { kinds, services }: Entries): void {
  const gateways = (kinds.get('Gateway') ?? []).filter(({ values }) =>
    isOf(values, 'gateway.networking.k8s.io'),
  );
  for (const { values, name, at } of gateways) {
    if (isInternal(values)) continue;
    const id = `kubernetes:${at.path}#${name}`;
    const protocols = itemsOf(inside(values, 'spec', 'listeners')).map((one) =>
      textOf(entry(one, 'protocol')),
    );
    graph.add({ id, kind: 'entry', label: name, at });
    graph.connect(
      open(id, at, 'the gateway takes connections from every address', {
        cut: 'give the gateway an internal class',
        tls: protocols.every((one) => one === 'HTTPS' || one === 'TLS')
          ? 'yes'
          : protocols.includes('HTTPS')
            ? 'unknown'
            : 'no',
        authentication: 'unknown',
      }),
    );
  }
  for (const kind of ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'])
    for (const { values, name } of kinds.get(kind) ?? [])
      for (const parent of itemsOf(inside(values, 'spec', 'parentRefs'))) {
        const wanted = textOf(entry(parent, 'name'));
        const space = textOf(entry(parent, 'namespace')) ?? namespaceOf(values);
        const gateway = gateways.find(
          (one) =>
            textOf(inside(one.values, 'metadata', 'name')) === wanted && namespaceOf(one.values) === space,
        );
        if (gateway === undefined) continue;
        const id = `kubernetes:${gateway.at.path}#${gateway.name}`;
        for (const backend of itemsOf(inside(values, 'spec', 'rules')).flatMap((rule) =>
          itemsOf(entry(rule, 'backendRefs')),
        )) {
          const own = textOf(entry(backend, 'namespace')) ?? namespaceOf(values);
          const service = findService(services, textOf(entry(backend, 'name')), own, backend.at.path);
          for (const target of service?.targets ?? [])
            graph.connect(passOn(id, target, backend.at, `${name} passes to the service ${service?.name}`));
        }
      }
}

/** Istio: gateways, and virtual services that are bound to them. */
function addVirtualServices(graph: AccessGraph, { kinds, services }: Entries): void {
  const gateways = (kinds.get('Gateway') ?? []).filter(({ values }) => isOf(values, 'networking.istio.io'));
  for (const { values, name, at } of gateways) {
    const id = `kubernetes:${at.path}#${name}`;
    const servers = itemsOf(inside(values, 'spec', 'servers'));
    const isEncrypted = servers.every(
      (one) => entry(one, 'tls') !== undefined && textOf(inside(one, 'tls', 'httpsRedirect')) !== 'false',
    );
    const isMutual = servers.every((one) => textOf(inside(one, 'tls', 'mode')) === 'MUTUAL');
    graph.add({ id, kind: 'entry', label: name, at });
    graph.connect(
      open(id, at, 'the gateway of the mesh takes connections from every address', {
        cut: 'select an internal gateway',
        tls: isEncrypted ? 'yes' : 'no',
        authentication: isMutual ? 'yes' : 'unknown',
      }),
    );
  }
  for (const { values, name } of kinds.get('VirtualService') ?? []) {
    const bound = itemsOf(inside(values, 'spec', 'gateways')).flatMap((one) => textOf(one) ?? []);
    const routes = ['http', 'tls', 'tcp'].flatMap((key) => itemsOf(inside(values, 'spec', key)));
    const hosts = routes.flatMap((one) =>
      itemsOf(entry(one, 'route')).map((route) => inside(route, 'destination', 'host')),
    );
    for (const gateway of gateways) {
      const own = textOf(inside(gateway.values, 'metadata', 'name')) ?? '';
      if (!bound.some((one) => one === own || one.endsWith(`/${own}`))) continue;
      for (const host of hosts) {
        const [service, space = namespaceOf(values)] = (textOf(host) ?? '').split('.');
        const found = findService(services, service, space, gateway.at.path);
        for (const target of found?.targets ?? [])
          graph.connect(
            passOn(
              `kubernetes:${gateway.at.path}#${gateway.name}`,
              target,
              host?.at ?? gateway.at,
              `${name} passes to the service ${found?.name}`,
            ),
          );
      }
    }
  }
}

function addService(graph: AccessGraph, service: ServiceTargets, policies: NetworkPolicies): void {
  const { values, at, name } = service.resource;
  const type = textOf(inside(values, 'spec', 'type')) ?? 'ClusterIP';
  const addresses = itemsOf(inside(values, 'spec', 'externalIPs')).length > 0;
  if (type !== 'LoadBalancer' && type !== 'NodePort' && !addresses) return;
  const ranges = itemsOf(inside(values, 'spec', 'loadBalancerSourceRanges')).flatMap(
    (one) => textOf(one) ?? [],
  );
  if (type === 'LoadBalancer' && (isInternal(values) || !isForEveryone(ranges))) return;
  const ports = itemsOf(inside(values, 'spec', 'ports')).map((port) =>
    Number(textOf(entry(port, 'port')) ?? Number.NaN),
  );
  const open = ports.find((port) => loginOfPort(port, 'unknown') === 'no');
  for (const target of service.targets) {
    const { peers } = policies.isolation(target, 'ingress');
    if (peers !== undefined && !peers.some(({ isOutside }) => isOutside)) continue;
    graph.connect({
      from: INTERNET,
      to: target.node.id,
      at,
      by: `${name} of the type ${type} publishes port ${ports.join(', ')}`,
      cut:
        type === 'LoadBalancer'
          ? 'make the service a ClusterIP, or name the addresses in `loadBalancerSourceRanges`'
          : 'make the service a ClusterIP',
      tls: ports.length === 1 ? tlsOfPort(ports[0]) : 'unknown',
      authentication: loginOfPort(open, target.authentication),
      isUsed: true,
      ...(type === 'NodePort' ? { unknown: NODES_UNKNOWN } : {}),
    });
  }
}

function addHostPorts(graph: AccessGraph, { resource, node, authentication }: Workload): void {
  const isHost = textOf(entry(resource.values, 'hostNetwork')) === 'true';
  const ports = itemsOf(entry(resource.values, 'containers'))
    .flatMap((container) => itemsOf(entry(container, 'ports')))
    .filter((port) => isHost || entry(port, 'hostPort') !== undefined);
  for (const port of ports)
    graph.connect({
      from: INTERNET,
      to: node.id,
      at: port.at,
      by: `it takes port ${textOf(entry(port, 'hostPort') ?? entry(port, 'containerPort')) ?? ''} of its node`,
      cut: 'remove `hostPort` and `hostNetwork`',
      tls: 'unknown',
      authentication,
      isUsed: true,
      unknown: NODES_UNKNOWN,
    });
}

function isOf(values: ConfigValue, group: string): boolean {
  return textOf(entry(values, 'apiVersion'))?.startsWith(`${group}/`) === true;
}

/** By name and namespace; of several, the nearest. */
function findService(
  services: readonly ServiceTargets[],
  name: string | undefined,
  namespace: string,
  path: string,
): ServiceTargets | undefined {
  return nearest(
    path,
    services.filter((one) => one.name === name && one.namespace === namespace),
  )[0];
}

function open(
  to: string,
  at: Hop['at'],
  by: string,
  rest: { readonly cut: string; readonly tls: Known; readonly authentication: Known },
): Hop {
  return { from: INTERNET, to, at, by, isUsed: true, ...rest };
}

function passOn(from: string, target: Workload, at: Hop['at'], by: string): Hop {
  return {
    from,
    to: target.node.id,
    at,
    by,
    cut: 'remove the route',
    tls: 'unknown',
    authentication: target.authentication,
    isUsed: true,
  };
}
