/** What of AWS runs code, takes connections and keeps data, and where its groups, subnets and roles stand. */

/** Where subnets stand: in a setting, or in a group of subnets that a setting names. */
type SubnetsAt =
  | { readonly key: string }
  | { readonly key: string; readonly group: string; readonly inner: string };

export interface PlaceRow {
  /** Settings with security groups; dots lead into blocks. */
  readonly groups: readonly string[];
  readonly subnets: readonly SubnetsAt[];
}

interface StoreRow extends PlaceRow {
  readonly technology: string;
  /** By the beginning of the engine. */
  readonly ports: Readonly<Record<string, number>> | number;
}

const VPC_GROUPS = ['vpc_security_group_ids'];
const grouped = (key: string, group: string): readonly SubnetsAt[] => [{ key, group, inner: 'subnet_ids' }];
const DB_SUBNETS = grouped('db_subnet_group_name', 'aws_db_subnet_group');
const CACHE_SUBNETS = grouped('subnet_group_name', 'aws_elasticache_subnet_group');

/** Stores that are reached over the network. */
export const NETWORK_STORES: Readonly<Record<string, StoreRow>> = {
  aws_db_instance: {
    technology: 'RDS',
    ports: {
      postgres: 5432,
      mysql: 3306,
      mariadb: 3306,
      oracle: 1521,
      sqlserver: 1433,
      'aurora-postgresql': 5432,
      aurora: 3306,
    },
    groups: VPC_GROUPS,
    subnets: DB_SUBNETS,
  },
  aws_rds_cluster: {
    technology: 'Aurora',
    ports: { 'aurora-postgresql': 5432, aurora: 3306, postgres: 5432, mysql: 3306 },
    groups: VPC_GROUPS,
    subnets: DB_SUBNETS,
  },
  aws_docdb_cluster: {
    technology: 'DocumentDB',
    ports: 27017,
    groups: VPC_GROUPS,
    subnets: grouped('db_subnet_group_name', 'aws_docdb_subnet_group'),
  },
  aws_neptune_cluster: {
    technology: 'Neptune',
    ports: 8182,
    groups: VPC_GROUPS,
    subnets: grouped('neptune_subnet_group_name', 'aws_neptune_subnet_group'),
  },
  aws_redshift_cluster: {
    technology: 'Redshift',
    ports: 5439,
    groups: VPC_GROUPS,
    subnets: grouped('cluster_subnet_group_name', 'aws_redshift_subnet_group'),
  },
  aws_elasticache_cluster: {
    technology: 'ElastiCache',
    ports: { redis: 6379, memcached: 11211 },
    groups: ['security_group_ids'],
    subnets: CACHE_SUBNETS,
  },
  aws_elasticache_replication_group: {
    technology: 'ElastiCache',
    ports: 6379,
    groups: ['security_group_ids'],
    subnets: CACHE_SUBNETS,
  },
  aws_opensearch_domain: {
    technology: 'OpenSearch',
    ports: 443,
    groups: ['vpc_options.security_group_ids'],
    subnets: [{ key: 'vpc_options.subnet_ids' }],
  },
  aws_elasticsearch_domain: {
    technology: 'Elasticsearch',
    ports: 443,
    groups: ['vpc_options.security_group_ids'],
    subnets: [{ key: 'vpc_options.subnet_ids' }],
  },
  aws_mq_broker: {
    technology: 'Amazon MQ',
    ports: { RabbitMQ: 5671, ActiveMQ: 61617 },
    groups: ['security_groups'],
    subnets: [{ key: 'subnet_ids' }],
  },
  aws_efs_file_system: { technology: 'EFS', ports: 2049, groups: [], subnets: [] },
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

interface WorkloadRow extends PlaceRow {
  readonly role: readonly string[];
}

/** What runs code. */
export const WORKLOADS: Readonly<Record<string, WorkloadRow>> = {
  aws_instance: {
    groups: ['vpc_security_group_ids', 'security_groups'],
    subnets: [{ key: 'subnet_id' }],
    role: ['iam_instance_profile'],
  },
  aws_launch_template: {
    // Templates of CloudFormation call them `Groups`.
    groups: ['vpc_security_group_ids', 'network_interfaces.security_groups', 'network_interfaces.groups'],
    subnets: [{ key: 'network_interfaces.subnet_id' }],
    role: ['iam_instance_profile'],
  },
  aws_launch_configuration: { groups: ['security_groups'], subnets: [], role: ['iam_instance_profile'] },
  aws_ecs_service: {
    groups: ['network_configuration.security_groups'],
    subnets: [{ key: 'network_configuration.subnets' }],
    role: ['task_definition'],
  },
  aws_lambda_function: {
    groups: ['vpc_config.security_group_ids'],
    subnets: [{ key: 'vpc_config.subnet_ids' }],
    role: ['role'],
  },
};

export const BALANCERS: Readonly<Record<string, PlaceRow>> = Object.fromEntries(
  ['aws_lb', 'aws_alb', 'aws_elb'].map((type) => [
    type,
    { groups: ['security_groups'], subnets: [{ key: 'subnets' }, { key: 'subnet_mapping.subnet_id' }] },
  ]),
);
