/** Roles as hops: what a workload may do in its role, and roles that others may act in. */
import type { Condition, Resource } from '@theriac/core/configuration';
import { type AccessGraph, INTERNET } from '../graph.ts';
import type { TerraformResources } from '../terraform-references.ts';
import { PERMITTED_STORES, WORKLOADS } from './parts.ts';
import { Policies, rolesOf, trustOf } from './policies.ts';

export class AwsRoles {
  readonly #graph: AccessGraph;
  readonly #all: TerraformResources;
  readonly #policies: Policies;

  constructor(graph: AccessGraph, all: TerraformResources) {
    this.#graph = graph;
    this.#all = all;
    this.#policies = new Policies(all);
  }

  connect(): void {
    for (const type of Object.keys(WORKLOADS))
      for (const workload of this.#all.of(type))
        for (const role of rolesOf(workload, this.#all)) this.grant(this.#all.id(workload), role);
    for (const role of this.#all.of('aws_iam_role')) this.#trusted(role);
  }

  /** What may be done by who acts in a role. @param from id of a node */
  grant(from: string, role: Resource, also: readonly Condition[] = []): void {
    for (const grant of this.#policies.grantsOf(role))
      for (const [type, [, service]] of Object.entries(PERMITTED_STORES)) {
        const action = grant.actions.find(
          (one) => one === '*' || one.toLowerCase().startsWith(`${service}:`),
        );
        if (action === undefined) continue;
        for (const store of this.#all.of(type)) {
          const isNamed = grant.resources.includes(store);
          if (!isNamed && !(grant.isEverything && store.scope === role.scope)) continue;
          this.#graph.connect({
            from,
            to: this.#all.id(store),
            at: grant.at,
            by: isNamed ? `${role.name} may ${action}` : `${role.name} may ${action} on everything`,
            cut: isNamed ? 'take the permission from the role' : 'name the stores that the role needs',
            ...(also.length === 0 ? {} : { also }),
            tls: 'yes',
            authentication: 'yes',
            isUsed: isNamed,
          });
        }
      }
  }

  /** Roles that others than workloads of the target may act in, where they lead to a store. */
  #trusted(role: Resource): void {
    const trusts = trustOf(role);
    if (trusts.length === 0) return;
    const id = this.#all.id(role);
    this.#graph.add({ id, kind: 'entry', label: role.name, at: role.at });
    for (const { at, by, cut, unknown, mfa } of trusts)
      this.#graph.connect({
        from: INTERNET,
        to: id,
        at,
        by,
        cut,
        tls: 'yes',
        authentication: unknown === undefined ? 'no' : 'unknown',
        isUsed: true,
        ...(mfa === undefined ? {} : { mfa }),
        ...(unknown === undefined ? {} : { unknown }),
      });
    this.grant(id, role);
  }
}
