/** How properties are spelled, where that cannot be told from their parts. */

/** Properties with other capitals than each word's first. */
export const SPELLED: readonly string[] = [
  'CIDRs',
  'EnableIAMDatabaseAuthentication',
  'EnforceHTTPS',
  'HTTPSEnabled',
  'KMSEncryptionKey',
  'MasterUserARN',
  'MultiAZ',
  'SSEAlgorithm',
  'SSEEnabled',
  'SSEType',
  'TLSSecurityPolicy',
  'VPCOptions',
  'WebACLId',
];

/** Properties that are lists of blocks. */
export const LISTS: ReadonlySet<string> = new Set([
  'AccountAggregationSources',
  'BackupPlanRule',
  'BlockDeviceMappings',
  'CacheBehaviors',
  'ContainerDefinitions',
  'DefaultActions',
  'EncryptionConfig',
  'Listeners',
  'LoadBalancerAttributes',
  'NetworkInterfaces',
  'Origins',
  'Rules',
  'Replicas',
  'SecurityGroupEgress',
  'SecurityGroupIngress',
  'ServerSideEncryptionConfiguration',
  'Volumes',
]);
