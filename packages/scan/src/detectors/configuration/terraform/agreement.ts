/**
 * Which of our rules are about what a labelled set of examples is about, by its folder: identifiers of rules, or their
 * beginnings with a `*`. Folders that are missing here are about something that no rule asks.
 */
export const COVERED: Readonly<Record<string, readonly string[]>> = {
  ACMWildcardDomainName: ['TF-ACM-WILDCARD'],
  ALBProtectedByWAF: ['TF-LB-NO-WAF*'],
  ALBRedirectsHTTPToHTTPS: ['TF-LB-HTTP*'],
  APIGatewayMethodWOAuth: ['TF-APIGW-NO-AUTH'],
  APIProtectedByWAF: ['TF-APIGW-NO-WAF'],
  AWSConfigRecorderEnabled: ['TF-CONFIG-PARTIAL', 'TF-CONFIG-OFF'],
  AWSSSMParametershouldbeEncrypted: ['TF-SSM-PLAINTEXT'],
  AWS_private_MWAA_environment: ['TF-MWAA-PUBLIC'],
  AccessToPostgreSQLFromAzureServicesIsDisabled: ['TF-AZURE-DB-FIREWALL-AZURE*'],
  AppLoadBalancerTLS12: ['TF-LB-TLS*', 'TF-LB-HTTP*'],
  ApplicationGatewayEnablesWAF: ['TF-AZURE-GATEWAY-NO-WAF'],
  AzureACR_HTTPSwebhook: ['TF-AZURE-ACR-WEBHOOK-HTTP'],
  AzureAutomationAccNotOverlyPermissiveNetAccess: ['TF-AZURE-PUBLIC-AUTOMATION-ACCOUNT'],
  AzureConfigMSSQLwithAD: ['TF-AZURE-SQL-PASSWORDS-ONLY'],
  AzureKeyVaultConfigPrivateEndpoint: ['TF-AZURE-NO-PRIVATE-ENDPOINT-KEY-VAULT'],
  AzureMLWorkspacePublicNetwork: ['TF-AZURE-PUBLIC-MACHINE-LEARNING-WORKSPACE'],
  AzureMSSQLserverConfigPrivEndpt: ['TF-AZURE-NO-PRIVATE-ENDPOINT'],
  AzureMariaDBserverConfigPrivEndpt: ['TF-AZURE-NO-PRIVATE-ENDPOINT-MARIADB-SERVER'],
  AzureMariaDBserverUsingTLS_1_2: ['TF-AZURE-OLD-TLS-MARIADB-SERVER', 'TF-AZURE-DB-CLEARTEXT-MARIADB-SERVER'],
  AzureMySQLFlexibleServerConfigPrivEndpt: ['TF-AZURE-NO-PRIVATE-ENDPOINT-MYSQL-FLEXIBLE-SERVER'],
  AzureMySQLserverConfigPrivEndpt: ['TF-AZURE-NO-PRIVATE-ENDPOINT-MYSQL-SERVER'],
  AzureNetworkInterfacePublicIPAddressId: ['TF-AZURE-NIC-PUBLIC'],
  AzurePostgreSQLFlexServerNotOverlyPermissive: ['TF-AZURE-DB-FIREWALL-*'],
  AzurePostgreSQLFlexibleServerConfigPrivEndpt: ['TF-AZURE-NO-PRIVATE-ENDPOINT-POSTGRESQL-FLEXIBLE-SERVER'],
  AzurePostgreSQLserverConfigPrivEndpt: ['TF-AZURE-NO-PRIVATE-ENDPOINT-POSTGRESQL-SERVER'],
  AzureSQLserverNotOverlyPermissive: ['TF-AZURE-DB-FIREWALL-*'],
  AzureSqlDbEnableTransparentDataEncryption: ['TF-AZURE-SQL-UNENCRYPTED'],
  AzureStorageAccConfigSharedKeyAuth: ['TF-AZURE-STORAGE-SHARED-KEY'],
  AzureStorageAccConfigWithPrivateEndpoint: ['TF-AZURE-NO-PRIVATE-ENDPOINT-STORAGE-ACCOUNT'],
  AzureStorageAccConfigWithoutBlobAnonymousAccess: ['TF-AZURE-STORAGE-ANONYMOUS'],
  AzureStorageAccConfig_SAS_expirePolicy: ['TF-AZURE-STORAGE-SAS'],
  AzureStorageAccountEnableSoftDelete: ['TF-AZURE-STORAGE-SOFT-DELETE'],
  AzureSubnetConfigWithNSG: ['TF-AZURE-SUBNET-NO-NSG'],
  CLoudFrontS3OriginConfigWithOAI: ['TF-CLOUDFRONT-S3-OPEN'],
  CloudFrontHasCustomSSLCertificate: ['TF-CLOUDFRONT-TLS'],
  CloudFrontHasResponseHeadersPolicy: ['TF-CLOUDFRONT-HEADERS'],
  CloudFrontUsesSecureProtocolsForHTTPS: ['TF-CLOUDFRONT-ORIGIN-TLS'],
  CloudFunctionSecureHTTPTrigger: ['TF-GCP-FUNCTION-HTTP'],
  CloudfrontOriginNotHTTPSOnly: ['TF-CLOUDFRONT-ORIGIN-HTTP'],
  CloudtrailHasCloudwatch: ['TF-CLOUDTRAIL-NO-ALARMS'],
  ConfigRecorderRecordsAllGlobalResources: ['TF-CONFIG-PARTIAL'],
  DMSEndpointHaveSSLConfigured: ['TF-DMS-TLS'],
  EFSAddedBackup: ['TF-EFS-BACKUP'],
  EMRClusterHasSecurityConfiguration: ['TF-EMR-NO-SECURITY'],
  ElastiCacheRedisConfiguredAutomaticFailOver: ['TF-REDIS-SINGLE-ZONE'],
  EncryptedEBSVolumeOnlyConnectedToEC2s: ['TF-EBS-UNENCRYPTED'],
  GCPAuditLogsConfiguredForAllServicesAndUsers: ['TF-GCP-AUDIT-EXEMPT'],
  GCPComputeFirewallOverlyPermissiveToAllTraffic: ['TF-GCP-FIREWALL-ALL-OPEN'],
  GCPComputeGlobalForwardingRuleCheck: ['TF-GCP-LB-HTTP*'],
  GCPComputeRegionalForwardingRuleCheck: ['TF-GCP-LB-HTTP*'],
  GCPKMSCryptoKeysAreNotPubliclyAccessible: ['TF-GCP-KMS-PUBLIC*'],
  GCPKMSKeyRingsAreNotPubliclyAccessible: ['TF-GCP-KMS-PUBLIC*'],
  GCPLogBucketsConfiguredUsingLock: ['TF-GCS-LOGS-DELETABLE'],
  GCPMySQLdbInstancePoint_In_TimeRecoveryBackupIsEnabled: ['TF-CLOUDSQL-RECOVERY'],
  GCPdisableAlphaClusterFeatureInKubernetesEngineClusters: ['TF-GKE-ALPHA'],
  IAMManagedIAMFullAccessPolicy: ['TF-IAM-FULL-ACCESS*', 'TF-IAM-ROLE-MANAGED-ADMIN'],
  IAMPolicyNotAllowFullIAMAccess: ['TF-IAM-IAM-ALL*', 'TF-IAM-ALL*'],
  LBTargetGroup: ['TF-LB-TARGET-HTTP*'],
  LBWeakCiphers: ['TF-LB-TLS*', 'TF-LB-HTTP*'],
  LambdaOpenCorsPolicy: ['TF-LAMBDA-CORS'],
  MSQLenablesCustomerManagedKey: ['TF-AZURE-DB-KEY'],
  NeptuneDeletionProtectionEnabled: ['TF-DB-DELETION-NEPTUNE-CLUSTER'],
  NetworkFirewallHasLogging: ['TF-FIREWALL-NO-LOG'],
  OpenSearchDomainHasFineGrainedControl: ['TF-SEARCH-NO-ROLES*'],
  PGSQLenablesCustomerManagedKey: ['TF-AZURE-DB-KEY-POSTGRESQL-SERVER'],
  RDSEncryptionInTransit: ['TF-RDS-FORCE-TLS'],
  Route53ZoneEnableDNSSECSigning: ['TF-DNS-NO-DNSSEC'],
  Route53ZoneHasMatchingQueryLog: ['TF-DNS-NO-QUERY-LOG'],
  S3BucketHasPublicAccessBlock: ['TF-S3-PUBLIC-ACCESS-BLOCK'],
  S3BucketLogging: ['TF-S3-ACCESS-LOG'],
  S3BucketReplicationConfiguration: ['TF-S3-REPLICATION'],
  S3BucketVersioning: ['TF-S3-VERSIONING'],
  S3KMSEncryptedByDefault: ['TF-S3-KMS'],
  S3NotAllowAccessToAllAuthenticatedUsers: ['TF-S3-AUTHENTICATED-READ', 'TF-S3-ACL-OPEN'],
  S3PublicACLRead: ['TF-S3-PUBLIC-ACL', 'TF-S3-AUTHENTICATED-READ'],
  S3PublicACLWrite: ['TF-S3-PUBLIC-WRITE'],
  SQLServerAuditingEnabled: ['TF-AZURE-SQL-NO-AUDIT*'],
  SQLServerAuditingRetention90Days: ['TF-AZURE-SQL-NO-AUDIT*', 'TF-AZURE-SQL-AUDIT-SHORT*'],
  SQSEncryptionCMK: ['TF-SQS-KEY', 'TF-SQS-UNENCRYPTED'],
  SecretsAreRotated: ['TF-SECRET-ROTATION'],
  StorageCriticalDataEncryptedCMK: ['TF-AZURE-STORAGE-KEY'],
  VMHasBackUpMachine: ['TF-AZURE-VM-NO-BACKUP*'],
  VPCHasFlowLog: ['TF-VPC-NO-FLOW-LOG'],
  VPCHasRestrictedSG: ['TF-VPC-DEFAULT-SG*'],
  VPCPeeringRouteTableOverlyPermissive: ['TF-ROUTE-PEERING-ALL*'],
  WAF2HasLogs: ['TF-WAF-NO-LOG'],
};

