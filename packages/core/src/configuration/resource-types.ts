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
    type: 'kubernetes.pod',
    files: 'manifests',
    values: 'the specification of a pod, also of workloads; kind, metadata',
  },
  {
    type: 'kubernetes.container',
    files: 'manifests',
    values: 'the container; security (what holds for it in effect), pod, group',
  },
  {
    type: 'terraform.*',
    files: '.tf, .tofu, .tf.json, plans in JSON',
    values:
      'the resource, by its type: terraform.aws_s3_bucket; nested blocks are lists; resources that configure it stand under keys such as @versioning; policies have lists in Statement',
  },
  {
    type: 'terraform.data.*',
    files: '.tf, .tofu, .tf.json',
    values: 'what is read, by its type: terraform.data.http',
  },
  { type: 'kubernetes.*', files: 'manifests', values: 'the object, by its kind: kubernetes.Ingress' },
];

/** Whether a rule can ask about the type. */
export function isResourceType(type: string): boolean {
  return (
    RESOURCE_TYPES.some((row) => row.type === type) ||
    /^(?:kubernetes\.[A-Z][A-Za-z0-9]{0,100}|terraform\.(?:data\.)?[a-z][a-z0-9_]{0,150})$/.test(type)
  );
}
