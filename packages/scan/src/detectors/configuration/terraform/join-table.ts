/** Resources that configure another one: under which key each is found at the one that it refers to. */

export interface Join {
  readonly type: string;
  /** Path of the setting that refers; `*` is each block of a list. */
  readonly by: string;
  readonly to: readonly string[];
  /** Key at the one that is referred to: a list of what refers to it. */
  readonly as?: string;
  /** Key at the one that refers: a list of what it refers to. */
  readonly back?: string;
}

const S3 = ['aws_s3_bucket'];
const s3 = (type: string, as: string): Join => ({ type: `aws_s3_bucket_${type}`, by: 'bucket', to: S3, as });

const LOAD_BALANCERS = ['aws_lb', 'aws_alb', 'aws_elb'];
const WEB_TARGETS = [
  ...LOAD_BALANCERS,
  'aws_api_gateway_stage',
  'aws_appsync_graphql_api',
  'aws_cognito_user_pool',
  'aws_apprunner_service',
];
const GROUPS = ['aws_security_group', 'aws_default_security_group'];

const AWS: readonly Join[] = [
  s3('versioning', '@versioning'),
  s3('public_access_block', '@public_access_block'),
  s3('server_side_encryption_configuration', '@encryption'),
  s3('logging', '@logging'),
  s3('policy', '@policy'),
  { ...s3('acl', '@acl'), back: '@bucket' },
  s3('lifecycle_configuration', '@lifecycle'),
  s3('ownership_controls', '@ownership'),
  s3('object_lock_configuration', '@object_lock'),
  s3('replication_configuration', '@replication'),
  s3('notification', '@notification'),
  s3('website_configuration', '@website'),
  { type: 'aws_s3_bucket_logging', by: 'target_bucket', to: S3, as: '@log_sources' },
  { type: 'aws_cloudtrail', by: 's3_bucket_name', to: S3, as: '@log_sources' },
  ...[
    'aws_security_group_rule',
    'aws_vpc_security_group_ingress_rule',
    'aws_vpc_security_group_egress_rule',
  ].map((type) => ({ type, by: 'security_group_id', to: GROUPS, as: '@rules', back: '@group' })),
  ...[
    ['aws_instance', 'vpc_security_group_ids'],
    ['aws_db_instance', 'vpc_security_group_ids'],
    ['aws_rds_cluster', 'vpc_security_group_ids'],
    ['aws_lb', 'security_groups'],
    ['aws_elasticsearch_domain', 'vpc_options.*.security_group_ids'],
    ['aws_eks_cluster', 'vpc_config.*.security_group_ids'],
  ].map(([type = '', by = '']) => ({ type, by, to: GROUPS, back: '@security_groups', as: '@attached_to' })),
  { type: 'aws_default_security_group', by: 'vpc_id', to: ['aws_vpc'], as: '@default_security_group' },
  { type: 'aws_flow_log', by: 'vpc_id', to: ['aws_vpc'], as: '@flow_logs' },
  { type: 'aws_iam_role_policy', by: 'role', to: ['aws_iam_role'], as: '@policies', back: '@role' },
  { type: 'aws_iam_role_policy_attachment', by: 'role', to: ['aws_iam_role'], as: '@attachments' },
  { type: 'aws_iam_user_policy', by: 'user', to: ['aws_iam_user'], as: '@policies' },
  { type: 'aws_iam_user_login_profile', by: 'user', to: ['aws_iam_user'], as: '@login_profile' },
  { type: 'aws_iam_group_policy', by: 'group', to: ['aws_iam_group'], as: '@policies' },
  {
    type: 'aws_lb_listener',
    by: 'load_balancer_arn',
    to: LOAD_BALANCERS,
    as: '@listeners',
    back: '@load_balancer',
  },
  {
    type: 'aws_alb_listener',
    by: 'load_balancer_arn',
    to: LOAD_BALANCERS,
    as: '@listeners',
    back: '@load_balancer',
  },
  { type: 'aws_wafv2_web_acl_association', by: 'resource_arn', to: WEB_TARGETS, as: '@web_acl' },
  { type: 'aws_wafregional_web_acl_association', by: 'resource_arn', to: WEB_TARGETS, as: '@web_acl' },
  {
    type: 'aws_wafv2_web_acl_logging_configuration',
    by: 'resource_arn',
    to: ['aws_wafv2_web_acl'],
    as: '@logging',
  },
  {
    type: 'aws_networkfirewall_logging_configuration',
    by: 'firewall_arn',
    to: ['aws_networkfirewall_firewall'],
    as: '@logging',
  },
  { type: 'aws_kms_key_policy', by: 'key_id', to: ['aws_kms_key'], as: '@policy' },
  {
    type: 'aws_secretsmanager_secret_rotation',
    by: 'secret_id',
    to: ['aws_secretsmanager_secret'],
    as: '@rotation',
  },
  {
    type: 'aws_secretsmanager_secret_policy',
    by: 'secret_arn',
    to: ['aws_secretsmanager_secret'],
    as: '@policy',
  },
  { type: 'aws_ecr_repository_policy', by: 'repository', to: ['aws_ecr_repository'], as: '@policy' },
  { type: 'aws_ecr_lifecycle_policy', by: 'repository', to: ['aws_ecr_repository'], as: '@lifecycle' },
  { type: 'aws_efs_backup_policy', by: 'file_system_id', to: ['aws_efs_file_system'], as: '@backup' },
  { type: 'aws_efs_file_system_policy', by: 'file_system_id', to: ['aws_efs_file_system'], as: '@policy' },
  {
    type: 'aws_backup_selection',
    by: 'resources',
    to: [
      'aws_efs_file_system',
      'aws_ebs_volume',
      'aws_rds_cluster',
      'aws_db_instance',
      'aws_dynamodb_table',
      'aws_s3_bucket',
    ],
    as: '@backup_selection',
  },
  { type: 'aws_sns_topic_policy', by: 'arn', to: ['aws_sns_topic'], as: '@policy' },
  { type: 'aws_sqs_queue_policy', by: 'queue_url', to: ['aws_sqs_queue'], as: '@policy' },
  {
    type: 'aws_db_instance',
    by: 'parameter_group_name',
    to: ['aws_db_parameter_group'],
    back: '@parameter_group',
  },
  {
    type: 'aws_rds_cluster',
    by: 'db_cluster_parameter_group_name',
    to: ['aws_rds_cluster_parameter_group'],
    back: '@parameter_group',
  },
  {
    type: 'aws_docdb_cluster',
    by: 'db_cluster_parameter_group_name',
    to: ['aws_docdb_cluster_parameter_group'],
    back: '@parameter_group',
  },
  {
    type: 'aws_redshift_cluster',
    by: 'cluster_parameter_group_name',
    to: ['aws_redshift_parameter_group'],
    back: '@parameter_group',
  },
  { type: 'aws_redshift_logging', by: 'cluster_identifier', to: ['aws_redshift_cluster'], as: '@logging' },
  { type: 'aws_route53_zone_association', by: 'zone_id', to: ['aws_route53_zone'], as: '@association' },
  {
    type: 'aws_route53_key_signing_key',
    by: 'hosted_zone_id',
    to: ['aws_route53_zone'],
    as: '@signing_keys',
  },
  { type: 'aws_api_gateway_stage', by: 'rest_api_id', to: ['aws_api_gateway_rest_api'], back: '@api' },
  { type: 'aws_route53_query_log', by: 'zone_id', to: ['aws_route53_zone'], as: '@query_log' },
  { type: 'aws_route53_hosted_zone_dnssec', by: 'hosted_zone_id', to: ['aws_route53_zone'], as: '@dnssec' },
  {
    type: 'aws_api_gateway_method_settings',
    by: 'rest_api_id',
    to: ['aws_api_gateway_rest_api'],
    as: '@method_settings',
  },
  {
    type: 'aws_api_gateway_method',
    by: 'rest_api_id',
    to: ['aws_api_gateway_rest_api'],
    as: '@methods',
    back: '@api',
  },
  { type: 'aws_lambda_permission', by: 'function_name', to: ['aws_lambda_function'], as: '@permissions' },
  { type: 'aws_lambda_function_url', by: 'function_name', to: ['aws_lambda_function'], as: '@url' },
  {
    type: 'aws_config_configuration_recorder_status',
    by: 'name',
    to: ['aws_config_configuration_recorder'],
    as: '@status',
  },
  { type: 'aws_sagemaker_notebook_instance', by: 'role_arn', to: ['aws_iam_role'], back: '@role' },
  {
    type: 'aws_emr_cluster',
    by: 'security_configuration',
    to: ['aws_emr_security_configuration'],
    back: '@security_configuration',
  },
];

