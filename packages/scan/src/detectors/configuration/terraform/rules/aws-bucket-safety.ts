/** Encryption, copies and logs of buckets of AWS. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { BUCKET, beside } from './aws-storage-terms.ts';
import { AT_REST, AUDIT, LOG_PROTECTION, RECOVERY } from './controls.ts';
import { rule } from './row.ts';

export const AWS_BUCKET_SAFETY_RULES: readonly ConfigurationRule[] = [
  rule({
    id: 'TF-S3-KMS',
    title: 'Bucket is encrypted with a key that the service manages',
    severity: 'low',
    cwe: ['CWE-311'],
    controls: AT_REST,
    rationale:
      'With a key of its own, who may decrypt is decided and logged apart from who may read the bucket, and the key can be withdrawn.',
    remediation: 'Encrypt with `aws:kms` and a key of your own.',
    on: 'aws_s3_bucket',
    when: { '@log_sources': { exists: false } },
    pass: {
      any: [
        {
          '@encryption': {
            some: {
              rule: {
                some: {
                  apply_server_side_encryption_by_default: { some: { sse_algorithm: { like: 'aws:kms*' } } },
                },
              },
            },
          },
        },
        {
          server_side_encryption_configuration: {
            some: {
              rule: {
                some: {
                  apply_server_side_encryption_by_default: { some: { sse_algorithm: { like: 'aws:kms*' } } },
                },
              },
            },
          },
        },
      ],
    },
    fail: BUCKET,
    good: beside(
      'server_side_encryption_configuration',
      'rule {\napply_server_side_encryption_by_default {\nsse_algorithm = "aws:kms"\nkms_master_key_id = "alias/records"\n}\n}',
    ),
  }),
  rule({
    id: 'TF-S3-ACCESS-LOG',
    title: 'Access to the bucket is not logged',
    severity: 'low',
    cwe: ['CWE-778'],
    controls: AUDIT,
    rationale: 'After a leak nobody can tell which records were read, so all of them count as breached.',
    remediation: 'Send server access logs to a bucket for logs.',
    on: 'aws_s3_bucket',
    when: { '@log_sources': { exists: false } },
    pass: { any: [{ '@logging': { exists: true } }, { 'logging.*.target_bucket': { exists: true } }] },
    fail: BUCKET,
    good: beside('logging', 'target_bucket = "logs"\ntarget_prefix = "records/"'),
  }),
  rule({
    id: 'TF-S3-REPLICATION',
    title: 'Bucket has no copy in another place',
    severity: 'low',
    cwe: ['CWE-693'],
    controls: RECOVERY,
    rationale: 'The loss of a region or of an account is the loss of what is stored there only.',
    remediation: 'Replicate to a bucket in another region or account.',
    on: 'aws_s3_bucket',
    when: { '@log_sources': { exists: false } },
    pass: {
      any: [
        { '@replication': { some: { rule: { some: { status: 'Enabled' } } } } },
        { replication_configuration: { some: { rules: { some: { status: 'Enabled' } } } } },
      ],
    },
    fail: BUCKET,
    good: beside(
      'replication_configuration',
      'role = "arn:aws:iam::111122223333:role/replicate"\nrule {\nstatus = "Enabled"\ndestination {\nbucket = "arn:aws:s3:::records-copy"\n}\n}',
    ),
  }),
  rule({
    id: 'TF-S3-LOGS-DELETABLE',
    title: 'Audit trail can be deleted from its bucket',
    severity: 'medium',
    cwe: ['CWE-778'],
    controls: LOG_PROTECTION,
    rationale:
      'Who takes over an account deletes its trail; a lock keeps it for the six years that evidence is asked for.',
    remediation: 'Enable object lock for the bucket that keeps the trail.',
    on: 'aws_s3_bucket',
    when: { '@log_sources': { some: { s3_bucket_name: { exists: true } } } },
    pass: {
      any: [
        { object_lock_enabled: true },
        { object_lock_configuration: { some: { object_lock_enabled: 'Enabled' } } },
        { '@object_lock': { exists: true } },
        { '@versioning': { some: { versioning_configuration: { some: { mfa_delete: 'Enabled' } } } } },
      ],
    },
    fail: [
      BUCKET,
      'resource "aws_cloudtrail" "main" {\nname = "all"\ns3_bucket_name = aws_s3_bucket.main.id\n}',
    ],
    good: [
      `${BUCKET}\nobject_lock_enabled = true`,
      'resource "aws_cloudtrail" "main" {\nname = "all"\ns3_bucket_name = aws_s3_bucket.main.id\n}',
    ],
  }),
];
