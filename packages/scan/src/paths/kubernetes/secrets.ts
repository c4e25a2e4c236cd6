/** Secrets that pods are given: who has the one that a store has, has its login. */
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

/** By name, with the place where the pod names it. */
export type SecretsOf = ReadonlyMap<string, Place>;

export class PodSecrets {
  readonly #types: ReadonlyMap<string, string>;
  readonly #known = new Map<Workload, SecretsOf>();

  /** @param secrets objects of the kind Secret */
  constructor(secrets: readonly Resource[]) {
    this.#types = new Map(
      secrets.map(({ values }) => [
        `${namespaceOf(values)}\n${textOf(inside(values, 'metadata', 'name')) ?? ''}`,
        textOf(entry(values, 'type')) ?? 'Opaque',
      ]),
    );
  }

  /** Those that may hold a login: not certificates, not logins of registries. */
  of(workload: Workload): SecretsOf {
    const known = this.#known.get(workload) ?? this.#find(workload);
    this.#known.set(workload, known);
    return known;
  }

  /** The secret with the login of a store that another pod has too. */
  shared(from: Workload, store: Workload): { readonly name: string; readonly at: Place } | undefined {
    if (store.kind === undefined || from.namespace !== store.namespace) return undefined;
    const own = this.of(store);
    for (const [name, at] of this.of(from)) if (own.has(name)) return { name, at };
    return undefined;
  }

  #find({ resource, namespace }: Workload): SecretsOf {
    const found = new Map<string, Place>();
    for (const value of namesIn(resource.values)) {
      const name = textOf(value);
      if (name === undefined || found.has(name) || NO_LOGIN.test(name)) continue;
      const type = this.#types.get(`${namespace}\n${name}`);
      if (type === undefined || !OTHER_TYPES.test(type)) found.set(name, value.at);
    }
    return found;
  }
}

/** What is called so is a certificate or a login of a registry. */
const NO_LOGIN = /(?:^|[-_.])(?:tls|certs?|certificates?|ca|regcred|registry|pull-secret)(?:[-_.]|$)/i;
const OTHER_TYPES =
  /^(?:kubernetes\.io\/(?:tls|dockercfg|dockerconfigjson|ssh-auth|service-account-token)|helm\.sh\/)/;

function namesIn(pod: ConfigValue): ConfigValue[] {
  const containers = ['containers', 'initContainers'].flatMap((key) => [...itemsOf(entry(pod, key))]);
  const volumes = itemsOf(entry(pod, 'volumes'));
  return [
    ...containers.flatMap((one) => [
      ...itemsOf(entry(one, 'envFrom')).map((from) => inside(from, 'secretRef', 'name')),
      ...itemsOf(entry(one, 'env')).map((from) => inside(from, 'valueFrom', 'secretKeyRef', 'name')),
    ]),
    ...volumes.map((one) => inside(one, 'secret', 'secretName')),
    ...volumes.flatMap((one) =>
      itemsOf(inside(one, 'projected', 'sources')).map((source) => inside(source, 'secret', 'name')),
    ),
  ].flatMap((value) => value ?? []);
}
