/** Who may read buckets of AWS. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { BLOCKED, BUCKET, beside, EVERYBODY, OPEN_POLICY } from './aws-storage-terms.ts';
import { ACCESS, BACKUP, BOUNDARY, INTEGRITY } from './controls.ts';
import { rule, rules } from './row.ts';

/** Websites have a rule of their own: they are public on purpose. */
const NO_WEBSITE = { website: { exists: false }, '@website': { exists: false } };

export const AWS_BUCKETS_RULES: readonly ConfigurationRule[] = [
  rule({
    id: 'TF-S3-WEBSITE-PUBLIC',
    title: 'Bucket serves a website to everybody, past any protection',
    severity: 'medium',
    cwe: ['CWE-732'],
    controls: ACCESS,
    rationale:
      'Everything that is ever put into it is published over HTTP without encryption, also an export that lands there by mistake.',
    remediation: 'Keep the bucket private, and serve it through CloudFront with an origin access control.',
    on: 'aws_s3_bucket',
    when: { any: [{ website: { exists: true } }, { '@website': { exists: true } }] },
    pass: {
      any: [
        {
          acl: { notLike: ['public-read*', 'website'] },
          '@acl': { no: { acl: { like: ['public-read*', 'website'] } } },
        },
        { '@public_access_block': { some: { ignore_public_acls: true } } },
      ],
    },
    fail: `${BUCKET}\nacl = "public-read"\nwebsite {\nindex_document = "index.html"\n}`,
    good: `${BUCKET}\nacl = "private"\nwebsite {\nindex_document = "index.html"\n}`,
  }),
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
    when: NO_WEBSITE,
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
];