const STORAGE = ['azurerm_storage_account'];
const SQL_SERVERS = ['azurerm_mssql_server', 'azurerm_sql_server'];
const POSTGRES = ['azurerm_postgresql_server'];
const POSTGRES_FLEXIBLE = ['azurerm_postgresql_flexible_server'];
const MACHINES = [
  'azurerm_linux_virtual_machine',
  'azurerm_windows_virtual_machine',
  'azurerm_virtual_machine',
];
const PRIVATE = [
  ...STORAGE,
  ...SQL_SERVERS,
  ...POSTGRES,
  ...POSTGRES_FLEXIBLE,
  'azurerm_mysql_server',
  'azurerm_mysql_flexible_server',
  'azurerm_mariadb_server',
  'azurerm_key_vault',
  'azurerm_cosmosdb_account',
  'azurerm_healthcare_workspace',
];

const AZURE: readonly Join[] = [
  {
    type: 'azurerm_storage_account_network_rules',
    by: 'storage_account_id',
    to: STORAGE,
    as: '@network_rules',
  },
  {
    type: 'azurerm_storage_account_customer_managed_key',
    by: 'storage_account_id',
    to: STORAGE,
    as: '@customer_managed_key',
  },
  {
    type: 'azurerm_storage_account_queue_properties',
    by: 'storage_account_id',
    to: STORAGE,
    as: '@queue_properties',
  },
  {
    type: 'azurerm_storage_container',
    by: 'storage_account_name',
    to: STORAGE,
    as: '@containers',
    back: '@account',
  },
  {
    type: 'azurerm_storage_container',
    by: 'storage_account_id',
    to: STORAGE,
    as: '@containers',
    back: '@account',
  },
  { type: 'azurerm_log_analytics_storage_insights', by: 'storage_account_id', to: STORAGE, as: '@insights' },
  {
    type: 'azurerm_private_endpoint',
    by: 'private_service_connection.*.private_connection_resource_id',
    to: PRIVATE,
    as: '@private_endpoints',
  },
  {
    type: 'azurerm_monitor_diagnostic_setting',
    by: 'target_resource_id',
    to: [
      ...PRIVATE,
      'azurerm_kubernetes_cluster',
      'azurerm_healthcare_fhir_service',
      'azurerm_application_gateway',
      'azurerm_firewall',
    ],
    as: '@diagnostics',
  },
  ...['azurerm_mssql_server_extended_auditing_policy', 'azurerm_mssql_server_security_alert_policy'].flatMap(
    (type) =>
      ['server_id', 'server_name'].map((by) => ({
        type,
        by,
        to: SQL_SERVERS,
        as: type.endsWith('auditing_policy') ? '@auditing' : '@alert_policy',
      })),
  ),
  { type: 'azurerm_mssql_firewall_rule', by: 'server_id', to: SQL_SERVERS, as: '@firewall_rules' },
  { type: 'azurerm_sql_firewall_rule', by: 'server_name', to: SQL_SERVERS, as: '@firewall_rules' },
  {
    type: 'azurerm_sql_active_directory_administrator',
    by: 'server_name',
    to: SQL_SERVERS,
    as: '@administrator',
  },
  { type: 'azurerm_postgresql_configuration', by: 'server_name', to: POSTGRES, as: '@configurations' },
  {
    type: 'azurerm_postgresql_flexible_server_configuration',
    by: 'server_id',
    to: POSTGRES_FLEXIBLE,
    as: '@configurations',
  },
  { type: 'azurerm_postgresql_server_key', by: 'server_id', to: POSTGRES, as: '@server_key' },
  { type: 'azurerm_mysql_server_key', by: 'server_id', to: ['azurerm_mysql_server'], as: '@server_key' },
  {
    type: 'azurerm_mysql_flexible_server_configuration',
    by: 'server_name',
    to: ['azurerm_mysql_flexible_server'],
    as: '@configurations',
  },
  {
    type: 'azurerm_subnet_network_security_group_association',
    by: 'subnet_id',
    to: ['azurerm_subnet'],
    as: '@security_group',
  },
  {
    type: 'azurerm_network_security_rule',
    by: 'network_security_group_name',
    to: ['azurerm_network_security_group'],
    as: '@rules',
  },
  {
    type: 'azurerm_application_gateway',
    by: 'firewall_policy_id',
    to: ['azurerm_web_application_firewall_policy'],
    back: '@firewall_policy',
  },
  { type: 'azurerm_backup_protected_vm', by: 'source_vm_id', to: MACHINES, as: '@backup' },
  {
    type: 'azurerm_synapse_workspace_extended_auditing_policy',
    by: 'synapse_workspace_id',
    to: ['azurerm_synapse_workspace'],
    as: '@auditing',
  },
  {
    type: 'azurerm_synapse_firewall_rule',
    by: 'synapse_workspace_id',
    to: ['azurerm_synapse_workspace'],
    as: '@firewall_rules',
  },
];

