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
  { type: 'nginx.main', files: 'nginx.conf', values: 'directives outside of blocks, by name' },
  {
    type: 'nginx.http',
    files: 'nginx.conf, conf.d/*.conf, sites-available',
    values: 'directives by name; servers',
  },
  {
    type: 'nginx.scope',
    files: 'nginx.conf, conf.d/*.conf, snippets',
    values: 'directives that a block says itself, by name; headers; kind, restricted, passes',
  },
  {
    type: 'nginx.server',
    files: 'nginx.conf, conf.d/*.conf, sites-available',
    values:
      'directives that hold in it, by name; headers by name in lower case; listens, tls, plain, redirects, serves',
  },
  {
    type: 'nginx.location',
    files: 'nginx.conf, conf.d/*.conf, sites-available',
    values: 'directives that hold in it, by name; headers; path, modifier, server, restricted, upstream',
  },
  { type: 'kubernetes.*', files: 'manifests', values: 'the object, by its kind: kubernetes.Ingress' },
];

/** Whether a rule can ask about the type. */
export function isResourceType(type: string): boolean {
  return (
    RESOURCE_TYPES.some((row) => row.type === type) || /^kubernetes\.[A-Z][A-Za-z0-9]{0,100}$/.test(type)
  );
}
