/** What service accounts may do that leads to data: read secrets, run commands in pods, start pods. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  type Place,
  type Resource,
  textOf,
} from '@theriac/core/configuration';
import { namespaceOf } from './objects.ts';
import type { Workload } from './workloads.ts';

export interface Power {
  readonly kind: 'secrets' | 'pods';
  /** Absent: of every namespace. */
  readonly namespace?: string;
  /** Secrets by name; absent: all. */
  readonly names?: readonly string[];
  readonly at: Place;
  /** `ClusterRoleBinding/web` */
  readonly binding: string;
}

type Rule = Pick<Power, 'kind' | 'names'>;

/** Roles that every cluster has: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles. */
const BUILT_IN: Readonly<Record<string, readonly Rule[]>> = {
  'cluster-admin': [{ kind: 'secrets' }, { kind: 'pods' }],
  admin: [{ kind: 'secrets' }, { kind: 'pods' }],
  edit: [{ kind: 'secrets' }, { kind: 'pods' }],
};

export class Rbac {
  readonly #roles = new Map<string, Resource>();
  readonly #bindings: readonly Resource[];
  readonly #withoutToken: ReadonlySet<string>;

  constructor(kinds: ReadonlyMap<string, readonly Resource[]>) {
    for (const role of kinds.get('ClusterRole') ?? []) this.#roles.set(`\n${nameOf(role)}`, role);
    for (const role of kinds.get('Role') ?? [])
      this.#roles.set(`${namespaceOf(role.values)}\n${nameOf(role)}`, role);
    this.#bindings = [...(kinds.get('ClusterRoleBinding') ?? []), ...(kinds.get('RoleBinding') ?? [])];
    this.#withoutToken = new Set(
      (kinds.get('ServiceAccount') ?? [])
        .filter(({ values }) => textOf(entry(values, 'automountServiceAccountToken')) === 'false')
        .map((account) => `${namespaceOf(account.values)}\n${nameOf(account)}`),
    );
  }

  /** Of the account that a pod is given a token of. */
  powersOf({ resource, namespace, serviceAccount }: Workload): Power[] {
    const own = textOf(entry(resource.values, 'automountServiceAccountToken'));
    if (own === 'false' || (own === undefined && this.#withoutToken.has(`${namespace}\n${serviceAccount}`)))
      return [];
    return this.#bindings
      .filter((binding) => this.#binds(binding, namespace, serviceAccount))
      .flatMap((binding) => this.#powersBy(binding));
  }

  #binds({ values }: Resource, namespace: string, account: string): boolean {
    const groups = ['system:serviceaccounts', 'system:authenticated', `system:serviceaccounts:${namespace}`];
    return itemsOf(entry(values, 'subjects')).some((subject) => {
      const name = textOf(entry(subject, 'name')) ?? '';
      if (textOf(entry(subject, 'kind')) === 'Group') return groups.includes(name);
      const space = textOf(entry(subject, 'namespace')) ?? namespaceOf(values);
      return textOf(entry(subject, 'kind')) === 'ServiceAccount' && name === account && space === namespace;
    });
  }

  #powersBy(binding: Resource): Power[] {
    const { values, name } = binding;
    const role = inside(values, 'roleRef', 'name');
    const wanted = textOf(role) ?? '';
    const isCluster = textOf(inside(values, 'roleRef', 'kind')) === 'ClusterRole';
    const declared = this.#roles.get(`${isCluster ? '' : namespaceOf(values)}\n${wanted}`);
    const rules =
      declared !== undefined
        ? itemsOf(entry(declared.values, 'rules')).flatMap(rulesOf)
        : isCluster && Object.hasOwn(BUILT_IN, wanted)
          ? (BUILT_IN[wanted] ?? [])
          : [];
    const isWide = textOf(entry(values, 'kind')) === 'ClusterRoleBinding';
    return rules.map((rule) => ({
      ...rule,
      ...(isWide ? {} : { namespace: namespaceOf(values) }),
      at: role?.at ?? binding.at,
      binding: name,
    }));
  }
}

function nameOf({ values }: Resource): string {
  return textOf(inside(values, 'metadata', 'name')) ?? '';
}

function rulesOf(rule: ConfigValue): Rule[] {
  const words = (key: string): string[] => itemsOf(entry(rule, key)).flatMap((one) => textOf(one) ?? []);
  const [groups, resources, verbs, names] = ['apiGroups', 'resources', 'verbs', 'resourceNames'].map(words);
  const has = (given: readonly string[] | undefined, ...wanted: readonly string[]): boolean =>
    given?.some((one) => one === '*' || wanted.includes(one)) === true;
  if (!has(groups, '')) return [];
  const found: Rule[] = [];
  if (has(resources, 'secrets') && has(verbs, 'get', 'list', 'watch'))
    found.push({ kind: 'secrets', ...(names === undefined || names.length === 0 ? {} : { names }) });
  if (names === undefined || names.length === 0) {
    const runs = has(resources, 'pods/exec', 'pods/attach') && has(verbs, 'create', 'get');
    if (runs || (has(resources, 'pods') && has(verbs, 'create'))) found.push({ kind: 'pods' });
  }
  return found;
}
