/** What of AWS runs code, takes connections and keeps data, and in which groups it is. */
import { entry, itemsOf, type Resource, textOf } from '@theriac/core/configuration';
import { type TerraformResources, textsOf, typeOf } from './terraform-references.ts';

interface StoreRow {
  readonly technology: string;
  readonly ports: Readonly<Record<string, number>> | number;
  /** Where its groups stand. */
  readonly groups: readonly string[];
  readonly isClinical?: true;
}

/** Stores that are reached over the network. The key of `ports` is the beginning of the engine. */
export const NETWORK_STORES: Readonly<Record<string, StoreRow>> = {
  aws_db_instance: {
    technology: 'RDS',
    ports: { postgres: 5432, mysql: 3306, mariadb: 3306, oracle: 1521, sqlserver: 1433, aurora: 3306 },
    groups: ['vpc_security_group_ids'],
  },
  aws_rds_cluster: {
    technology: 'Aurora',
    ports: { 'aurora-postgresql': 5432, aurora: 3306, postgres: 5432, mysql: 3306 },
    groups: ['vpc_security_group_ids'],
  },
  aws_docdb_cluster: { technology: 'DocumentDB', ports: 27017, groups: ['vpc_security_group_ids'] },
  aws_neptune_cluster: { technology: 'Neptune', ports: 8182, groups: ['vpc_security_group_ids'] },
  aws_redshift_cluster: { technology: 'Redshift', ports: 5439, groups: ['vpc_security_group_ids'] },
  aws_elasticache_cluster: {
    technology: 'ElastiCache',
    ports: { redis: 6379, memcached: 11211 },
    groups: ['security_group_ids'],
  },
  aws_elasticache_replication_group: {
    technology: 'ElastiCache',
    ports: 6379,
    groups: ['security_group_ids'],
  },
  aws_opensearch_domain: { technology: 'OpenSearch', ports: 443, groups: ['vpc_options'] },
  aws_elasticsearch_domain: { technology: 'Elasticsearch', ports: 443, groups: ['vpc_options'] },
  aws_efs_file_system: { technology: 'EFS', ports: 2049, groups: [] },
};

/** Stores that are reached by who is permitted to. The text is what actions on them begin with. */
export const PERMITTED_STORES: Readonly<Record<string, readonly [technology: string, service: string]>> = {
  aws_s3_bucket: ['S3', 's3'],
  aws_dynamodb_table: ['DynamoDB', 'dynamodb'],
  aws_healthlake_fhir_datastore: ['HealthLake', 'healthlake'],
  aws_medical_imaging_datastore: ['HealthImaging', 'medical-imaging'],
};

export const CLINICAL_TYPES: readonly string[] = [
  'aws_healthlake_fhir_datastore',
  'aws_medical_imaging_datastore',
];

/** What runs code, with where its groups and its role stand. */
export const WORKLOADS: Readonly<
  Record<string, { readonly groups: readonly string[]; readonly role: readonly string[] }>
> = {
  aws_instance: { groups: ['vpc_security_group_ids', 'security_groups'], role: ['iam_instance_profile'] },
  aws_launch_template: {
    groups: ['vpc_security_group_ids', 'network_interfaces'],
    role: ['iam_instance_profile'],
  },
  aws_launch_configuration: { groups: ['security_groups'], role: ['iam_instance_profile'] },
  aws_ecs_service: { groups: ['network_configuration'], role: ['task_definition'] },
  aws_lambda_function: { groups: ['vpc_config'], role: ['role'] },
};

export function portOf(resource: Resource): number | undefined {
  const { ports } = NETWORK_STORES[typeOf(resource)] ?? {};
  const own = Number(textOf(entry(resource.values, 'port')) ?? Number.NaN);
  if (Number.isInteger(own)) return own;
  if (typeof ports === 'number' || ports === undefined) return ports;
  const engine = textOf(entry(resource.values, 'engine')) ?? '';
  return Object.entries(ports).find(([start]) => engine.startsWith(start))?.[1];
}

/** Groups of a resource; undefined where it has those of its network. */
export function groupsOf(
  resource: Resource,
  keys: readonly string[],
  all: TerraformResources,
): readonly Resource[] {
  const types = ['aws_security_group', 'aws_default_security_group'];
  return keys
    .flatMap((key) => [...all.referred(entry(resource.values, key))])
    .filter((one) => types.includes(typeOf(one)));
}

/** Roles that a workload acts in: directly, by an instance profile, by a task definition. */
export function rolesOf(resource: Resource, all: TerraformResources): readonly Resource[] {
  const keys = WORKLOADS[typeOf(resource)]?.role ?? [];
  const first = keys.flatMap((key) =>
    all.referredOrNamed(entry(resource.values, key), resource, 'aws_iam_instance_profile'),
  );
  const second = first.flatMap((one) => [
    ...all.referredOrNamed(entry(one.values, 'role'), one, 'aws_iam_role'),
    ...all.referred(entry(one.values, 'task_role_arn')),
  ]);
  return [...first, ...second].filter((one) => typeOf(one) === 'aws_iam_role');
}

/** What a policy lets a role do, as far as it is written. */
export interface Grant {
  readonly at: Resource['at'];
  readonly actions: readonly string[];
  /** Whether it is for everything of its kind. */
  readonly isEverything: boolean;
  readonly resources: readonly Resource[];
}

/** Managed policies of AWS that reach data: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/. */
const MANAGED: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ['*'],
  PowerUserAccess: ['*'],
  AmazonS3FullAccess: ['s3:*'],
  AmazonS3ReadOnlyAccess: ['s3:Get*'],
  AmazonDynamoDBFullAccess: ['dynamodb:*'],
  AmazonDynamoDBReadOnlyAccess: ['dynamodb:Get*'],
  AmazonHealthLakeFullAccess: ['healthlake:*'],
};

export function grantsOf(role: Resource, all: TerraformResources): Grant[] {
  const inline = all
    .of('aws_iam_role_policy')
    .filter((one) => all.referredOrNamed(entry(one.values, 'role'), one, 'aws_iam_role').includes(role))
    .flatMap((one) => statements(one, all));
  const attached = all
    .of('aws_iam_role_policy_attachment')
    .filter((one) => all.referredOrNamed(entry(one.values, 'role'), one, 'aws_iam_role').includes(role))
    .flatMap((one): Grant[] => {
      const arn = entry(one.values, 'policy_arn');
      const name = textOf(arn)?.split('/').at(-1) ?? '';
      const actions = Object.hasOwn(MANAGED, name) ? MANAGED[name] : undefined;
      if (actions !== undefined) return [{ at: one.at, actions, isEverything: true, resources: [] }];
      return all.referred(arn).flatMap((policy) => statements(policy, all));
    });
  return [...inline, ...attached];
}

function statements(policy: Resource, all: TerraformResources): Grant[] {
  return itemsOf(entry(entry(policy.values, 'policy'), 'Statement'))
    .filter((one) => textOf(entry(one, 'Effect')) === 'Allow')
    .map((one) => {
      const resource = entry(one, 'Resource');
      return {
        at: one.at,
        actions: textsOf(entry(one, 'Action')),
        isEverything: textsOf(resource).some(
          (text) => text === '*' || /^arn:aws[\w-]*:\w+:{2,3}\*/.test(text),
        ),
        resources: all.referred(resource),
      };
    });
}
