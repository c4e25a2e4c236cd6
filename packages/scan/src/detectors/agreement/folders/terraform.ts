/** Terraform. Held out: put aside before the rules were compared with the labels. */
import type { LabelledFolders } from '../labelled-folders.ts';

export const TERRAFORM_FOLDERS: LabelledFolders = {
  ACMWildcardDomainName: { topic: 'network', rules: ['CFG-TF-ACM-WILDCARD'] },
  ALBProtectedByWAF: { topic: 'network', rules: ['CFG-TF-LB-NO-WAF*'] },
  ALBRedirectsHTTPToHTTPS: {
    topic: 'network',
    rules: ['CFG-TF-LB-HTTP*'],
    isHeldOut: true,
    isLabelledElsewhere: true,
  },
  APIGatewayMethodWOAuth: {
    topic: 'hardening',
    rules: ['CFG-TF-APIGW-NO-AUTH'],
    differs: {
      'aws_api_gateway_method.pass_httpmethod':
        'A POST without authentication: the labels are about OPTIONS only.',
      'aws_api_gateway_method.fail1':
        'OPTIONS is asked by browsers before they have a login; it carries no data.',
      'aws_api_gateway_method.fail2':
        'OPTIONS is asked by browsers before they have a login; it carries no data.',
      'aws_api_gateway_method.fail3':
        'OPTIONS is asked by browsers before they have a login; it carries no data.',
      'aws_api_gateway_method.fail4':
        'OPTIONS is asked by browsers before they have a login; it carries no data.',
      'aws_api_gateway_method.fail5':
        'OPTIONS is asked by browsers before they have a login; it carries no data.',
    },
  },
  APIProtectedByWAF: {
    topic: 'network',
    rules: ['CFG-TF-APIGW-NO-WAF'],
    differs: {
      'aws_api_gateway_stage.no_api': 'The stage names an API that is not declared, which cannot be applied.',
    },
  },
  AWSConfigRecorderEnabled: {
    topic: 'logging',
    rules: ['CFG-TF-CONFIG-PARTIAL', 'CFG-TF-CONFIG-OFF'],
    isHeldOut: true,
    isLabelledElsewhere: true,
  },
  AWSSSMParametershouldbeEncrypted: { topic: 'encryption', rules: ['CFG-TF-SSM-PLAINTEXT'] },
  AWS_private_MWAA_environment: { topic: 'network', rules: ['CFG-TF-MWAA-PUBLIC'] },
  AccessToPostgreSQLFromAzureServicesIsDisabled: {
    topic: 'hardening',
    rules: ['CFG-TF-AZURE-DB-FIREWALL-AZURE*'],
    isHeldOut: true,
    isLabelledElsewhere: true,
  },
  AppLoadBalancerTLS12: {
    topic: 'network',
    rules: ['CFG-TF-LB-TLS*', 'CFG-TF-LB-HTTP*'],
    differs: {
      'aws_lb_listener.not_gateway_listener':
        'The listener has neither a protocol nor an action, which cannot be applied.',
    },
  },
  ApplicationGatewayEnablesWAF: {
    topic: 'software',
    rules: ['CFG-TF-AZURE-GATEWAY-NO-WAF'],
    differs: {
      'azurerm_application_gateway.network_fail_3':
        'The gateway names a policy that is not declared, which cannot be applied.',
    },
  },
  AzureACR_HTTPSwebhook: { topic: 'hardening', rules: ['CFG-TF-AZURE-ACR-WEBHOOK-HTTP'], isHeldOut: true },
  AzureAutomationAccNotOverlyPermissiveNetAccess: {
    topic: 'hardening',
    rules: ['CFG-TF-AZURE-PUBLIC-AUTOMATION-ACCOUNT'],
  },
  AzureConfigMSSQLwithAD: { topic: 'hardening', rules: ['CFG-TF-AZURE-SQL-PASSWORDS-ONLY'] },
  AzureKeyVaultConfigPrivateEndpoint: {
    topic: 'hardening',
    rules: ['CFG-TF-AZURE-NO-PRIVATE-ENDPOINT-KEY-VAULT'],
    isHeldOut: true,
  },
  AzureMLWorkspacePublicNetwork: {
    topic: 'network',
    rules: ['CFG-TF-AZURE-PUBLIC-MACHINE-LEARNING-WORKSPACE'],
    differs: { 'azurerm_machine_learning_workspace.pass1': 'Public access is the default of the provider.' },
  },
  AzureMSSQLserverConfigPrivEndpt: { topic: 'hardening', rules: ['CFG-TF-AZURE-NO-PRIVATE-ENDPOINT'] },
  AzureMariaDBserverConfigPrivEndpt: {
    topic: 'hardening',
    rules: ['CFG-TF-AZURE-NO-PRIVATE-ENDPOINT-MARIADB-SERVER'],
    isHeldOut: true,
  },
  AzureMariaDBserverUsingTLS_1_2: {
    topic: 'encryption',
    rules: ['CFG-TF-AZURE-OLD-TLS-MARIADB-SERVER', 'CFG-TF-AZURE-DB-CLEARTEXT-MARIADB-SERVER'],
  },
  AzureMySQLFlexibleServerConfigPrivEndpt: {
    topic: 'network',
    rules: ['CFG-TF-AZURE-NO-PRIVATE-ENDPOINT-MYSQL-FLEXIBLE-SERVER'],
  },
  AzureMySQLserverConfigPrivEndpt: {
    topic: 'hardening',
    rules: ['CFG-TF-AZURE-NO-PRIVATE-ENDPOINT-MYSQL-SERVER'],
    isHeldOut: true,
  },
  AzureNetworkInterfacePublicIPAddressId: { topic: 'network', rules: ['CFG-TF-AZURE-NIC-PUBLIC'] },
  AzurePostgreSQLFlexServerNotOverlyPermissive: { topic: 'hardening', rules: ['CFG-TF-AZURE-DB-FIREWALL-*'] },
  AzurePostgreSQLFlexibleServerConfigPrivEndpt: {
    topic: 'hardening',
    rules: ['CFG-TF-AZURE-NO-PRIVATE-ENDPOINT-POSTGRESQL-FLEXIBLE-SERVER'],
    isHeldOut: true,
  },
  AzurePostgreSQLserverConfigPrivEndpt: {
    topic: 'hardening',
    rules: ['CFG-TF-AZURE-NO-PRIVATE-ENDPOINT-POSTGRESQL-SERVER'],
  },
  AzureSQLserverNotOverlyPermissive: { topic: 'network', rules: ['CFG-TF-AZURE-DB-FIREWALL-*'] },
  AzureSqlDbEnableTransparentDataEncryption: {
    topic: 'hardening',
    rules: ['CFG-TF-AZURE-SQL-UNENCRYPTED'],
    isHeldOut: true,
  },
  AzureStorageAccConfigSharedKeyAuth: { topic: 'identity', rules: ['CFG-TF-AZURE-STORAGE-SHARED-KEY'] },
  AzureStorageAccConfigWithPrivateEndpoint: {
    topic: 'hardening',
    rules: ['CFG-TF-AZURE-NO-PRIVATE-ENDPOINT-STORAGE-ACCOUNT'],
  },
  AzureStorageAccConfigWithoutBlobAnonymousAccess: {
    topic: 'identity',
    rules: ['CFG-TF-AZURE-STORAGE-ANONYMOUS'],
    isHeldOut: true,
  },
  AzureStorageAccConfig_SAS_expirePolicy: { topic: 'identity', rules: ['CFG-TF-AZURE-STORAGE-SAS'] },
  AzureStorageAccountEnableSoftDelete: {
    topic: 'hardening',
    rules: ['CFG-TF-AZURE-STORAGE-SOFT-DELETE'],
    differs: {
      'azurerm_storage_account.fail_1':
        'The account keeps file shares; deletion of blobs does not concern it.',
    },
  },
  AzureSubnetConfigWithNSG: { topic: 'hardening', rules: ['CFG-TF-AZURE-SUBNET-NO-NSG'], isHeldOut: true },
  CLoudFrontS3OriginConfigWithOAI: { topic: 'identity', rules: ['CFG-TF-CLOUDFRONT-S3-OPEN'] },
  CloudFrontHasCustomSSLCertificate: {
    topic: 'network',
    rules: ['CFG-TF-CLOUDFRONT-TLS'],
    differs: {
      'aws_cloudfront_distribution.pass_1':
        'A certificate of its own without a version of TLS accepts TLS 1.0.',
      'aws_cloudfront_distribution.pass_2':
        'A certificate of its own without a version of TLS accepts TLS 1.0.',
    },
  },
  CloudFrontHasResponseHeadersPolicy: {
    topic: 'network',
    rules: ['CFG-TF-CLOUDFRONT-HEADERS'],
    isHeldOut: true,
    differs: {
      'aws_cloudfront_distribution.no_response_headers_policy':
        'The distribution has no behaviour, which cannot be applied.',
    },
  },
  CloudFrontUsesSecureProtocolsForHTTPS: {
    topic: 'network',
    rules: ['CFG-TF-CLOUDFRONT-ORIGIN-TLS'],
    differs: { 'aws_cloudfront_distribution.pass_1': 'TLS 1.0 is broken.' },
  },
  CloudFunctionSecureHTTPTrigger: { topic: 'network', rules: ['CFG-TF-GCP-FUNCTION-HTTP'] },
  CloudfrontOriginNotHTTPSOnly: {
    topic: 'network',
    rules: ['CFG-TF-CLOUDFRONT-ORIGIN-HTTP'],
    isHeldOut: true,
    differs: {
      'aws_cloudfront_distribution.example_pass_domain':
        'The origin is fetched over HTTP where the visitor came over HTTP.',
    },
  },
  CloudtrailHasCloudwatch: { topic: 'logging', rules: ['CFG-TF-CLOUDTRAIL-NO-ALARMS'] },
  ConfigRecorderRecordsAllGlobalResources: { topic: 'logging', rules: ['CFG-TF-CONFIG-PARTIAL'] },
  DMSEndpointHaveSSLConfigured: {
    topic: 'network',
    rules: ['CFG-TF-DMS-TLS'],
    isHeldOut: true,
    differs: {
      'aws_dms_endpoint.pass_unknown_endpoint_type':
        'There is no such type of endpoint; the connection is without TLS.',
    },
  },
  EFSAddedBackup: { topic: 'backup', rules: ['CFG-TF-EFS-BACKUP'] },
  EMRClusterHasSecurityConfiguration: { topic: 'encryption', rules: ['CFG-TF-EMR-NO-SECURITY'] },
  ElastiCacheRedisConfiguredAutomaticFailOver: {
    topic: 'backup',
    rules: ['CFG-TF-REDIS-SINGLE-ZONE'],
    isHeldOut: true,
    differs: {
      'aws_elasticache_replication_group.pass':
        'Without `multi_az_enabled` the replica may be in the same zone.',
    },
  },
  EncryptedEBSVolumeOnlyConnectedToEC2s: {
    topic: 'encryption',
    rules: ['CFG-TF-EBS-UNENCRYPTED'],
    differs: { 'aws_ebs_volume.ok_ebs1': 'It is not encrypted; that no machine has it now does not matter.' },
  },
  GCPAuditLogsConfiguredForAllServicesAndUsers: {
    topic: 'logging',
    rules: ['CFG-TF-GCP-AUDIT-EXEMPT'],
    isLabelledElsewhere: true,
    differs: {
      'google_project.project_good_1': 'Writing of data is not recorded.',
      'google_project.project_bad_3':
        'No audit configuration is declared in these files; it may be set for the organisation.',
    },
  },
  GCPComputeFirewallOverlyPermissiveToAllTraffic: {
    topic: 'network',
    rules: ['CFG-TF-GCP-FIREWALL-ALL-OPEN'],
    isHeldOut: true,
    differs: {
      'google_compute_firewall.compute-firewall-not-ok-2': '0.0.0.0 without a mask is one address.',
      'google_compute_firewall.compute-firewall-not-ok-4': '::0 without a mask is one address.',
    },
  },
  GCPComputeGlobalForwardingRuleCheck: { topic: 'network', rules: ['CFG-TF-GCP-LB-HTTP*'] },
  GCPComputeRegionalForwardingRuleCheck: { topic: 'network', rules: ['CFG-TF-GCP-LB-HTTP*'] },
  GCPKMSCryptoKeysAreNotPubliclyAccessible: {
    topic: 'encryption',
    rules: ['CFG-TF-GCP-KMS-PUBLIC*'],
    isHeldOut: true,
    isLabelledElsewhere: true,
    differs: {
      'google_kms_crypto_key.key_bad_3':
        'The binding is declared twice under one name, which cannot be applied.',
      'google_kms_crypto_key.key_bad_4':
        'The binding is declared twice under one name, which cannot be applied.',
    },
  },
  GCPKMSKeyRingsAreNotPubliclyAccessible: {
    topic: 'encryption',
    rules: ['CFG-TF-GCP-KMS-PUBLIC*'],
    isLabelledElsewhere: true,
  },
  GCPLogBucketsConfiguredUsingLock: {
    topic: 'logging',
    rules: ['CFG-TF-GCS-LOGS-DELETABLE'],
    isLabelledElsewhere: true,
  },
  GCPMySQLdbInstancePoint_In_TimeRecoveryBackupIsEnabled: {
    topic: 'backup',
    rules: ['CFG-TF-CLOUDSQL-RECOVERY'],
    isHeldOut: true,
    differs: { 'google_sql_database_instance.pass_1': 'Backups are not enabled.' },
  },
  GCPdisableAlphaClusterFeatureInKubernetesEngineClusters: { topic: 'identity', rules: ['CFG-TF-GKE-ALPHA'] },
  IAMManagedIAMFullAccessPolicy: {
    topic: 'identity',
    rules: ['CFG-TF-IAM-FULL-ACCESS*', 'CFG-TF-IAM-ROLE-MANAGED-ADMIN'],
    isHeldOut: true,
    isLabelledElsewhere: true,
    differs: {
      'aws_iam_policy.name_fail1':
        'A policy that is read grants nothing until it is attached; the attachment is judged.',
      'aws_iam_policy.arn_fail2':
        'A policy that is read grants nothing until it is attached; the attachment is judged.',
    },
  },
  IAMPolicyNotAllowFullIAMAccess: {
    topic: 'identity',
    rules: ['CFG-TF-IAM-IAM-ALL*', 'CFG-TF-IAM-ALL*'],
    differs: {
      'aws_iam_policy_document.fail1':
        'A document grants nothing until a policy has it; the policy is what is judged.',
    },
  },
  LBTargetGroup: {
    topic: 'network',
    rules: ['CFG-TF-LB-TARGET-HTTP*'],
    differs: {
      'aws_lb_target_group.public_fargate_target_group': 'The protocol is HTTP.',
      'aws_alb_target_group.public_fargate_target_group': 'The protocol is HTTP.',
    },
  },
  LBWeakCiphers: { topic: 'network', rules: ['CFG-TF-LB-TLS*', 'CFG-TF-LB-HTTP*'], isHeldOut: true },
  LambdaOpenCorsPolicy: { topic: 'network', rules: ['CFG-TF-LAMBDA-CORS'], isLabelledElsewhere: true },
  MSQLenablesCustomerManagedKey: { topic: 'encryption', rules: ['CFG-TF-AZURE-DB-KEY'] },
  NeptuneDeletionProtectionEnabled: {
    topic: 'hardening',
    rules: ['CFG-TF-DB-DELETION-NEPTUNE-CLUSTER'],
    isHeldOut: true,
  },
  NetworkFirewallHasLogging: { topic: 'logging', rules: ['CFG-TF-FIREWALL-NO-LOG'] },
  OpenSearchDomainHasFineGrainedControl: {
    topic: 'identity',
    rules: ['CFG-TF-SEARCH-NO-ROLES*'],
    differs: {
      'aws_elasticsearch_domain.es_pass': '`enabled` is false.',
      'aws_opensearch_domain.os_pass1': 'A master user by name needs the internal database, which is off.',
    },
  },
  PGSQLenablesCustomerManagedKey: {
    topic: 'encryption',
    rules: ['CFG-TF-AZURE-DB-KEY-POSTGRESQL-SERVER'],
    isHeldOut: true,
    isLabelledElsewhere: true,
    differs: {
      'azurerm_postgresql_server_key.not_ok':
        'The labelled resource has settings of another type, which cannot be applied.',
    },
  },
  RDSEncryptionInTransit: {
    topic: 'network',
    rules: ['CFG-TF-RDS-FORCE-TLS'],
    isLabelledElsewhere: true,
    differs: {
      'aws_db_instance.db2_fail_0': 'Parameters of Db2 are not asked.',
      'aws_db_instance.db2_fail_missing': 'Parameters of Db2 are not asked.',
    },
  },
  Route53ZoneEnableDNSSECSigning: { topic: 'network', rules: ['CFG-TF-DNS-NO-DNSSEC'] },
  Route53ZoneHasMatchingQueryLog: { topic: 'logging', rules: ['CFG-TF-DNS-NO-QUERY-LOG'], isHeldOut: true },
  S3BucketHasPublicAccessBlock: {
    topic: 'network',
    rules: ['CFG-TF-S3-PUBLIC-ACCESS-BLOCK'],
    differs: { 'aws_s3_bucket.bucket_good_1': 'Two of the four settings are missing.' },
  },
  S3BucketLogging: { topic: 'logging', rules: ['CFG-TF-S3-ACCESS-LOG'] },
  S3BucketReplicationConfiguration: { topic: 'hardening', rules: ['CFG-TF-S3-REPLICATION'], isHeldOut: true },
  S3BucketVersioning: { topic: 'backup', rules: ['CFG-TF-S3-VERSIONING'] },
  S3KMSEncryptedByDefault: {
    topic: 'encryption',
    rules: ['CFG-TF-S3-KMS'],
    differs: {
      'aws_s3_bucket.bucket_bad_5': 'Whether the block is there depends on a variable without a value.',
      'aws_s3_bucket.bucket_bad_6': 'Whether the block is there depends on a variable without a value.',
    },
  },
  S3NotAllowAccessToAllAuthenticatedUsers: {
    topic: 'identity',
    rules: ['CFG-TF-S3-AUTHENTICATED-READ', 'CFG-TF-S3-ACL-OPEN'],
    isHeldOut: true,
    isLabelledElsewhere: true,
  },
  S3PublicACLRead: {
    topic: 'hardening',
    rules: ['CFG-TF-S3-PUBLIC-ACL', 'CFG-TF-S3-AUTHENTICATED-READ'],
    differs: { 'aws_s3_bucket.public_read': 'It is labelled pass and fail at once; its ACL is public-read.' },
  },
  S3PublicACLWrite: { topic: 'hardening', rules: ['CFG-TF-S3-PUBLIC-WRITE'] },
  SQLServerAuditingEnabled: { topic: 'logging', rules: ['CFG-TF-AZURE-SQL-NO-AUDIT*'], isHeldOut: true },
  SQLServerAuditingRetention90Days: {
    topic: 'logging',
    rules: ['CFG-TF-AZURE-SQL-NO-AUDIT*', 'CFG-TF-AZURE-SQL-AUDIT-SHORT*'],
    isLabelledElsewhere: true,
  },
  SQSEncryptionCMK: { topic: 'encryption', rules: ['CFG-TF-SQS-KEY', 'CFG-TF-SQS-UNENCRYPTED'] },
  SecretsAreRotated: { topic: 'hardening', rules: ['CFG-TF-SECRET-ROTATION'], isHeldOut: true },
  StorageCriticalDataEncryptedCMK: { topic: 'encryption', rules: ['CFG-TF-AZURE-STORAGE-KEY'] },
  VMHasBackUpMachine: { topic: 'backup', rules: ['CFG-TF-AZURE-VM-NO-BACKUP*'] },
  VPCHasFlowLog: { topic: 'logging', rules: ['CFG-TF-VPC-NO-FLOW-LOG'], isHeldOut: true },
  VPCHasRestrictedSG: { topic: 'logging', rules: ['CFG-TF-VPC-DEFAULT-SG*'], isLabelledElsewhere: true },
  VPCPeeringRouteTableOverlyPermissive: { topic: 'network', rules: ['CFG-TF-ROUTE-PEERING-ALL*'] },
  WAF2HasLogs: { topic: 'logging', rules: ['CFG-TF-WAF-NO-LOG'], isHeldOut: true },
  AppSyncProtectedByWAF: { topic: 'software', rules: ['CFG-TF-APPSYNC-NO-WAF'] },
  DisableAccessToSqlDBInstanceForRootUsersWithoutPassword: {
    topic: 'identity',
    rules: ['CFG-TF-CLOUDSQL-ROOT-OPEN'],
    isLabelledElsewhere: true,
  },
  EBSAddedBackup: { topic: 'backup', rules: ['CFG-TF-EBS-BACKUP'] },
  GCPContainerRegistryReposAreNotPubliclyAccessible: {
    topic: 'hardening',
    rules: ['CFG-TF-GCS-PUBLIC*', 'CFG-TF-GCP-REGISTRY-PUBLIC*'],
    isLabelledElsewhere: true,
  },
  RepositoryHasBranchProtection: { topic: 'software', rules: ['CFG-TF-GITHUB-UNPROTECTED'] },
  ServiceAccountHasGCPmanagedKey: {
    topic: 'encryption',
    rules: ['CFG-TF-GCP-ACCOUNT-KEY'],
    differs: {
      'google_service_account_key.account_ok': 'Whoever makes the key, it does not end by itself.',
    },
  },
};
