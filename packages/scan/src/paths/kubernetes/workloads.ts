/** Workloads of a cluster: what they run, what they are told, and the services by which they are reached. */
import type { System } from '@theriac/core';
import { type ConfigValue, entry, inside, itemsOf, type Resource, textOf } from '@theriac/core/configuration';
import { systemFor } from '@theriac/govern';
import { folderOf } from '../../target/paths.ts';
import { storeKindOf } from '../store-kinds.ts';
import { type Running, running } from '../workload.ts';
import { byKind, type Labels, labelsOf, namespaceOf } from './objects.ts';
import type { PodPlace } from './policies.ts';

const DATA_LABELS = ['theriac.io/data', 'data-classification', 'data-class', 'dataclass'];

export interface Workload extends Running, PodPlace {
  readonly resource: Resource;
  readonly name: string;
  readonly serviceAccount: string;
  /** Folder of its file: objects of one folder belong together where names stand twice. */
  readonly folder: string;
}

/** What is in each, by namespace and name; of several, the first. */
type ConfigMaps = ReadonlyMap<string, ConfigValue | undefined>;

export function workloadsOf(resources: readonly Resource[], systems: readonly System[]): Workload[] {
  const configMaps = new Map<string, ConfigValue | undefined>();
  for (const { values } of byKind(resources).get('ConfigMap') ?? []) {
    const key = `${namespaceOf(values)}\n${textOf(inside(values, 'metadata', 'name')) ?? ''}`;
    if (!configMaps.has(key)) configMaps.set(key, entry(values, 'data'));
  }
  return resources
    .filter(({ type }) => type === 'kubernetes.pod')
    .map((resource) => workloadOf(resource, configMaps, systemFor(systems, resource.at.path)));
}

function workloadOf(resource: Resource, configMaps: ConfigMaps, system: System): Workload {
  const { values, at } = resource;
  const namespace = textOf(entry(values, 'namespace')) ?? '';
  const labels = labelsOf(inside(values, 'metadata', 'labels'));
  const annotations = labelsOf(inside(values, 'metadata', 'annotations'));
  const containers = itemsOf(entry(values, 'containers'));
  const name = resource.name.slice(resource.name.lastIndexOf('/') + 1);
  // A pod with a database and what exports its metrics is a database.
  const main =
    containers.find(
      (one) => storeKindOf(textOf(entry(one, 'image')) ?? '', name, portsOf(one)) !== undefined,
    ) ?? containers[0];
  const environment = new Map(
    containers.flatMap((container) => [...environmentOf(container, namespace, configMaps)]),
  );
  // What runs once and ends is a client, whatever image it has.
  const isJob = ['Job', 'CronJob'].includes(textOf(entry(values, 'kind')) ?? '');
  return {
    ...running({
      id: `kubernetes:${at.path}#${resource.name}`,
      label: resource.name,
      name,
      at,
      image: isJob ? undefined : entry(main, 'image'),
      environment,
      ports: main === undefined || isJob ? [] : portsOf(main),
      command: containers.flatMap((one) => [entry(one, 'command'), entry(one, 'args')]),
      dataClass: DATA_LABELS.map((label) => labels.get(label) ?? annotations.get(label)).find(
        (one) => one !== undefined,
      ),
      system,
    }),
    resource,
    name,
    namespace,
    labels,
    serviceAccount: textOf(entry(values, 'serviceAccountName')) ?? 'default',
    folder: folderOf(at.path),
  };
}

function portsOf(container: ConfigValue): number[] {
  return itemsOf(entry(container, 'ports')).map((port) =>
    Number(textOf(entry(port, 'containerPort')) ?? Number.NaN),
  );
}

/** Variables of a container, with those that it has from a ConfigMap of the target. */
function environmentOf(
  container: ConfigValue,
  namespace: string,
  configMaps: ConfigMaps,
): Map<string, ConfigValue> {
  const dataOf = (name: string | undefined): ConfigValue | undefined =>
    configMaps.get(`${namespace}\n${name ?? ''}`);
  const environment = new Map<string, ConfigValue>();
  for (const source of itemsOf(entry(container, 'envFrom'))) {
    const data = dataOf(textOf(inside(source, 'configMapRef', 'name')));
    if (data?.kind === 'map') for (const [key, value] of data.entries) environment.set(key, value);
  }
  for (const variable of itemsOf(entry(container, 'env'))) {
    const name = textOf(entry(variable, 'name'));
    const reference = inside(variable, 'valueFrom', 'configMapKeyRef');
    const value =
      entry(variable, 'value') ??
      entry(dataOf(textOf(entry(reference, 'name'))), textOf(entry(reference, 'key')) ?? '') ??
      entry(variable, 'valueFrom');
    if (name !== undefined && value !== undefined) environment.set(name, value);
  }
  return environment;
}

/** A service, and the workloads that its selector takes. */
export interface ServiceTargets {
  readonly resource: Resource;
  readonly name: string;
  readonly namespace: string;
  readonly targets: readonly Workload[];
}

export function servicesOf(services: readonly Resource[], workloads: readonly Workload[]): ServiceTargets[] {
  const byLabel = new Map<string, Workload[]>();
  for (const workload of workloads)
    for (const [key, value] of workload.labels) {
      const label = `${workload.namespace}\n${key}\n${value}`;
      const same = byLabel.get(label);
      if (same === undefined) byLabel.set(label, [workload]);
      else same.push(workload);
    }
  return services.map((resource) => {
    const { values, at } = resource;
    const namespace = namespaceOf(values);
    const selector = labelsOf(inside(values, 'spec', 'selector'));
    const having = [...selector].map(([key, value]) => byLabel.get(`${namespace}\n${key}\n${value}`) ?? []);
    const [fewest = []] = having.sort((one, other) => one.length - other.length);
    const selected = fewest.filter(({ labels }) => isSubset(selector, labels));
    return {
      resource,
      name: textOf(inside(values, 'metadata', 'name')) ?? '',
      namespace,
      targets: nearest(at.path, selected),
    };
  });
}

/**
 * Of what has the same name, what lies nearest in the tree: a repository may hold the objects of several clusters.
 * @returns those of the same file, else those whose path shares the most folders with `path`
 */
export function nearest<T extends { readonly resource: Resource }>(
  path: string,
  found: readonly T[],
): readonly T[] {
  if (found.length < 2) return found;
  const own = found.filter(({ resource }) => resource.at.path === path);
  if (own.length > 0) return own;
  const shared = found.map(({ resource }) => sharedFolders(path, resource.at.path));
  const most = shared.reduce((a, b) => Math.max(a, b));
  return found.filter((_, i) => shared[i] === most);
}

function sharedFolders(a: string, b: string): number {
  const [left, right] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)];
  const differs = left.findIndex((part, i) => part !== right[i]);
  return differs < 0 ? left.length : differs;
}

function isSubset(wanted: Labels, given: Labels): boolean {
  return [...wanted].every(([key, value]) => given.get(key) === value);
}
