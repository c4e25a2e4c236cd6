/** Users, groups, roles and policies of an account of AWS, in the terms in which rules ask about them. */
import {
  type ConfigValue,
  entry,
  itemsOf,
  list,
  map,
  type Resource,
  textOf,
} from '@theriac/core/configuration';
import { declaredBy } from '../cloudformation/declared.ts';
import { type Declared, joined } from '../terraform/joins.ts';

/** Lists of the export: the type of CloudFormation that says the same, and where its name and its policies stand. */
const LISTS = [
  ['UserDetailList', 'AWS::IAM::User', 'UserName', 'UserPolicyList'],
  ['GroupDetailList', 'AWS::IAM::Group', 'GroupName', 'GroupPolicyList'],
  ['RoleDetailList', 'AWS::IAM::Role', 'RoleName', 'RolePolicyList'],
] as const;

/** @param settings what `aws iam get-account-authorization-details` answers */
export function iamResources(settings: ConfigValue): readonly Resource[] {
  const holders = LISTS.flatMap(([key, type, name, policies]) =>
    itemsOf(entry(settings, key)).flatMap((one): readonly Declared[] => {
      // Roles of services are theirs.
      if (textOf(entry(one, 'Path'))?.startsWith('/aws-service-role/') === true) return [];
      return declared(one, type, name, [
        [name, entry(one, name)],
        ['AssumeRolePolicyDocument', entry(one, 'AssumeRolePolicyDocument')],
        ['Policies', entry(one, policies)],
        [
          'ManagedPolicyArns',
          list(
            itemsOf(entry(one, 'AttachedManagedPolicies')).flatMap(
              (policy) => entry(policy, 'PolicyArn') ?? [],
            ),
            one.at,
          ),
        ],
      ]);
    }),
  );
  const policies = itemsOf(entry(settings, 'Policies')).flatMap((one): readonly Declared[] => {
    if (/^arn:[a-z-]{1,20}:iam::aws:/.test(textOf(entry(one, 'Arn')) ?? '')) return [];
    const versions = itemsOf(entry(one, 'PolicyVersionList'));
    const current = versions.find((version) => textOf(entry(version, 'IsDefaultVersion')) === 'true');
    return declared(one, 'AWS::IAM::ManagedPolicy', 'PolicyName', [
      ['PolicyDocument', entry(current, 'Document')],
    ]);
  });
  return joined({ resources: [...holders, ...policies], givenAway: new Map() }).map(
    ({ origin: _, ...resource }) => resource,
  );
}

function declared(
  one: ConfigValue,
  type: string,
  name: string,
  properties: readonly (readonly [string, ConfigValue | undefined])[],
): readonly Declared[] {
  return declaredBy({
    id: textOf(entry(one, name)) ?? '',
    scope: `${type.slice(type.lastIndexOf(':') + 1)} `,
    type,
    properties: map(properties, one.at),
    resource: map([], one.at),
    open: undefined,
  });
}
