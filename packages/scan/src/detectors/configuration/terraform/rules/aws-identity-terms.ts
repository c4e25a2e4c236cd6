/** Words of the rules in `aws identity` files: types, ports, examples. */
import type { ConfigurationRule, Query } from '@theriac/core/configuration';
import { rule, type rules } from './row.ts';

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
export const policy = (statement: string): string =>
  `name = "p"\npolicy = jsonencode({\nVersion = "2012-10-17"\nStatement = [{ ${statement} }]\n})`;
export const grant = (action: string, resource: string, rest = ''): string =>
  policy(`Effect = "Allow", Action = [${action}], Resource = "${resource}"${rest}`);
const GOOD = grant('"s3:GetObject"', 'arn:aws:s3:::records/*');

/** One rule for each kind of policy: what no statement may be. */
export function statements(
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

/** On everything, by what the statement means: actions of the table, whatever wildcard stands for them. */
export function grantedOnAll(actions: readonly string[]): Query {
  return {
    '@grants': { some: { '@value': { in: actions } } },
    '@all_resources': true,
    '@limited': false,
    // Rules of their own tell those.
    Action: { hasNone: ['*', '*:*'] },
  };
}

/** The same where all actions but a few are allowed has a rule of its own. */
export const namedOnAll = (actions: readonly string[]): Query => ({
  ...grantedOnAll(actions),
  NotAction: { exists: false },
});
