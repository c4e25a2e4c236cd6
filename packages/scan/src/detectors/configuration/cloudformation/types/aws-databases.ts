/** Databases, caches and search. */
import { type ConfigValue, entry, inside, list, map, scalar, textOf } from '@theriac/core/configuration';
import { unknown } from '../../terraform/values.ts';
import { made } from '../shape.ts';
import type { Entries, Given, Row } from './row.ts';

const DATABASE_NAMES = {
  MasterUserPassword: 'password',
  EnableIAMDatabaseAuthentication: 'iam_database_authentication_enabled',
  IamAuthEnabled: 'iam_database_authentication_enabled',
  EnableCloudwatchLogsExports: 'enabled_cloudwatch_logs_exports',
  SourceDBInstanceIdentifier: 'replicate_source_db',
  DBParameterGroupName: 'parameter_group_name',
  DBClusterParameterGroupName: 'db_cluster_parameter_group_name',
  DBInstanceIdentifier: 'identifier',
  DBClusterIdentifier: 'cluster_identifier',
  VPCSecurityGroups: 'vpc_security_group_ids',
};

/** Clusters name the same password otherwise. */
const CLUSTER_NAMES = { ...DATABASE_NAMES, MasterUserPassword: 'master_password' };

const LAST_SNAPSHOT = {
  skip_final_snapshot: { property: 'DeletionPolicy', values: { false: 'Snapshot' }, isBeside: true },
} as const;

/** Without a policy a snapshot is taken. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html */
function lastSnapshot({ resource }: Given): Entries {
  const policy = entry(resource, 'DeletionPolicy');
  return policy === undefined || textOf(policy) !== 'Delete'
    ? []
    : [['skip_final_snapshot', scalar('true', policy.at)]];
}

/** Whether it is public where that is not said depends on the network. */
function publicUnlessSaid({ properties }: Given): Entries {
  return entry(properties, 'PubliclyAccessible') === undefined
    ? [['publicly_accessible', unknown('it depends on the subnets of the network', properties.at)]]
    : [];
}

/** Names are keys there. */
const PARAMETERS = { 'parameter.name': null, 'parameter.value': null, parameter: 'Parameters' };

/** `{ rds.force_ssl: 1 }` as blocks. */
function parameters({ properties }: Given): Entries {
  return [
    [
      'parameter',
      made(entry(properties, 'Parameters'), (known) =>
        known.kind === 'map'
          ? list(
              [...known.entries].map(([name, value]) =>
                map(
                  [
                    ['name', scalar(name, value.at)],
                    ['value', value],
                  ],
                  value.at,
                ),
              ),
              known.at,
            )
          : undefined,
      ),
    ],
    ['parameters', undefined],
  ];
}

/** Options of a domain of OpenSearch, by type of log, as blocks. */
function published(value: ConfigValue | undefined): ConfigValue | undefined {
  return made(value, (known) =>
    known.kind !== 'map'
      ? undefined
      : list(
          [...known.entries].map(([type, option]) =>
            map(
              [
                ['log_type', scalar(type, option.at)],
                ['enabled', entry(option, 'Enabled')],
              ],
              option.at,
            ),
          ),
          known.at,
        ),
  );
}

const SEARCH: Omit<Row, 'type' | 'to'> = {
  names: {
    EncryptionAtRestOptions: 'encrypt_at_rest',
    NodeToNodeEncryptionOptions: 'node_to_node_encryption',
    ElasticsearchClusterConfig: 'cluster_config',
    VPCOptions: 'vpc_options',
  },
  said: {
    'log_publishing_options.log_type': 'LogPublishingOptions',
    'log_publishing_options.enabled': 'LogPublishingOptions.AUDIT_LOGS.Enabled',
  },
  more: ({ properties, blocks }) => [
    ['log_publishing_options', published(entry(properties, 'LogPublishingOptions'))],
    [
      'domain_endpoint_options',
      made(entry(blocks, 'domain_endpoint_options'), (known) =>
        // Terraform sets it where it is not said, the service does not.
        inside(properties, 'DomainEndpointOptions', 'EnforceHTTPS') === undefined && known.kind === 'list'
          ? list(
              known.items.map((item) =>
                item.kind === 'map'
                  ? map([...item.entries, ['enforce_https', scalar('false', item.at)]], item.at)
                  : item,
              ),
              known.at,
            )
          : known,
      ),
    ],
  ],
};

