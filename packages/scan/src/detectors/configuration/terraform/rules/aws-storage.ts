/** Object storage, file systems and volumes of AWS. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import {
  ACCESS,
  AT_REST,
  AUDIT,
  BACKUP,
  BOUNDARY,
  IN_TRANSIT,
  INTEGRITY,
  LOG_PROTECTION,
  RECOVERY,
} from './controls.ts';
import { rule, rules } from './row.ts';

const BUCKET = 'bucket = "records"';
const beside = (type: string, body: string): readonly [string, string] => [
  BUCKET,
  `resource "aws_s3_bucket_${type}" "main" {\nbucket = aws_s3_bucket.main.id\n${body}\n}`,
];
const BLOCKED =
  'block_public_acls = true\nblock_public_policy = true\nignore_public_acls = true\nrestrict_public_buckets = true';
const OPEN_POLICY = (principal: string, condition = ''): string =>
  `policy = jsonencode({\nStatement = [{ Effect = "Allow", Principal = "${principal}", Action = "s3:GetObject", Resource = "arn:aws:s3:::records/*"${condition} }]\n})`;

/** Statements that let everybody in, whatever address or account they come from. */
export const EVERYBODY = {
  Effect: 'Allow',
  Principal: { has: '*' },
  none: [
    { 'Condition.StringEquals': { exists: true } },
    { 'Condition.StringLike': { exists: true } },
    { 'Condition.ArnLike': { exists: true } },
    { 'Condition.ArnEquals': { exists: true } },
    { 'Condition.IpAddress': { exists: true } },
    { 'Condition.StringEqualsIgnoreCase': { exists: true } },
    { 'Condition.ForAnyValue:StringEquals': { exists: true } },
    { 'Condition.ForAnyValue:StringLike': { exists: true } },
    { 'Condition.ForAllValues:StringEquals': { exists: true } },
  ],
} as const;

