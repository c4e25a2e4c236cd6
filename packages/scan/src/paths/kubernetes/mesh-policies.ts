/** Istio: who may speak to whom, and whether they must encrypt. */

import type { Known } from '@theriac/core/configuration';
import { type ConfigValue, entry, inside, itemsOf, type Resource, textOf } from '@theriac/core/configuration';
import { namespaceOf, selects } from './objects.ts';
import type { Workload } from './workloads.ts';

const MESH_NAMESPACE = 'istio-system';

export class MeshPolicies {
  readonly #authorization: readonly Resource[];
  readonly #peers: readonly Resource[];

  constructor(authorization: readonly Resource[], peers: readonly Resource[]) {
    this.#authorization = authorization;
    this.#peers = peers;
  }

  /** Whether an AuthorizationPolicy asks who is there before it lets anyone to the workload. */
  authenticates(to: Workload): boolean {
    return this.#allowing(to).length > 0;
  }

  allows(from: Workload, to: Workload): boolean {
    const policies = this.#allowing(to);
    if (policies.length === 0) return true;
    return policies.some(({ values }) =>
      itemsOf(inside(values, 'spec', 'rules')).some((rule) => {
        const sources = itemsOf(entry(rule, 'from'));
        return sources.length === 0 || sources.some((one) => isFrom(entry(one, 'source'), from));
      }),
    );
  }

  tls(to: Workload): Known {
    const own = this.#peers.filter(({ values }) => covers(values, to));
    const modes = own.map(({ values }) => textOf(inside(values, 'spec', 'mtls', 'mode')));
    if (modes.includes('STRICT')) return 'yes';
    return modes.includes('DISABLE') ? 'no' : 'unknown';
  }

  #allowing(to: Workload): readonly Resource[] {
    return this.#authorization.filter(
      ({ values }) => (textOf(inside(values, 'spec', 'action')) ?? 'ALLOW') === 'ALLOW' && covers(values, to),
    );
  }
}

/** Those of the mesh's own namespace hold everywhere. */
function covers(values: ConfigValue, { namespace, labels }: Workload): boolean {
  const own = namespaceOf(values);
  if (own !== namespace && own !== MESH_NAMESPACE) return false;
  const selector = inside(values, 'spec', 'selector');
  return selector === undefined || selects(selector, labels);
}

function isFrom(source: ConfigValue | undefined, { namespace, serviceAccount }: Workload): boolean {
  const names = (key: string): string[] | undefined => {
    const value = entry(source, key);
    return value === undefined ? undefined : itemsOf(value).flatMap((one) => textOf(one) ?? []);
  };
  const principals = names('principals');
  const namespaces = names('namespaces');
  const isPrincipal = (name: string): boolean =>
    name === '*' ||
    name.endsWith(`/ns/${namespace}/sa/${serviceAccount}`) ||
    name.endsWith(`/ns/${namespace}/sa/*`);
  return (
    (principals === undefined || principals.some(isPrincipal)) &&
    (namespaces === undefined || namespaces.some((name) => name === '*' || name === namespace))
  );
}
