/** Buckets, volumes, file systems, backups and registries of images. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  list,
  map,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import { unknown } from '../../terraform/values.ts';
import { made, one } from '../shape.ts';
import type { Given, Row } from './row.ts';

/** `PublicReadWrite`: `public-read-write`. */
const cannedAcl = (value: ConfigValue | undefined): ConfigValue | undefined =>
  made(value, (known) =>
    scalar((textOf(known) ?? '').replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase(), known.at),
  );

/** The translated property as what Terraform declares beside the bucket. */
function joinedAs(given: Given, property: string, key: string): ConfigValue | undefined {
  const value = entry(given.blocks, property);
  return made(value, (known) => one([[key, known]], known.at));
}

export const STORAGE_ROWS: readonly Row[] = [
  {
    type: 'AWS::S3::Bucket',
    to: 'aws_s3_bucket',
    names: {
      BucketName: 'bucket',
      'BucketEncryption.ServerSideEncryptionConfiguration': 'rule',
      'BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault':
        'apply_server_side_encryption_by_default',
      'ReplicationConfiguration.Rules': 'rule',
      'LifecycleConfiguration.Rules': 'rule',
      ObjectLockConfiguration: 'object_lock_configuration',
    },
    said: {
      acl: 'AccessControl',
      '@encryption': 'BucketEncryption',
      '@public_access_block': 'PublicAccessBlockConfiguration',
      '@versioning.versioning_configuration': 'VersioningConfiguration',
      '@replication': 'ReplicationConfiguration',
      '@lifecycle': 'LifecycleConfiguration',
      '@ownership': 'OwnershipControls',
      '@logging.target_bucket': 'LoggingConfiguration.DestinationBucketName',
      '@logging': 'LoggingConfiguration.DestinationBucketName',
    },
    more: (given) => {
      const { blocks } = given;
      return [
        ['acl', cannedAcl(entry(given.properties, 'AccessControl'))],
        ['access_control', undefined],
        ['@encryption', entry(blocks, 'bucket_encryption')],
        ['bucket_encryption', undefined],
        ['@public_access_block', entry(blocks, 'public_access_block_configuration')],
        ['public_access_block_configuration', undefined],
        ['@versioning', joinedAs(given, 'versioning_configuration', 'versioning_configuration')],
        ['versioning_configuration', undefined],
        ['@replication', entry(blocks, 'replication_configuration')],
        ['replication_configuration', undefined],
        ['@lifecycle', entry(blocks, 'lifecycle_configuration')],
        ['@ownership', entry(blocks, 'ownership_controls')],
        ['@website', entry(blocks, 'website_configuration')],
        ['website_configuration', undefined],
        ['@notification', entry(blocks, 'notification_configuration')],
        ['logging_configuration', undefined],
      ];
    },
    beside: ({ id, properties }) => {
      const logging = entry(properties, 'LoggingConfiguration');
      if (logging === undefined) return [];
      const self = unknown(`it is ${id}`, logging.at, [id]);
      const target = logging.kind === 'unknown' ? logging : (entry(logging, 'DestinationBucketName') ?? self);
      return [
        {
          type: 'aws_s3_bucket_logging',
          address: `${id} logging`,
          values: map(
            [
              ['bucket', self],
              ['target_bucket', target],
            ],
            logging.at,
          ),
          open: logging.kind === 'unknown' ? logging.reason : undefined,
        },
      ];
    },
  },
  { type: 'AWS::S3::BucketPolicy', to: 'aws_s3_bucket_policy', names: { PolicyDocument: 'policy' } },
  { type: 'AWS::EC2::Volume', to: 'aws_ebs_volume' },
  {
    type: 'AWS::EFS::FileSystem',
    to: 'aws_efs_file_system',
    names: { FileSystemTags: 'file_system_tags' },
    said: { '@backup.backup_policy': 'BackupPolicy', policy: 'FileSystemPolicy' },
    more: ({ blocks, properties }) => [
      ['@backup', made(entry(blocks, 'backup_policy'), (known) => one([['backup_policy', known]], known.at))],
      ['policy', entry(properties, 'FileSystemPolicy')],
    ],
  },
  { type: 'AWS::FSx::FileSystem', to: 'aws_fsx_file_system' },
  {
    type: 'AWS::Backup::BackupVault',
    to: 'aws_backup_vault',
    names: { EncryptionKeyArn: 'kms_key_arn' },
  },
  {
    type: 'AWS::Backup::BackupPlan',
    to: 'aws_backup_plan',
    within: 'BackupPlan',
    names: { BackupPlanRule: 'rule', 'BackupPlanRule.Lifecycle.DeleteAfterDays': 'delete_after' },
  },
  { type: 'AWS::Backup::BackupSelection', to: 'aws_backup_selection', within: 'BackupSelection' },
  {
    type: 'AWS::ECR::Repository',
    to: 'aws_ecr_repository',
    names: { RepositoryName: 'name' },
    beside: ({ id, properties }) => {
      const policy = entry(properties, 'RepositoryPolicyText');
      return policy === undefined
        ? []
        : [
            {
              type: 'aws_ecr_repository_policy',
              address: `${id} policy`,
              values: map(
                [
                  ['repository', unknown(`it is ${id}`, policy.at, [id])],
                  ['policy', policy],
                ],
                policy.at,
              ),
              open: undefined,
            },
          ];
    },
  },
  {
    type: 'AWS::DynamoDB::Table',
    to: 'aws_dynamodb_table',
    names: {
      SSESpecification: 'server_side_encryption',
      'SSESpecification.SSEEnabled': 'enabled',
      PointInTimeRecoverySpecification: 'point_in_time_recovery',
      'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled': 'enabled',
    },
  },
  {
    type: 'AWS::DynamoDB::GlobalTable',
    to: 'aws_dynamodb_table',
    names: { SSESpecification: 'server_side_encryption', 'SSESpecification.SSEEnabled': 'enabled' },
    said: {
      'point_in_time_recovery.enabled':
        'Replicas.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
    },
    // Each copy has its own.
    more: ({ properties }) => {
      const replicas = entry(properties, 'Replicas');
      const found = itemsOf(replicas).map((one) =>
        inside(one, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled'),
      );
      const off = found.find((value) => textOf(value) !== 'true');
      const [first] = found;
      const enabled = found.includes(undefined) ? undefined : (off ?? first);
      return [
        [
          'point_in_time_recovery',
          enabled === undefined ? undefined : list([map([['enabled', enabled]], enabled.at)], enabled.at),
        ],
      ];
    },
  },
  {
    type: 'AWS::Athena::WorkGroup',
    to: 'aws_athena_workgroup',
    names: { WorkGroupConfiguration: 'configuration' },
  },
  {
    type: 'AWS::SQS::Queue',
    to: 'aws_sqs_queue',
  },
  {
    type: 'AWS::SQS::QueuePolicy',
    to: 'aws_sqs_queue_policy',
    names: { Queues: 'queue_url', PolicyDocument: 'policy' },
  },
  { type: 'AWS::SNS::Topic', to: 'aws_sns_topic' },
  {
    type: 'AWS::SNS::TopicPolicy',
    to: 'aws_sns_topic_policy',
    names: { Topics: 'arn', PolicyDocument: 'policy' },
  },
  {
    type: 'AWS::Kinesis::Stream',
    to: 'aws_kinesis_stream',
    said: { encryption_type: 'StreamEncryption.EncryptionType' },
    more: ({ properties }) => {
      const encryption = entry(properties, 'StreamEncryption');
      return [
        [
          'encryption_type',
          encryption?.kind === 'unknown' ? encryption : entry(encryption, 'EncryptionType'),
        ],
      ];
    },
  },
  {
    type: 'AWS::KinesisFirehose::DeliveryStream',
    to: 'aws_kinesis_firehose_delivery_stream',
    names: { KinesisStreamSourceConfiguration: 'kinesis_source_configuration' },
    said: {
      'server_side_encryption.enabled': {
        property: 'DeliveryStreamEncryptionConfigurationInput.KeyType',
        values: { true: 'AWS_OWNED_CMK' },
      },
      server_side_encryption: 'DeliveryStreamEncryptionConfigurationInput',
    },
    more: ({ properties }) => [
      [
        'server_side_encryption',
        made(entry(properties, 'DeliveryStreamEncryptionConfigurationInput'), ({ at }) =>
          one([['enabled', scalar('true', at)]], at),
        ),
      ],
    ],
  },
  {
    type: 'AWS::HealthLake::FHIRDatastore',
    to: 'aws_healthlake_fhir_datastore',
  },
  {
    type: 'AWS::Logs::LogGroup',
    to: 'aws_cloudwatch_log_group',
    names: { LogGroupName: 'name' },
  },
  {
    type: 'AWS::CloudTrail::Trail',
    to: 'aws_cloudtrail',
    names: {
      IsLogging: 'enable_logging',
      KMSKeyId: 'kms_key_id',
      EnableLogFileValidation: 'enable_log_file_validation',
      IsMultiRegionTrail: 'is_multi_region_trail',
      CloudWatchLogsLogGroupArn: 'cloud_watch_logs_group_arn',
    },
  },
  {
    type: 'AWS::Config::ConfigurationAggregator',
    to: 'aws_config_configuration_aggregator',
    names: {
      AccountAggregationSources: 'account_aggregation_source',
      'AccountAggregationSources.AllAwsRegions': 'all_regions',
      OrganizationAggregationSource: 'organization_aggregation_source',
      'OrganizationAggregationSource.AllAwsRegions': 'all_regions',
    },
  },
  { type: 'AWS::GuardDuty::Detector', to: 'aws_guardduty_detector' },
  {
    type: 'AWS::MSK::Cluster',
    to: 'aws_msk_cluster',
  },
  {
    type: 'AWS::SageMaker::NotebookInstance',
    to: 'aws_sagemaker_notebook_instance',
  },
  {
    type: 'AWS::CodeBuild::Project',
    to: 'aws_codebuild_project',
  },
];