export const AWS_STORAGE_RULES: readonly ConfigurationRule[] = [
  rule({
    id: 'TF-S3-VERSIONING',
    title: 'Bucket does not keep earlier versions of objects',
    severity: 'medium',
    cwe: ['CWE-693'],
    controls: [...BACKUP, ...INTEGRITY],
    rationale:
      'What is overwritten or deleted, by mistake or by ransomware, is gone: images and reports of patients cannot be brought back.',
    remediation: 'Enable versioning for the bucket.',
    on: 'aws_s3_bucket',
    pass: {
      any: [
        { '@versioning': { some: { versioning_configuration: { some: { status: 'Enabled' } } } } },
        { versioning: { some: { enabled: true } } },
        { '@replication': { some: { rule: { exists: true } } } },
      ],
    },
    fail: BUCKET,
    good: beside('versioning', 'versioning_configuration {\nstatus = "Enabled"\n}'),
  }),
  rule({
    id: 'TF-S3-PUBLIC-ACCESS-BLOCK',
    title: 'Bucket has no complete block of public access',
    severity: 'medium',
    cwe: ['CWE-732'],
    controls: [...ACCESS, ...BOUNDARY],
    rationale:
      'One wrong ACL or policy then publishes the bucket; most leaks of health data from buckets happened so.',
    remediation: 'Add a public access block with all four settings on.',
    on: 'aws_s3_bucket',
    pass: {
      '@public_access_block': {
        some: {
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        },
      },
    },
    fail: BUCKET,
    good: beside('public_access_block', BLOCKED),
  }),
  rule({
    id: 'TF-S3-ACCOUNT-BLOCK',
    title: 'Public access to buckets is allowed for the whole account',
    severity: 'medium',
    cwe: ['CWE-732'],
    controls: ACCESS,
    rationale:
      'The block of the account is the last line for every bucket, also for those that are made by hand.',
    remediation: 'Set all four settings of the block to true.',
    on: 'aws_s3_account_public_access_block',
    pass: {
      block_public_acls: { is: true, default: false },
      block_public_policy: { is: true, default: false },
      ignore_public_acls: { is: true, default: false },
      restrict_public_buckets: { is: true, default: false },
    },
    fail: 'block_public_acls = true',
    good: BLOCKED,
  }),
  rule({
    id: 'TF-S3-PUBLIC-ACL',
    title: 'Bucket is readable by everybody through its ACL',
    severity: 'high',
    cwe: ['CWE-732'],
    controls: ACCESS,
    rationale:
      'Everybody on the internet can list or fetch what is in the bucket, without an account and without a trace.',
    remediation: 'Use `private`, and block public ACLs.',
    on: 'aws_s3_bucket',
    pass: {
      any: [
        {
          acl: { notLike: ['public-read*', 'website'] },
          grant: { no: { uri: { like: '*/AllUsers' } } },
          '@acl': {
            no: {
              any: [
                { acl: { like: ['public-read*', 'website'] } },
                {
                  access_control_policy: {
                    some: { grant: { some: { grantee: { some: { uri: { like: '*/AllUsers' } } } } } },
                  },
                },
              ],
            },
          },
        },
        { '@public_access_block': { some: { ignore_public_acls: true } } },
      ],
    },
    fail: `${BUCKET}\nacl = "public-read"`,
    good: beside('acl', 'acl = "private"'),
  }),
  rule({
    id: 'TF-S3-PUBLIC-WRITE',
    title: 'Everybody can write into the bucket',
    severity: 'high',
    cwe: ['CWE-732'],
    controls: [...ACCESS, ...INTEGRITY],
    rationale: 'Strangers can replace results and images, or plant files that staff or patients open.',
    remediation: 'Use `private`, and block public ACLs.',
    on: 'aws_s3_bucket',
    pass: {
      any: [
        {
          acl: { not: 'public-read-write' },
          grant: {
            no: {
              uri: { like: '*/AllUsers' },
              any: [
                { permissions: { has: 'WRITE' } },
                { permissions: { has: 'FULL_CONTROL' } },
                { permissions: { has: 'WRITE_ACP' } },
              ],
            },
          },
          '@acl': {
            no: {
              any: [
                { acl: 'public-read-write' },
                {
                  access_control_policy: {
                    some: {
                      grant: {
                        some: {
                          grantee: { some: { uri: { like: '*/AllUsers' } } },
                          permission: { in: ['WRITE', 'FULL_CONTROL', 'WRITE_ACP'] },
                        },
                      },
                    },
                  },
                },
              ],
            },
          },
        },
        { '@public_access_block': { some: { ignore_public_acls: true } } },
      ],
    },
    fail: `${BUCKET}\nacl = "public-read-write"`,
    good: beside('acl', 'acl = "private"'),
  }),
  rule({
    id: 'TF-S3-AUTHENTICATED-READ',
    title: 'Bucket is open to every AWS account',
    severity: 'high',
    cwe: ['CWE-732'],
    controls: ACCESS,
    rationale: '“Authenticated users” are all customers of AWS, not those of the own account.',
    remediation: 'Grant access to named accounts or roles in a bucket policy.',
    on: 'aws_s3_bucket',
    pass: {
      acl: { not: 'authenticated-read' },
      grant: { no: { uri: { like: '*/AuthenticatedUsers' } } },
      '@acl': {
        no: {
          any: [
            { acl: 'authenticated-read' },
            {
              access_control_policy: {
                some: { grant: { some: { grantee: { some: { uri: { like: '*/AuthenticatedUsers' } } } } } },
              },
            },
          ],
        },
      },
    },
    fail: beside('acl', 'acl = "authenticated-read"'),
    good: beside('acl', 'acl = "private"'),
  }),
  rule({
    id: 'TF-S3-ACL-OPEN',
    title: 'Access list opens a bucket that is declared elsewhere',
    severity: 'high',
    cwe: ['CWE-732'],
    controls: ACCESS,
    rationale:
      'Everybody on the internet, or every customer of AWS, can read or change what is in the bucket.',
    remediation: 'Use `private`, and grant access to named accounts in a bucket policy.',
    on: 'aws_s3_bucket_acl',
    when: { '@bucket': { exists: false } },
    pass: {
      acl: { notIn: ['public-read', 'public-read-write', 'website', 'authenticated-read'] },
      'access_control_policy.*.grant': {
        no: { grantee: { some: { uri: { like: ['*/AllUsers', '*/AuthenticatedUsers'] } } } },
      },
    },
    fail: 'bucket = "records"\nacl = "public-read"',
    good: 'bucket = "records"\nacl = "private"',
  }),
  ...rules(['aws_s3_bucket_policy', 'aws_s3_bucket'], {
    id: 'TF-S3-POLICY-PUBLIC',
    title: 'Bucket policy lets everybody in',
    severity: 'high',
    cwe: ['CWE-732'],
    controls: ACCESS,
    rationale: 'A principal of `*` without a condition is the whole internet.',
    remediation: 'Name the accounts and roles that need the bucket.',
    pass: { 'policy.Statement': { no: EVERYBODY } },
    fail: OPEN_POLICY('*'),
    good: OPEN_POLICY('*', ', Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-example" } }'),
  }),
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
  rule({
    id: 'TF-EBS-UNENCRYPTED',
    title: 'Volume is not encrypted',
    severity: 'medium',
    cwe: ['CWE-311'],
    controls: AT_REST,
    rationale:
      'Snapshots of it can be shared and read; lost data counts as unsecured, so every patient has to be told.',
    remediation: 'Set `encrypted = true`.',
    on: 'aws_ebs_volume',
    pass: {
      any: [
        { encrypted: { is: true, default: false } },
        { snapshot_id: { exists: true }, encrypted: { exists: false } },
      ],
    },
    fail: 'availability_zone = "eu-central-1a"\nsize = 10',
    good: 'availability_zone = "eu-central-1a"\nsize = 10\nencrypted = true',
  }),
  rule({
    id: 'TF-EBS-DEFAULT-OFF',
    title: 'Encryption of new volumes is switched off for the account',
    severity: 'medium',
    cwe: ['CWE-311'],
    controls: AT_REST,
    rationale: 'Volumes that are made by hand or by other tools are then written in clear.',
    remediation: 'Set `enabled = true`.',
    on: 'aws_ebs_encryption_by_default',
    pass: { enabled: { is: true, default: true } },
    fail: 'enabled = false',
    good: 'enabled = true',
  }),
  rule({
    id: 'TF-EBS-SNAPSHOT-COPY-UNENCRYPTED',
    title: 'Copy of a snapshot is not encrypted',
    severity: 'medium',
    cwe: ['CWE-311'],
    controls: AT_REST,
    rationale: 'A copy in another region holds the same records and is often forgotten there.',
    remediation: 'Set `encrypted = true`.',
    on: 'aws_ebs_snapshot_copy',
    pass: { encrypted: { is: true, default: false } },
    fail: 'source_snapshot_id = "snap-1"\nsource_region = "eu-central-1"',
    good: 'source_snapshot_id = "snap-1"\nsource_region = "eu-central-1"\nencrypted = true',
  }),
  rule({
    id: 'TF-EFS-UNENCRYPTED',
    title: 'File system is not encrypted',
    severity: 'medium',
    cwe: ['CWE-311'],
    controls: AT_REST,
    rationale:
      'Files of records lie in clear on the disks of the provider; encryption cannot be added later.',
    remediation: 'Set `encrypted = true` and move the files.',
    on: 'aws_efs_file_system',
    pass: { encrypted: { is: true, default: false } },
    fail: 'creation_token = "records"',
    good: 'creation_token = "records"\nencrypted = true',
  }),
  rule({
    id: 'TF-EFS-BACKUP',
    title: 'File system is in no backup',
    severity: 'medium',
    cwe: ['CWE-693'],
    controls: BACKUP,
    rationale: 'What is deleted or encrypted by an attacker cannot be restored.',
    remediation: 'Add an EFS backup policy, or put the file system into a backup plan.',
    on: 'aws_efs_file_system',
    pass: {
      any: [
        { '@backup': { some: { 'backup_policy.*.status': 'ENABLED' } } },
        { '@backup_selection': { exists: true } },
        { 'tags.Backup': { exists: true } },
        { 'tags.backup': { exists: true } },
      ],
    },
    fail: 'encrypted = true',
    good: [
      'encrypted = true',
      'resource "aws_efs_backup_policy" "main" {\nfile_system_id = aws_efs_file_system.main.id\nbackup_policy {\nstatus = "ENABLED"\n}\n}',
    ],
  }),
  rule({
    id: 'TF-EFS-CLEARTEXT',
    title: 'Task mounts a file system without TLS',
    severity: 'medium',
    cwe: ['CWE-319'],
    controls: IN_TRANSIT,
    rationale: 'Files travel in clear through the network between the task and the file system.',
    remediation: 'Set `transit_encryption = "ENABLED"`.',
    on: 'aws_ecs_task_definition',
    pass: {
      volume: {
        every: {
          efs_volume_configuration: { every: { transit_encryption: { is: 'ENABLED', default: 'DISABLED' } } },
        },
      },
    },
    fail: 'family = "api"\nvolume {\nname = "files"\nefs_volume_configuration {\nfile_system_id = "fs-1"\n}\n}',
    good: 'family = "api"\nvolume {\nname = "files"\nefs_volume_configuration {\nfile_system_id = "fs-1"\ntransit_encryption = "ENABLED"\n}\n}',
  }),
  rule({
    id: 'TF-BACKUP-VAULT-KEY',
    title: 'Backup vault has no key of its own',
    severity: 'low',
    cwe: ['CWE-311'],
    controls: [...AT_REST, ...BACKUP],
    rationale: 'Who holds the default key of the account can then also read every backup.',
    remediation: 'Set `kms_key_arn` to a key that only backup roles may use.',
    on: 'aws_backup_vault',
    pass: { kms_key_arn: { exists: true } },
    fail: 'name = "records"',
    good: 'name = "records"\nkms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/x"',
  }),
  rule({
    id: 'TF-BACKUP-SHORT',
    title: 'Backups are deleted within a week',
    severity: 'medium',
    cwe: ['CWE-693'],
    controls: BACKUP,
    rationale:
      'Ransomware often waits longer than a week before it shows; only damaged backups are left then.',
    remediation: 'Keep backups for at least 35 days.',
    on: 'aws_backup_plan',
    pass: { 'rule.*.lifecycle.*.delete_after': { min: 7, default: 36500 } },
    fail: 'name = "daily"\nrule {\nrule_name = "daily"\ntarget_vault_name = "records"\nlifecycle {\ndelete_after = 3\n}\n}',
    good: 'name = "daily"\nrule {\nrule_name = "daily"\ntarget_vault_name = "records"\nlifecycle {\ndelete_after = 35\n}\n}',
  }),
  rule({
    id: 'TF-FSX-BACKUP',
    title: 'File system for Windows keeps no backups',
    severity: 'medium',
    cwe: ['CWE-693'],
    controls: BACKUP,
    rationale: 'Shared folders of a hospital are the first thing that ransomware encrypts.',
    remediation: 'Set `automatic_backup_retention_days` to 7 or more.',
    on: 'aws_fsx_windows_file_system',
    pass: { automatic_backup_retention_days: { min: 1, default: 7 } },
    fail: 'storage_capacity = 300\nautomatic_backup_retention_days = 0',
    good: 'storage_capacity = 300\nautomatic_backup_retention_days = 30',
  }),
];
