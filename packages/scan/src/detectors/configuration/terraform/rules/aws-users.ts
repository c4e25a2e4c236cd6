/** Who becomes a role of AWS, users and passwords. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { EVERYBODY } from './aws-storage-terms.ts';
import { ACCESS, AUTHENTICATION, LEAST, SECRETS } from './controls.ts';
import { rule } from './row.ts';

export const AWS_USERS_RULES: readonly ConfigurationRule[] = [
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
