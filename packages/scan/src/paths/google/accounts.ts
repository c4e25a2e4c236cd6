/** Service accounts as hops: what a workload may do with a store, by the roles of its account. */
import type { Resource } from '@theriac/core/configuration';
import type { AccessGraph } from '../graph.ts';
import { type TerraformResources, typeOf } from '../terraform-references.ts';
import { GOOGLE_STORES, grantsOn, membershipsBy } from './stores.ts';
import { accountsOf, GOOGLE_WORKLOADS } from './workloads.ts';

export function connectAccounts(graph: AccessGraph, all: TerraformResources): Accounts {
  const workloads = new Map<Resource, Resource[]>();
  for (const workload of all.of(...GOOGLE_WORKLOADS))
    for (const account of accountsOf(workload, all))
      workloads.set(account, [...(workloads.get(account) ?? []), workload]);
  const grants = new Accounts(graph, all);
  for (const [account, own] of workloads)
    for (const workload of own) grants.connect(all.id(workload), account);
  return grants;
}

const PROJECT = ['google_project_iam_member', 'google_project_iam_binding', 'google_project_iam_policy'];

interface Granted {
  readonly grant: Resource;
  readonly role: string | undefined;
}

export class Accounts {
  readonly #graph: AccessGraph;
  readonly #all: TerraformResources;
  /** Roles of accounts on everything of a project. */
  readonly #wide = new Map<Resource, Granted[]>();
  readonly #narrow = new Map<Resource, (Granted & { readonly store: Resource })[]>();

  constructor(graph: AccessGraph, all: TerraformResources) {
    this.#graph = graph;
    this.#all = all;
    for (const grant of all.of(...PROJECT))
      for (const { account, role } of this.#members(grant)) add(this.#wide, account, { grant, role });
    for (const type of Object.keys(GOOGLE_STORES))
      for (const store of all.of(type))
        for (const grant of grantsOn(store, all))
          for (const { account, role } of this.#members(grant))
            add(this.#narrow, account, { store, grant, role });
  }

  /** Accounts that are members by a grant, with their roles. */
  #members(grant: Resource): readonly { readonly account: Resource; readonly role: string | undefined }[] {
    return membershipsBy(grant, this.#all).flatMap(({ role, members }) =>
      members
        .flatMap((value) => [...this.#all.referred(value, grant)])
        .filter((one) => typeOf(one) === 'google_service_account')
        .map((account) => ({ account, role })),
    );
  }

  /** @param from id of a node that acts as the account */
  connect(from: string, account: Resource): void {
    for (const one of this.#narrow.get(account) ?? []) this.#hop(from, one.store, one, true);
    for (const granted of this.#wide.get(account) ?? [])
      for (const type of Object.keys(GOOGLE_STORES))
        for (const store of this.#all.of(type))
          if (store.scope === granted.grant.scope) this.#hop(from, store, granted, false);
  }

  #hop(from: string, store: Resource, { grant, role }: Granted, isNamed: boolean): void {
    if (role === undefined || GOOGLE_STORES[typeOf(store)]?.role?.test(role) !== true) return;
    this.#graph.connect({
      from,
      to: this.#all.id(store),
      at: grant.at,
      by: isNamed
        ? `${grant.name} gives its account ${role}`
        : `${grant.name} gives its account ${role} on everything of the project`,
      cut: isNamed ? 'take the role from the account' : 'give the role on the stores that it needs',
      tls: 'yes',
      authentication: 'yes',
      isUsed: isNamed,
    });
  }
}

function add<V>(map: Map<Resource, V[]>, key: Resource, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