/** Folders whose labels are at the other end of a reference: at the key ring, where we name the binding that opens it. */
export const LABELLED_ELSEWHERE: readonly string[] = [
  'ALBRedirectsHTTPToHTTPS',
  'AWSConfigRecorderEnabled',
  'AccessToPostgreSQLFromAzureServicesIsDisabled',
  'PGSQLenablesCustomerManagedKey',
  'S3NotAllowAccessToAllAuthenticatedUsers',
  'GCPAuditLogsConfiguredForAllServicesAndUsers',
  'GCPKMSCryptoKeysAreNotPubliclyAccessible',
  'GCPKMSKeyRingsAreNotPubliclyAccessible',
  'GCPLogBucketsConfiguredUsingLock',
  'IAMManagedIAMFullAccessPolicy',
  'LambdaOpenCorsPolicy',
  'RDSEncryptionInTransit',
  'SQLServerAuditingRetention90Days',
  'VPCHasRestrictedSG',
];

/** Folders that were put aside before the rules were compared with the labels. */
export const HELD_OUT: ReadonlySet<string> = new Set([
  'ALBRedirectsHTTPToHTTPS',
  'AWSConfigRecorderEnabled',
  'AccessToPostgreSQLFromAzureServicesIsDisabled',
  'AzureACR_HTTPSwebhook',
  'AzureKeyVaultConfigPrivateEndpoint',
  'AzureMariaDBserverConfigPrivEndpt',
  'AzureMySQLserverConfigPrivEndpt',
  'AzurePostgreSQLFlexibleServerConfigPrivEndpt',
  'AzureSqlDbEnableTransparentDataEncryption',
  'AzureStorageAccConfigWithoutBlobAnonymousAccess',
  'AzureSubnetConfigWithNSG',
  'CloudFrontHasResponseHeadersPolicy',
  'CloudfrontOriginNotHTTPSOnly',
  'DMSEndpointHaveSSLConfigured',
  'ElastiCacheRedisConfiguredAutomaticFailOver',
  'GCPComputeFirewallOverlyPermissiveToAllTraffic',
  'GCPKMSCryptoKeysAreNotPubliclyAccessible',
  'GCPMySQLdbInstancePoint_In_TimeRecoveryBackupIsEnabled',
  'IAMManagedIAMFullAccessPolicy',
  'LBWeakCiphers',
  'NeptuneDeletionProtectionEnabled',
  'PGSQLenablesCustomerManagedKey',
  'Route53ZoneHasMatchingQueryLog',
  'S3BucketReplicationConfiguration',
  'S3NotAllowAccessToAllAuthenticatedUsers',
  'SQLServerAuditingEnabled',
  'SecretsAreRotated',
  'VPCHasFlowLog',
  'WAF2HasLogs',
]);

