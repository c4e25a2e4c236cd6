/** What policies of roles permit, and whom roles trust. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  type Known,
  type Resource,
  textOf,
} from '@theriac/core/configuration';
import { fileOf, type TerraformResources, textsOf, typeOf } from '../terraform-references.ts';
import { WORKLOADS } from './parts.ts';

/** Roles that a workload acts in: directly, by an instance profile, by a task definition. */
export function rolesOf(resource: Resource, all: TerraformResources): readonly Resource[] {
  const keys = WORKLOADS[typeOf(resource)]?.role ?? [];
  const first = keys.flatMap((key) => [
    ...all.referredOrNamed(entry(resource.values, key), resource, 'aws_iam_instance_profile'),
  ]);
  const second = first.flatMap((one) => [
    ...all.referredOrNamed(entry(one.values, 'role'), one, 'aws_iam_role'),
    ...all.referred(entry(one.values, 'task_role_arn'), one),
  ]);
  const found = [...first, ...second];
  // Functions of SAM and of the Serverless Framework have a role that is made for them.
  if (typeOf(resource) === 'aws_lambda_function' && entry(resource.values, 'role') === undefined)
    for (const name of [`${resource.name}Role`, `${fileOf(resource)}IamRoleLambdaExecution`])
      for (const role of all.called(name, resource)) found.push(role);
  return [...new Set(found)].filter((one) => typeOf(one) === 'aws_iam_role');
}

/** What a policy lets a role do, as far as it is written. */
export interface Grant {
  readonly at: Resource['at'];
  readonly actions: readonly string[];
  /** Whether it is for everything of its kind. */
  readonly isEverything: boolean;
  readonly resources: readonly Resource[];
}

/** Managed policies of AWS that reach data: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/. */
const MANAGED: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ['*'],
  PowerUserAccess: ['*'],
  AmazonS3FullAccess: ['s3:*'],
  AmazonS3ReadOnlyAccess: ['s3:Get*'],
  AmazonDynamoDBFullAccess: ['dynamodb:*'],
  AmazonDynamoDBReadOnlyAccess: ['dynamodb:Get*'],
  AmazonHealthLakeFullAccess: ['healthlake:*'],
};

export class Policies {
  readonly #all: TerraformResources;
  readonly #grants = new Map<Resource, readonly Grant[]>();
  /** Inline policies and attachments, by role. */
  readonly #byRole = new Map<Resource, Resource[]>();

  constructor(all: TerraformResources) {
    this.#all = all;
    for (const one of all.of('aws_iam_role_policy', 'aws_iam_role_policy_attachment'))
      for (const role of all.referredOrNamed(entry(one.values, 'role'), one, 'aws_iam_role')) {
        const own = this.#byRole.get(role);
        if (own === undefined) this.#byRole.set(role, [one]);
        else own.push(one);
      }
  }

  grantsOf(role: Resource): readonly Grant[] {
    const known = this.#grants.get(role) ?? this.#find(role);
    this.#grants.set(role, known);
    return known;
  }

  #find(role: Resource): Grant[] {
    const separate = (this.#byRole.get(role) ?? []).flatMap((one) =>
      typeOf(one) === 'aws_iam_role_policy'
        ? this.#statements(entry(one.values, 'policy'), one)
        : this.#managed(entry(one.values, 'policy_arn'), one),
    );
    return [
      ...separate,
      ...itemsOf(entry(role.values, 'inline_policy')).flatMap((block) =>
        this.#statements(entry(block, 'policy'), role),
      ),
      ...itemsOf(entry(role.values, 'managed_policy_arns')).flatMap((arn) => this.#managed(arn, role)),
    ];
  }

  #managed(arn: ConfigValue | undefined, by: Resource): Grant[] {
    const name = textOf(arn)?.split('/').at(-1) ?? '';
    const actions = Object.hasOwn(MANAGED, name) ? MANAGED[name] : undefined;
    if (actions !== undefined) return [{ at: arn?.at ?? by.at, actions, isEverything: true, resources: [] }];
    return this.#all
      .referred(arn, by)
      .filter((one) => typeOf(one) === 'aws_iam_policy')
      .flatMap((policy) => this.#statements(entry(policy.values, 'policy'), policy));
  }

  #statements(policy: ConfigValue | undefined, by: Resource): Grant[] {
    return itemsOf(entry(policy, 'Statement'))
      .filter((one) => textOf(entry(one, 'Effect')) === 'Allow')
      .map((one) => {
        const resource = entry(one, 'Resource');
        return {
          at: one.at,
          actions: textsOf(entry(one, 'Action')),
          isEverything: textsOf(resource).some(
            (text) => text === '*' || /^arn:aws[\w-]*:\w+:{2,3}\*/.test(text),
          ),
          resources: this.#all.referred(resource, by),
        };
      });
  }
}

/** Whom the trust policy of a role lets in from outside. */
export interface Trust {
  readonly at: ConfigValue['at'];
  readonly by: string;
  readonly cut: string;
  /** Why it is not known whether that is everyone. */
  readonly unknown?: string;
  readonly mfa?: Known;
}

export function trustOf(role: Resource): Trust[] {
  return itemsOf(inside(role.values, 'assume_role_policy', 'Statement')).flatMap((one): Trust[] => {
    if (textOf(entry(one, 'Effect')) !== 'Allow') return [];
    const condition = entry(one, 'Condition');
    const principal = entry(one, 'Principal');
    // Identifiers, without their kind.
    const accounts = textsOf(principal);
    const conditions = condition === undefined ? '' : keysOf(condition).join(' ').toLowerCase();
    if (accounts.includes('*'))
      return condition === undefined
        ? [
            {
              at: one.at,
              by: 'its trust policy lets every account of AWS act in it',
              cut: 'name the accounts in the trust policy',
            },
          ]
        : [];
    if (
      accounts.some((text) => text.endsWith('oidc-provider/token.actions.githubusercontent.com')) &&
      !conditions.includes(':sub') &&
      !conditions.includes(':repository')
    )
      return [
        {
          at: one.at,
          by: 'its trust policy lets every repository of GitHub act in it',
          cut: 'name the repository in a condition on `token.actions.githubusercontent.com:sub`',
        },
      ];
    const account = accounts
      .map((text) => /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(text)?.[1])
      .find((id) => id !== undefined);
    return account === undefined
      ? []
      : [
          {
            at: one.at,
            by: `its trust policy lets the account ${account} act in it`,
            cut: 'name the role of the account that needs it',
            mfa: conditions.includes('aws:multifactorauthpresent') ? 'yes' : 'no',
            unknown: `whose account ${account} is, and who may act in it, is not in the files`,
          },
        ];
  });
}

const MAX_DEPTH = 10;

function keysOf(value: ConfigValue, depth = 0): string[] {
  if (depth > MAX_DEPTH) return [];
  if (value.kind === 'list') return value.items.flatMap((item) => keysOf(item, depth + 1));
  if (value.kind !== 'map') return [];
  return [...value.entries].flatMap(([key, item]) => [key, ...keysOf(item, depth + 1)]);
}