export const DATABASE_ROWS: readonly Row[] = [
  {
    type: 'AWS::RDS::DBInstance',
    to: ({ properties }) =>
      properties.entries.has('DBClusterIdentifier') ? 'aws_rds_cluster_instance' : 'aws_db_instance',
    names: DATABASE_NAMES,
    said: LAST_SNAPSHOT,
    more: (given) => [
      ...publicUnlessSaid(given),
      ...lastSnapshot(given),
      // A copy has the encryption of what it is made from.
      ...(given.properties.entries.has('DBSnapshotIdentifier') &&
      !given.properties.entries.has('StorageEncrypted')
        ? ([['storage_encrypted', unknown('the snapshot decides', given.properties.at)]] as const)
        : []),
    ],
  },
  {
    type: 'AWS::RDS::DBCluster',
    to: 'aws_rds_cluster',
    names: CLUSTER_NAMES,
    said: LAST_SNAPSHOT,
    more: (given) => lastSnapshot(given),
  },
  { type: 'AWS::RDS::DBParameterGroup', to: 'aws_db_parameter_group', said: PARAMETERS, more: parameters },
  {
    type: 'AWS::RDS::DBClusterParameterGroup',
    to: 'aws_rds_cluster_parameter_group',
    said: PARAMETERS,
    more: parameters,
  },
  {
    type: 'AWS::Neptune::DBCluster',
    to: 'aws_neptune_cluster',
    names: { ...CLUSTER_NAMES, EnableIAMDatabaseAuthentication: 'enable_iam_database_authentication' },
    said: LAST_SNAPSHOT,
    more: (given) => lastSnapshot(given),
  },
  { type: 'AWS::Neptune::DBInstance', to: 'aws_neptune_cluster_instance' },
  {
    type: 'AWS::DocDB::DBCluster',
    to: 'aws_docdb_cluster',
    names: CLUSTER_NAMES,
    said: LAST_SNAPSHOT,
  },
  {
    type: 'AWS::DocDB::DBClusterParameterGroup',
    to: 'aws_docdb_cluster_parameter_group',
    said: PARAMETERS,
    more: parameters,
  },
  {
    type: 'AWS::Redshift::Cluster',
    to: 'aws_redshift_cluster',
    names: { LoggingProperties: 'logging', MasterUserPassword: 'master_password' },
    said: { 'logging.enable': { property: 'LoggingProperties.BucketName', values: { true: '<bucket>' } } },
    more: ({ properties }) => [
      [
        'logging',
        made(entry(properties, 'LoggingProperties'), ({ at }) =>
          list([map([['enable', scalar('true', at)]], at)], at),
        ),
      ],
    ],
  },
  {
    type: 'AWS::Redshift::ClusterParameterGroup',
    to: 'aws_redshift_parameter_group',
    names: {
      Parameters: 'parameter',
      'Parameters.ParameterName': 'name',
      'Parameters.ParameterValue': 'value',
    },
  },
  { type: 'AWS::RedshiftServerless::Workgroup', to: 'aws_redshiftserverless_workgroup' },
  {
    type: 'AWS::DMS::ReplicationInstance',
    to: 'aws_dms_replication_instance',
    more: ({ properties }) =>
      entry(properties, 'PubliclyAccessible') === undefined
        ? [['publicly_accessible', scalar('true', properties.at)]]
        : [],
  },
  { type: 'AWS::DMS::Endpoint', to: 'aws_dms_endpoint' },
  { type: 'AWS::AmazonMQ::Broker', to: 'aws_mq_broker' },
  { type: 'AWS::ElastiCache::ReplicationGroup', to: 'aws_elasticache_replication_group' },
  { type: 'AWS::OpenSearchService::Domain', to: 'aws_opensearch_domain', ...SEARCH },
  { type: 'AWS::Elasticsearch::Domain', to: 'aws_elasticsearch_domain', ...SEARCH },
];