/** Where we answer differently, and why: `folder resource`. */
export const DIFFERENT: Readonly<Record<string, string>> = {
  'APIGatewayMethodWOAuth aws_api_gateway_method.pass_httpmethod':
    'A POST without authentication: the labels are about OPTIONS only.',
  'APIGatewayMethodWOAuth aws_api_gateway_method.fail1':
    'OPTIONS is asked by browsers before they have a login; it carries no data.',
  'APIGatewayMethodWOAuth aws_api_gateway_method.fail2':
    'OPTIONS is asked by browsers before they have a login; it carries no data.',
  'APIGatewayMethodWOAuth aws_api_gateway_method.fail3':
    'OPTIONS is asked by browsers before they have a login; it carries no data.',
  'APIGatewayMethodWOAuth aws_api_gateway_method.fail4':
    'OPTIONS is asked by browsers before they have a login; it carries no data.',
  'APIGatewayMethodWOAuth aws_api_gateway_method.fail5':
    'OPTIONS is asked by browsers before they have a login; it carries no data.',
  'APIProtectedByWAF aws_api_gateway_stage.no_api':
    'The stage names an API that is not declared, which cannot be applied.',
  'AppLoadBalancerTLS12 aws_lb_listener.not_gateway_listener':
    'The listener has neither a protocol nor an action, which cannot be applied.',
  'AppLoadBalancerTLS12 aws_lb_listener.http':
    'Which load balancer it belongs to is not known; it may be internal.',
  'AppLoadBalancerTLS12 aws_lb_listener.cognito':
    'Which load balancer it belongs to is not known; it may be internal.',
  'AppLoadBalancerTLS12 aws_lb_listener.wrong_redirect':
    'Which load balancer it belongs to is not known; it may be internal.',
  'ApplicationGatewayEnablesWAF azurerm_application_gateway.network_fail_3':
    'The gateway names a policy that is not declared, which cannot be applied.',
  'RDSEncryptionInTransit aws_db_instance.db2_fail_0': 'Parameters of Db2 are not asked.',
  'RDSEncryptionInTransit aws_db_instance.db2_fail_missing': 'Parameters of Db2 are not asked.',
  'AzureMLWorkspacePublicNetwork azurerm_machine_learning_workspace.pass1':
    'Public access is the default of the provider.',
  'AzureStorageAccountEnableSoftDelete azurerm_storage_account.fail_1':
    'The account keeps file shares; deletion of blobs does not concern it.',
  'CloudFrontHasCustomSSLCertificate aws_cloudfront_distribution.pass_1':
    'A certificate of its own without a version of TLS accepts TLS 1.0.',
  'CloudFrontHasCustomSSLCertificate aws_cloudfront_distribution.pass_2':
    'A certificate of its own without a version of TLS accepts TLS 1.0.',
  'CloudFrontUsesSecureProtocolsForHTTPS aws_cloudfront_distribution.pass_1': 'TLS 1.0 is broken.',
  'EncryptedEBSVolumeOnlyConnectedToEC2s aws_ebs_volume.ok_ebs1':
    'It is not encrypted; that no machine has it now does not matter.',
  'GCPAuditLogsConfiguredForAllServicesAndUsers google_project.project_good_1':
    'Writing of data is not recorded.',
  'GCPAuditLogsConfiguredForAllServicesAndUsers google_project.project_bad_3':
    'No audit configuration is declared in these files; it may be set for the organisation.',
  'IAMPolicyNotAllowFullIAMAccess aws_iam_policy_document.fail1':
    'A document grants nothing until a policy has it; the policy is what is judged.',
  'LBTargetGroup aws_lb_target_group.public_fargate_target_group': 'The protocol is HTTP.',
  'LBTargetGroup aws_alb_target_group.public_fargate_target_group': 'The protocol is HTTP.',
  'OpenSearchDomainHasFineGrainedControl aws_elasticsearch_domain.es_pass': '`enabled` is false.',
  'OpenSearchDomainHasFineGrainedControl aws_opensearch_domain.os_pass1':
    'A master user by name needs the internal database, which is off.',
  'S3BucketHasPublicAccessBlock aws_s3_bucket.bucket_good_1': 'Two of the four settings are missing.',
  'S3KMSEncryptedByDefault aws_s3_bucket.bucket_bad_5':
    'Whether the block is there depends on a variable without a value.',
  'S3KMSEncryptedByDefault aws_s3_bucket.bucket_bad_6':
    'Whether the block is there depends on a variable without a value.',
  'S3PublicACLRead aws_s3_bucket.public_read':
    'It is labelled pass and fail at once; its ACL is public-read.',
  // Held out: the rules were not changed for these.
  'CloudFrontHasResponseHeadersPolicy aws_cloudfront_distribution.no_response_headers_policy':
    'The distribution has no behaviour, which cannot be applied.',
  'CloudfrontOriginNotHTTPSOnly aws_cloudfront_distribution.example_pass_domain':
    'The origin is fetched over HTTP where the visitor came over HTTP.',
  'DMSEndpointHaveSSLConfigured aws_dms_endpoint.pass_unknown_endpoint_type':
    'There is no such type of endpoint; the connection is without TLS.',
  'ElastiCacheRedisConfiguredAutomaticFailOver aws_elasticache_replication_group.pass':
    'Without `multi_az_enabled` the replica may be in the same zone.',
  'GCPComputeFirewallOverlyPermissiveToAllTraffic google_compute_firewall.compute-firewall-not-ok-2':
    '0.0.0.0 without a mask is one address.',
  'GCPComputeFirewallOverlyPermissiveToAllTraffic google_compute_firewall.compute-firewall-not-ok-4':
    '::0 without a mask is one address.',
  'GCPKMSCryptoKeysAreNotPubliclyAccessible google_kms_crypto_key.key_bad_3':
    'The binding is declared twice under one name, which cannot be applied.',
  'GCPKMSCryptoKeysAreNotPubliclyAccessible google_kms_crypto_key.key_bad_4':
    'The binding is declared twice under one name, which cannot be applied.',
  'GCPMySQLdbInstancePoint_In_TimeRecoveryBackupIsEnabled google_sql_database_instance.pass_1':
    'Backups are not enabled.',
  'IAMManagedIAMFullAccessPolicy aws_iam_policy.name_fail1':
    'A policy that is read grants nothing until it is attached; the attachment is judged.',
  'IAMManagedIAMFullAccessPolicy aws_iam_policy.arn_fail2':
    'A policy that is read grants nothing until it is attached; the attachment is judged.',
  'PGSQLenablesCustomerManagedKey azurerm_postgresql_server_key.not_ok':
    'The labelled resource has settings of another type, which cannot be applied.',
};
