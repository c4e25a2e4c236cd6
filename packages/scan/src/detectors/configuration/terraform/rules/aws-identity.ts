/** Who may do what in AWS: policies, roles, users, passwords. */
import type { ConfigurationRule, Query } from '@theriac/core/configuration';
import { EVERYBODY } from './aws-storage.ts';
import { ACCESS, AUTHENTICATION, LEAST, SECRETS } from './controls.ts';
import { rule, rules } from './row.ts';

/** What holds a policy that grants something to whoever has it. */
const POLICIES = [
  'aws_iam_policy',
  'aws_iam_role_policy',
  'aws_iam_user_policy',
  'aws_iam_group_policy',
  'aws_ssoadmin_permission_set_inline_policy',
];
const HOLDERS: Readonly<Record<string, string>> = {
  aws_ssoadmin_permission_set_inline_policy: 'inline_policy',
};
const policy = (statement: string): string =>
  `name = "p"\npolicy = jsonencode({\nVersion = "2012-10-17"\nStatement = [{ ${statement} }]\n})`;
const grant = (action: string, resource: string, rest = ''): string =>
  policy(`Effect = "Allow", Action = [${action}], Resource = "${resource}"${rest}`);
const GOOD = grant('"s3:GetObject"', 'arn:aws:s3:::records/*');

/** One rule for each kind of policy: what no statement may be. */
function statements(
  row: Omit<Parameters<typeof rules>[1], 'pass' | 'good' | 'fail'> & {
    readonly no: Query;
    readonly fail: string;
  },
): ConfigurationRule[] {
  const { no, fail, ...rest } = row;
  return POLICIES.flatMap((type, i) => {
    const key = HOLDERS[type] ?? 'policy';
    const id =
      i === 0
        ? row.id
        : `${row.id}-${type
            .replace(/^aws_(?:iam_)?/, '')
            .replace(/_policy$/, '')
            .replaceAll('_', '-')
            .toUpperCase()}`;
    return rule({
      ...rest,
      id,
      on: type,
      pass: { [`${key}.Statement`]: { no: { Effect: 'Allow', ...no } } },
      fail: fail.replace('policy =', `${key} =`),
      good: GOOD.replace('policy =', `${key} =`),
    });
  });
}

const has = (action: string): Query => ({ Action: { has: action } });
/** Actions by which a role gives itself more. */
const ESCALATION = [
  'iam:CreatePolicyVersion',
  'iam:SetDefaultPolicyVersion',
  'iam:AttachUserPolicy',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:PutUserPolicy',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:UpdateLoginProfile',
  'iam:AddUserToGroup',
  'iam:UpdateAssumeRolePolicy',
];
const READS = [
  's3:GetObject',
  's3:Get*',
  'dynamodb:Scan',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'rds:CopyDBSnapshot',
  'rds:ModifyDBSnapshotAttribute',
  'healthlake:*',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'ssm:GetParameters',
  's3:*',
  'dynamodb:*',
  'secretsmanager:*',
];

