/** What configuration is made of: the types that rules can ask about, with what can be asked. */

export interface ResourceType {
  readonly type: string;
  readonly files: string;
  /** What its values are: those of the file unless something else is said. */
  readonly values: string;
}

export const RESOURCE_TYPES: readonly ResourceType[] = [
  {
    type: 'docker.image',
    files: 'Dockerfile, Containerfile',
    values:
      'from, user, healthcheck, run, add, copy, expose (lists), variables (ENV and ARG, by name), of the last stage',
  },
  {
    type: 'compose.service',
    files: 'compose.yaml, docker-compose.yml',
    values: 'the service; name; ports, volumes and environment in their long form',
  },
  {
    type: 'compose.network',
    files: 'compose.yaml, docker-compose.yml',
    values: 'internal, external, name, driver',
  },
  {
    type: 'kubernetes.pod',
    files: 'manifests',
    values: 'the specification of a pod, also of workloads; kind, metadata',
  },
  {
    type: 'kubernetes.container',
    files: 'manifests',
    values: 'the container; security (what holds for it in effect), pod, group',
  },
  { type: 'kubernetes.*', files: 'manifests', values: 'the object, by its kind: kubernetes.Ingress' },
];

/** Whether a rule can ask about the type. */
export function isResourceType(type: string): boolean {
  return (
    RESOURCE_TYPES.some((row) => row.type === type) || /^kubernetes\.[A-Z][A-Za-z0-9]{0,100}$/.test(type)
  );
}
