/** Roles, policies, keys, secrets and functions. */
import { entry, itemsOf, map, textOf } from '@theriac/core/configuration';
import type { Declared } from '../../terraform/joins.ts';
import { unknown } from '../../terraform/values.ts';
import type { Given, Row } from './row.ts';

/** Policies that are written inside of a role, a user or a group. */
function inlinePolicies({ id, properties }: Given, kind: 'role' | 'user' | 'group'): Declared[] {
  return itemsOf(entry(properties, 'Policies')).map((policy, i): Declared => {
    const name = textOf(entry(policy, 'PolicyName')) ?? String(i + 1);
    return {
      type: `aws_iam_${kind}_policy`,
      address: `${id} policy ${name}`,
      values: map(
        [
          [kind, unknown(`it is ${id}`, policy.at, [id])],
          ['policy', policy.kind === 'unknown' ? policy : entry(policy, 'PolicyDocument')],
        ],
        policy.at,
      ),
      open: undefined,
    };
  });
}

/** Policies of the service that a user or a group has. */
function attachments({ id, properties }: Given, kind: 'user' | 'group'): Declared[] {
  return itemsOf(entry(properties, 'ManagedPolicyArns')).map(
    (arn, i): Declared => ({
      type: `aws_iam_${kind}_policy_attachment`,
      address: `${id} attachment ${i + 1}`,
      values: map(
        [
          [kind, unknown(`it is ${id}`, arn.at, [id])],
          ['policy_arn', arn],
        ],
        arn.at,
      ),
      open: undefined,
    }),
  );
}

/** To whom an `AWS::IAM::Policy` is given. */
function holderOf({ properties }: Given): 'role' | 'user' | 'group' {
  const given = (key: string): boolean => {
    const value = entry(properties, key);
    return value !== undefined && !(value.kind === 'list' && value.items.length === 0);
  };
  return given('Roles') ? 'role' : given('Users') ? 'user' : given('Groups') ? 'group' : 'role';
}

export const IDENTITY_ROWS: readonly Row[] = [
  {
    type: 'AWS::IAM::Role',
    to: 'aws_iam_role',
    names: { RoleName: 'name', AssumeRolePolicyDocument: 'assume_role_policy' },
    beside: (given) => inlinePolicies(given, 'role'),
  },
  {
    type: 'AWS::IAM::User',
    to: 'aws_iam_user',
    names: { UserName: 'name' },
    beside: (given) => [...inlinePolicies(given, 'user'), ...attachments(given, 'user')],
  },
  {
    type: 'AWS::IAM::Group',
    to: 'aws_iam_group',
    names: { GroupName: 'name' },
    beside: (given) => [...inlinePolicies(given, 'group'), ...attachments(given, 'group')],
  },
  {
    type: 'AWS::IAM::Policy',
    to: (given) => `aws_iam_${holderOf(given)}_policy`,
    names: { PolicyDocument: 'policy', Roles: 'role', Users: 'user', Groups: 'group' },
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    to: 'aws_iam_policy',
    names: { PolicyDocument: 'policy', ManagedPolicyName: 'name' },
  },
  { type: 'AWS::IAM::AccessKey', to: 'aws_iam_access_key', said: { pgp_key: null } },
  {
    type: 'AWS::KMS::Key',
    to: 'aws_kms_key',
    names: {
      KeyPolicy: 'policy',
      KeySpec: 'customer_master_key_spec',
      Enabled: 'is_enabled',
      PendingWindowInDays: 'deletion_window_in_days',
    },
  },
  { type: 'AWS::SecretsManager::Secret', to: 'aws_secretsmanager_secret' },
  { type: 'AWS::SecretsManager::RotationSchedule', to: 'aws_secretsmanager_secret_rotation' },
  {
    type: 'AWS::SecretsManager::ResourcePolicy',
    to: 'aws_secretsmanager_secret_policy',
    names: { SecretId: 'secret_arn', ResourcePolicy: 'policy' },
  },
  { type: 'AWS::Lambda::Function', to: 'aws_lambda_function' },
  { type: 'AWS::Lambda::Permission', to: 'aws_lambda_permission' },
  {
    type: 'AWS::Lambda::Url',
    to: 'aws_lambda_function_url',
    names: { TargetFunctionArn: 'function_name', AuthType: 'authorization_type' },
  },
];