export const AWS_IDENTITY_RULES: readonly ConfigurationRule[] = [
  ...statements({
    id: 'TF-IAM-ALL',
    title: 'Policy grants everything',
    severity: 'high',
    cwe: ['CWE-250'],
    controls: LEAST,
    rationale: 'Whoever has it may read every record, delete every backup and switch off every log.',
    remediation: 'Name the actions and resources that are needed.',
    no: { Action: { has: '*' }, Resource: { has: '*' } },
    fail: grant('"*"', '*'),
  }),
  ...statements({
    id: 'TF-IAM-IAM-ALL',
    title: 'Policy administers identities',
    severity: 'high',
    cwe: ['CWE-269'],
    controls: LEAST,
    rationale: 'Who may change roles and policies may give itself everything else.',
    remediation: 'Name the actions of IAM and the roles that they concern.',
    no: { Action: { has: 'iam:*' }, Resource: { has: '*' } },
    fail: grant('"iam:*"', '*'),
  }),
  ...statements({
    id: 'TF-IAM-ESCALATION',
    title: 'Policy can be used to gain further rights',
    severity: 'high',
    cwe: ['CWE-269'],
    controls: LEAST,
    rationale:
      'With one of these actions on everything, whoever has the policy attaches stronger ones to itself.',
    remediation: 'Leave these actions to the roles that deploy, and name what they may change.',
    no: { any: ESCALATION.map(has), Resource: { has: '*' }, Condition: { exists: false } },
    fail: grant('"iam:CreatePolicyVersion"', '*'),
  }),
  ...statements({
    id: 'TF-IAM-PASS-ROLE',
    title: 'Policy lets services run as any role',
    severity: 'high',
    cwe: ['CWE-269'],
    controls: LEAST,
    rationale: 'Whoever may start a function or machine with any role acts as the strongest one.',
    remediation: 'Name the roles that may be passed.',
    no: { Action: { has: 'iam:PassRole' }, Resource: { has: '*' }, Condition: { exists: false } },
    fail: grant('"iam:PassRole"', '*'),
  }),
  ...statements({
    id: 'TF-IAM-ASSUME-ALL',
    title: 'Policy lets its holder become any role',
    severity: 'medium',
    cwe: ['CWE-269'],
    controls: LEAST,
    rationale: 'Every role that trusts the account can be taken, also those of administrators.',
    remediation: 'Name the roles.',
    no: { any: [has('sts:AssumeRole'), has('sts:*')], Resource: { has: '*' }, Condition: { exists: false } },
    fail: grant('"sts:AssumeRole"', '*'),
  }),
  ...statements({
    id: 'TF-IAM-DATA-ALL',
    title: 'Policy reads data or secrets of everything',
    severity: 'medium',
    cwe: ['CWE-732'],
    controls: [...LEAST, 'HIPAA 164.308(a)(4)(ii)(B)'],
    rationale: 'A flaw in the one service that has it opens the stores of all others.',
    remediation: 'Name the buckets, tables and secrets that are needed.',
    no: { any: READS.map(has), Resource: { has: '*' }, Condition: { exists: false } },
    fail: grant('"s3:GetObject"', '*'),
  }),
  ...statements({
    id: 'TF-IAM-DECRYPT-ALL',
    title: 'Policy decrypts with every key',
    severity: 'medium',
    cwe: ['CWE-732'],
    controls: LEAST,
    rationale: 'Encryption protects from nobody who may use all keys.',
    remediation: 'Name the keys.',
    no: { any: [has('kms:Decrypt'), has('kms:*')], Resource: { has: '*' }, Condition: { exists: false } },
    fail: grant('"kms:Decrypt"', '*'),
  }),
  ...statements({
    id: 'TF-IAM-NOT-ACTION',
    title: 'Policy allows everything except a few actions',
    severity: 'medium',
    cwe: ['CWE-250'],
    controls: LEAST,
    rationale: 'What the provider adds later is allowed by itself.',
    remediation: 'List what is allowed instead of what is not.',
    no: { NotAction: { exists: true }, Resource: { has: '*' } },
    fail: policy('Effect = "Allow", NotAction = ["iam:*"], Resource = "*"'),
  }),
  ...rules(
    [
      'aws_iam_role_policy_attachment',
      'aws_iam_user_policy_attachment',
      'aws_iam_group_policy_attachment',
      'aws_iam_policy_attachment',
      'aws_ssoadmin_managed_policy_attachment',
    ],
    {
      id: 'TF-IAM-ADMINISTRATOR',
      title: 'Administrator policy is attached',
      severity: 'high',
      cwe: ['CWE-250'],
      controls: LEAST,
      rationale: 'Whoever has it may read every record, delete every backup and switch off every log.',
      remediation: 'Attach a policy with the actions that are needed.',
      pass: {
        policy_arn: { notLike: '*:policy/AdministratorAccess' },
        managed_policy_arn: { notLike: '*:policy/AdministratorAccess' },
      },
      fail: 'policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\nmanaged_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"',
      good: 'policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"',
    },
  ),
  ...rules(
    [
      'aws_iam_role_policy_attachment',
      'aws_iam_user_policy_attachment',
      'aws_iam_group_policy_attachment',
      'aws_iam_policy_attachment',
      'aws_ssoadmin_managed_policy_attachment',
    ],
    {
      id: 'TF-IAM-FULL-ACCESS',
      title: 'Policy that administers identities is attached',
      severity: 'high',
      cwe: ['CWE-269'],
      controls: LEAST,
      rationale: 'Who may change roles and policies may give itself everything else.',
      remediation: 'Attach a policy with the actions that are needed.',
      pass: {
        policy_arn: { notLike: ['*:policy/IAMFullAccess'] },
        managed_policy_arn: { notLike: ['*:policy/IAMFullAccess'] },
      },
      fail: 'policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"\nmanaged_policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"',
      good: 'policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"',
    },
  ),
  rule({
    id: 'TF-IAM-ROLE-MANAGED-ADMIN',
    title: 'Role has an administrator policy',
    severity: 'high',
    cwe: ['CWE-250'],
    controls: LEAST,
    rationale: 'Whoever becomes the role may read every record and give itself everything else.',
    remediation: 'Attach a policy with the actions that are needed.',
    on: 'aws_iam_role',
    pass: {
      managed_policy_arns: {
        no: { '@value': { like: ['*:policy/AdministratorAccess', '*:policy/IAMFullAccess'] } },
      },
    },
    fail: 'name = "r"\nassume_role_policy = "{}"\nmanaged_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]',
    good: 'name = "r"\nassume_role_policy = "{}"\nmanaged_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]',
  }),
  rule({
    id: 'TF-IAM-TRUST-ALL',
    title: 'Everybody can become the role',
    severity: 'high',
    cwe: ['CWE-284'],
    controls: ACCESS,
    rationale: 'A trust policy for `*` lets every account of the provider take the role.',
    remediation: 'Name the accounts or services that may take it.',
    on: 'aws_iam_role',
    pass: { 'assume_role_policy.Statement': { no: EVERYBODY } },
    fail: 'name = "r"\nassume_role_policy = jsonencode({\nStatement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }]\n})',
    good: 'name = "r"\nassume_role_policy = jsonencode({\nStatement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]\n})',
  }),
  rule({
    id: 'TF-IAM-GITHUB-ALL',
    title: 'Pipelines of every repository can become the role',
    severity: 'high',
    cwe: ['CWE-284'],
    controls: ACCESS,
    rationale:
      'Tokens of a public pipeline service are given to everybody; without the name of the repository anybody can take the role.',
    remediation: 'Require the repository in a condition on `token.actions.githubusercontent.com:sub`.',
    on: 'aws_iam_role',
    pass: {
      'assume_role_policy.Statement': {
        no: {
          Effect: 'Allow',
          Principal: { some: { '@value': { like: '*oidc-provider/token.actions.githubusercontent.com' } } },
          none: [
            { 'Condition.StringEquals.token\\.actions\\.githubusercontent\\.com:sub': { exists: true } },
            { 'Condition.StringLike.token\\.actions\\.githubusercontent\\.com:sub': { exists: true } },
            {
              'Condition.ForAnyValue:StringEquals.token\\.actions\\.githubusercontent\\.com:sub': {
                exists: true,
              },
            },
            {
              'Condition.ForAnyValue:StringLike.token\\.actions\\.githubusercontent\\.com:sub': {
                exists: true,
              },
            },
            {
              'Condition.ForAllValues:StringLike.token\\.actions\\.githubusercontent\\.com:sub': {
                exists: true,
              },
            },
            {
              'Condition.StringEquals.token\\.actions\\.githubusercontent\\.com:job_workflow_ref': {
                exists: true,
              },
            },
            {
              'Condition.StringEquals.token\\.actions\\.githubusercontent\\.com:repository': { exists: true },
            },
          ],
        },
      },
    },
    fail: 'name = "r"\nassume_role_policy = jsonencode({\nStatement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" } }]\n})',
    good: 'name = "r"\nassume_role_policy = jsonencode({\nStatement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Condition = { StringEquals = { "token.actions.githubusercontent.com:sub" = "repo:clinic/portal:ref:refs/heads/main" } } }]\n})',
  }),
  rule({
    id: 'TF-IAM-USER-POLICY',
    title: 'Rights are given to a single user',
    severity: 'low',
    cwe: ['CWE-269'],
    controls: [...LEAST, 'HIPAA 164.308(a)(4)(ii)(C)'],
    rationale:
      'Rights of persons are forgotten when they change their work; reviews look at groups and roles.',
    remediation: 'Give the policy to a group or a role.',
    on: 'aws_iam_user_policy_attachment',
    pass: { user: { exists: false } },
    fail: 'user = "alex"\npolicy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"',
    good: 'resource "aws_iam_group_policy_attachment" "main" {\ngroup = "readers"\npolicy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"\n}',
  }),
  rule({
    id: 'TF-IAM-ACCESS-KEY',
    title: 'Long-lived access key is made',
    severity: 'medium',
    cwe: ['CWE-798'],
    controls: [...SECRETS, ...AUTHENTICATION],
    rationale:
      'The key does not end by itself and its secret is in the state file for everybody who can read that.',
    remediation: 'Let the workload take a role instead.',
    on: 'aws_iam_access_key',
    pass: { any: [{ pgp_key: { exists: true } }, { status: 'Inactive' }] },
    fail: 'user = "ci"',
    good: 'user = "ci"\npgp_key = "keybase:clinic"',
  }),
  rule({
    id: 'TF-IAM-PASSWORD-SHORT',
    title: 'Account accepts short passwords',
    severity: 'medium',
    cwe: ['CWE-521'],
    controls: [...AUTHENTICATION, 'HIPAA 164.308(a)(5)(ii)(D)'],
    rationale: 'Short passwords are guessed; one account of the console reaches every system.',
    remediation: 'Set `minimum_password_length` to 14 or more.',
    on: 'aws_iam_account_password_policy',
    pass: { minimum_password_length: { min: 14, default: 8 } },
    fail: 'minimum_password_length = 8',
    good: 'minimum_password_length = 14',
  }),
  rule({
    id: 'TF-IAM-PASSWORD-REUSE',
    title: 'Account accepts passwords that were used before',
    severity: 'low',
    cwe: ['CWE-521'],
    controls: [...AUTHENTICATION, 'HIPAA 164.308(a)(5)(ii)(D)'],
    rationale: 'A password that was stolen comes back into use.',
    remediation: 'Set `password_reuse_prevention = 24`.',
    on: 'aws_iam_account_password_policy',
    pass: { password_reuse_prevention: { min: 12, default: 0 } },
    fail: 'minimum_password_length = 14',
    good: 'minimum_password_length = 14\npassword_reuse_prevention = 24',
  }),
  rule({
    id: 'TF-COGNITO-MFA',
    title: 'Users of the pool need no second factor',
    severity: 'medium',
    cwe: ['CWE-308'],
    controls: AUTHENTICATION,
    rationale: 'A password that is stolen or guessed opens the record of the patient.',
    remediation: 'Set `mfa_configuration` to `ON`, or to `OPTIONAL` where patients choose.',
    on: 'aws_cognito_user_pool',
    pass: { mfa_configuration: { in: ['ON', 'OPTIONAL'], default: 'OFF' } },
    fail: 'name = "portal"',
    good: 'name = "portal"\nmfa_configuration = "ON"\nsoftware_token_mfa_configuration {\nenabled = true\n}',
  }),
  rule({
    id: 'TF-COGNITO-PASSWORD',
    title: 'Pool accepts short passwords',
    severity: 'medium',
    cwe: ['CWE-521'],
    controls: [...AUTHENTICATION, 'ASVS 6.2.1'],
    rationale: 'Short passwords are guessed, and they open the records of patients.',
    remediation: 'Set `minimum_length` to 12 or more.',
    on: 'aws_cognito_user_pool',
    pass: { 'password_policy.*.minimum_length': { min: 8, default: 8 } },
    fail: 'name = "portal"\npassword_policy {\nminimum_length = 6\n}',
    good: 'name = "portal"\npassword_policy {\nminimum_length = 12\n}',
  }),
];