const google = (type: string, by: string, to: string): Join[] =>
  ['iam_member', 'iam_binding', 'iam_policy'].map((kind) => ({
    type: `${type}_${kind}`,
    by,
    to: [to],
    as: '@iam',
  }));

const GOOGLE: readonly Join[] = [
  ...google('google_storage_bucket', 'bucket', 'google_storage_bucket'),
  ...google('google_kms_crypto_key', 'crypto_key_id', 'google_kms_crypto_key'),
  ...google('google_kms_key_ring', 'key_ring_id', 'google_kms_key_ring'),
  ...google('google_healthcare_dataset', 'dataset_id', 'google_healthcare_dataset'),
  ...google('google_healthcare_fhir_store', 'fhir_store_id', 'google_healthcare_fhir_store'),
  {
    type: 'google_logging_project_sink',
    by: 'destination',
    to: ['google_storage_bucket'],
    as: '@log_sources',
  },
  {
    type: 'google_logging_folder_sink',
    by: 'destination',
    to: ['google_storage_bucket'],
    as: '@log_sources',
  },
  {
    type: 'google_logging_organization_sink',
    by: 'destination',
    to: ['google_storage_bucket'],
    as: '@log_sources',
  },
  { type: 'google_container_node_pool', by: 'cluster', to: ['google_container_cluster'], as: '@node_pools' },
  { type: 'google_compute_firewall', by: 'network', to: ['google_compute_network'], as: '@firewalls' },
  { type: 'google_compute_subnetwork', by: 'network', to: ['google_compute_network'], as: '@subnetworks' },
  { type: 'google_sql_user', by: 'instance', to: ['google_sql_database_instance'], as: '@users' },
  {
    type: 'google_compute_target_https_proxy',
    by: 'ssl_policy',
    to: ['google_compute_ssl_policy'],
    back: '@ssl_policy',
  },
  ...['google_compute_global_forwarding_rule', 'google_compute_forwarding_rule'].map((type) => ({
    type,
    by: 'target',
    to: ['google_compute_target_http_proxy', 'google_compute_region_target_http_proxy'],
    back: '@http_proxy',
  })),
];

export const JOINS: readonly Join[] = [...AWS, ...AZURE, ...GOOGLE];
