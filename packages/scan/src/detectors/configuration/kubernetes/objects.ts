/** Objects of Kubernetes: each as it is, and the pods and containers of workloads with what holds for them in effect. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  map,
  type Resource,
  scalar,
  textOf,
} from '@theriac/core/configuration';

/** Where each kind keeps the pods that it makes. */
const PODS: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Settings that a container has from its pod where it says nothing itself. */
const INHERITED = [
  'runAsUser',
  'runAsGroup',
  'runAsNonRoot',
  'seccompProfile',
  'appArmorProfile',
  'seLinuxOptions',
];

/** @param document one document of a manifest; lists are taken apart, what is no object yields nothing */
export function kubernetesResources(document: ConfigValue): Resource[] {
  const kind = textOf(entry(document, 'kind'));
  if (document.kind !== 'map' || kind === undefined || entry(document, 'apiVersion') === undefined) return [];
  if (kind.endsWith('List') && entry(document, 'items') !== undefined)
    return itemsOf(entry(document, 'items')).flatMap(kubernetesResources);
  const name = nameOf(document, kind);
  const own: Resource = { type: `kubernetes.${kind}`, name, at: document.at, values: document };
  const way = PODS[kind];
  const template = way === undefined ? undefined : inside(document, ...way);
  const spec = entry(template, 'spec');
  if (template === undefined || spec?.kind !== 'map') return [own];
  const pod: Resource = {
    type: 'kubernetes.pod',
    name,
    at: spec.at,
    values: map(
      [
        ...spec.entries,
        ['kind', scalar(kind, document.at)],
        ['metadata', entry(template, 'metadata')],
        ['namespace', inside(document, 'metadata', 'namespace')],
      ],
      spec.at,
    ),
  };
  return [own, pod, ...containersOf(spec, name)];
}

function nameOf(document: ConfigValue, kind: string): string {
  const metadata = entry(document, 'metadata');
  const namespace = textOf(entry(metadata, 'namespace'));
  const name = textOf(entry(metadata, 'name')) ?? textOf(entry(metadata, 'generateName')) ?? 'without a name';
  return `${kind}/${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function containersOf(spec: ConfigValue, owner: string): Resource[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((group) =>
    itemsOf(entry(spec, group)).flatMap((container): Resource[] => {
      if (container.kind !== 'map') return [];
      const name = textOf(entry(container, 'name')) ?? 'without a name';
      return [
        {
          type: 'kubernetes.container',
          name: `${owner} container ${name}`,
          at: container.at,
          values: map(
            [
              ...container.entries,
              ['security', effective(container, spec)],
              ['pod', spec],
              ['group', scalar(group, container.at)],
            ],
            container.at,
          ),
        },
      ];
    }),
  );
}

function effective(container: ConfigValue, spec: ConfigValue): ConfigValue {
  const own = entry(container, 'securityContext');
  const pod = entry(spec, 'securityContext');
  const inherited = INHERITED.map((key) => [key, entry(pod, key)] as const);
  return map([...inherited, ...(own?.kind === 'map' ? own.entries : [])], own?.at ?? container.at);
}
