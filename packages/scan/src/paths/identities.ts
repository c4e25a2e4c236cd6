/** Pods that act as a role or an account of a cloud: what that may do, they may do. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  matchesGlob,
  type Resource,
  textOf,
} from '@theriac/core/configuration';
import type { AwsRoles } from './aws/roles.ts';
import type { Accounts } from './google/accounts.ts';
import { annotationOf, namespaceOf } from './kubernetes/objects.ts';
import type { Workload } from './kubernetes/workloads.ts';
import type { TerraformResources } from './terraform-references.ts';

export interface Identities {
  readonly workloads: readonly Workload[];
  /** Objects of the kind ServiceAccount. */
  readonly accounts: readonly Resource[];
  readonly all: TerraformResources;
  readonly aws: AwsRoles;
  readonly google: Accounts;
}

export function connectIdentities({ workloads, accounts, all, aws, google }: Identities): void {
  if (workloads.length === 0) return;
  const byName = new Map(accounts.map((one) => [keyOf(namespaceOf(one.values), nameOf(one)), one]));
  const roles = rolesByAccount(all);
  for (const { node, namespace, serviceAccount } of workloads) {
    const key = keyOf(namespace, serviceAccount);
    const account = byName.get(key);
    const arn =
      account === undefined ? undefined : annotationOf(account.values, 'eks.amazonaws.com/role-arn');
    const found = new Set(roles.get(key));
    const name = arn?.includes(':role/') === true ? arn.split('/').at(-1) : undefined;
    if (name !== undefined)
      for (const role of all.of('aws_iam_role'))
        if (textOf(entry(role.values, 'name')) === name && trusts(role, namespace, serviceAccount))
          found.add(role);
    for (const role of found)
      aws.grant(node.id, role, [
        {
          at: account?.at ?? role.at,
          by: `its service account acts as ${role.name}`,
          cut: 'take the role from the service account',
        },
      ]);
    const [mail] =
      (account === undefined
        ? undefined
        : annotationOf(account.values, 'iam.gke.io/gcp-service-account')
      )?.split('@') ?? [];
    if (mail === undefined) continue;
    for (const one of all.of('google_service_account'))
      if (textOf(entry(one.values, 'account_id')) === mail) google.connect(node.id, one);
  }
}

const keyOf = (namespace: string, name: string): string => `${namespace}\n${name}`;

function nameOf({ values }: Resource): string {
  return textOf(inside(values, 'metadata', 'name')) ?? '';
}

/** Roles that name a service account: in an association of EKS, or in a condition of whom they trust. */
function rolesByAccount(all: TerraformResources): ReadonlyMap<string, readonly Resource[]> {
  const found = new Map<string, Resource[]>();
  const add = (key: string, role: Resource): void => {
    const list = found.get(key);
    if (list === undefined) found.set(key, [role]);
    else list.push(role);
  };
  for (const one of all.of('aws_eks_pod_identity_association')) {
    const [namespace, name] = ['namespace', 'service_account'].map((key) => textOf(entry(one.values, key)));
    if (namespace === undefined || name === undefined) continue;
    for (const role of all.resolve(entry(one.values, 'role_arn'), one, ['aws_iam_role']).resources)
      add(keyOf(namespace, name), role);
  }
  for (const role of all.of('aws_iam_role'))
    for (const statement of itemsOf(inside(role.values, 'assume_role_policy', 'Statement')))
      for (const text of textsIn(entry(statement, 'Condition'), 0)) {
        const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(text) ?? [];
        if (namespace !== undefined && name !== undefined) add(keyOf(namespace, name), role);
      }
  return found;
}

/** Whether the role may be taken by the account: by one of the patterns that it names, or because it names none. */
function trusts(role: Resource, namespace: string, account: string): boolean {
  const named = itemsOf(inside(role.values, 'assume_role_policy', 'Statement'))
    .flatMap((statement) => textsIn(entry(statement, 'Condition'), 0))
    .filter((text) => text.startsWith('system:serviceaccount:'));
  return (
    named.length === 0 ||
    named.some((one) => matchesGlob(`system:serviceaccount:${namespace}:${account}`, one))
  );
}

const MAX_DEPTH = 6;

function textsIn(value: ConfigValue | undefined, depth: number): string[] {
  if (value === undefined || depth > MAX_DEPTH) return [];
  if (value.kind === 'scalar') return [value.text];
  if (value.kind === 'list') return value.items.flatMap((item) => textsIn(item, depth + 1));
  return value.kind === 'map' ? [...value.entries.values()].flatMap((item) => textsIn(item, depth + 1)) : [];
}
