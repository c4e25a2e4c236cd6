/** What runs code on Google Cloud: machines and services, with their accounts and how everyone reaches them. */
import { entry, type Hop, type Resource, textOf } from '@theriac/core/configuration';
import { type Answered, allOf, doubtOf, NO, unknown, yes } from '../answers.ts';
import { type AccessGraph, INTERNET } from '../graph.ts';
import { tlsOfPort } from '../ports.ts';
import { blocksAt, type TerraformResources, textsOf, typeOf, valuesAt } from '../terraform-references.ts';
import { Firewalls, type Machine } from './firewall.ts';
import { isForEveryone } from './stores.ts';

const INSTANCES: readonly string[] = [
  'google_compute_instance',
  'google_compute_instance_template',
  'google_compute_region_instance_template',
];

/** Services that everyone may call when they are members; the prefix of who may, and the setting that names the service. */
const SERVICES: Readonly<Record<string, readonly [iam: string, key: string]>> = {
  google_cloud_run_service: ['google_cloud_run_service_iam', 'service'],
  google_cloud_run_v2_service: ['google_cloud_run_v2_service_iam', 'name'],
  google_cloudfunctions_function: ['google_cloudfunctions_function_iam', 'cloud_function'],
  google_cloudfunctions2_function: ['google_cloudfunctions2_function_iam', 'cloud_function'],
};

export const GOOGLE_WORKLOADS: readonly string[] = [...INSTANCES, ...Object.keys(SERVICES)];

/** Where the account of a workload stands. */
const ACCOUNTS = [
  'service_account.email',
  'service_account_email',
  'service_config.service_account_email',
  'template.service_account',
  'template.spec.service_account_name',
];

export function accountsOf(resource: Resource, all: TerraformResources): readonly Resource[] {
  return ACCOUNTS.flatMap((key) => valuesAt(resource.values, key.split('.')))
    .flatMap((value) => [...all.referred(value, resource)])
    .filter((one) => typeOf(one) === 'google_service_account');
}

export function addWorkloads(graph: AccessGraph, all: TerraformResources): void {
  for (const resource of all.of(...GOOGLE_WORKLOADS))
    graph.add({ id: all.id(resource), kind: 'workload', label: resource.name, at: resource.at });
  const networks = new Networks(all);
  for (const resource of all.of(...INSTANCES)) {
    for (const hop of networks.hopsTo(resource)) graph.connect(hop);
    const out = networks.hopFrom(resource);
    if (out !== undefined) graph.connect(out);
  }
  for (const [type, [iam, key]] of Object.entries(SERVICES))
    for (const service of all.of(type)) addService(graph, all, { service, iam, key });
}

interface Service {
  readonly service: Resource;
  readonly iam: string;
  readonly key: string;
}

const INTERNAL = [
  'INGRESS_TRAFFIC_INTERNAL_ONLY',
  'INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER',
  'internal',
  'internal-and-cloud-load-balancing',
  'ALLOW_INTERNAL_ONLY',
  'ALLOW_INTERNAL_AND_GCLB',
];

function addService(graph: AccessGraph, all: TerraformResources, { service, iam, key }: Service): void {
  const ingress = [
    entry(service.values, 'ingress'),
    entry(service.values, 'ingress_settings'),
    ...valuesAt(service.values, ['service_config', 'ingress_settings']),
    ...valuesAt(service.values, ['metadata', 'annotations', 'run.googleapis.com/ingress']),
  ].flatMap((value) => textOf(value) ?? []);
  if (ingress.some((text) => INTERNAL.includes(text))) return;
  // Functions of the second kind are called as services.
  const grants = ['member', 'binding', 'policy'].flatMap((kind) => [
    ...all.referring(service, `${iam}_${kind}`, key),
    ...(typeOf(service) === 'google_cloudfunctions2_function'
      ? all.referring(service, `google_cloud_run_service_iam_${kind}`, 'service')
      : []),
  ]);
  const open = isForEveryone(grants, all);
  if (open.state === 'no') return;
  const [first] = open.state === 'yes' ? open.because : [];
  graph.connect({
    from: INTERNET,
    to: all.id(service),
    at: first?.at ?? service.at,
    by: first?.by ?? 'everyone may be a member',
    cut: first?.cut ?? 'name who may call it',
    tls: 'yes',
    authentication: 'no',
    isUsed: true,
    ...(open.state === 'unknown' ? { unknown: open.why } : {}),
  });
}

export class Networks {
  readonly #all: TerraformResources;
  readonly #firewalls: Firewalls;

  constructor(all: TerraformResources) {
    this.#all = all;
    this.#firewalls = new Firewalls(all);
  }

  /** Networks of the interfaces of a machine; `isOther`: one of them is not in the files. */
  networksOf(resource: Resource): {
    readonly known: readonly Resource[];
    readonly other: string | undefined;
  } {
    const known: Resource[] = [];
    let other: string | undefined;
    for (const block of blocksAt(resource.values, 'network_interface')) {
      const subnetworks = this.#all.resolve(entry(block, 'subnetwork'), resource, [
        'google_compute_subnetwork',
      ]);
      const direct = this.#all.resolve(entry(block, 'network'), resource, NETWORKS);
      const through = subnetworks.resources.map((one) =>
        this.#all.resolve(entry(one.values, 'network'), one, NETWORKS),
      );
      const all = [direct, ...through];
      const found = all.flatMap(({ resources }) => [...resources]);
      for (const network of found) known.push(network);
      if (found.length === 0)
        other ??=
          subnetworks.unknown ??
          all.find(({ unknown: why }) => why !== undefined)?.unknown ??
          'it is the default network';
    }
    return { known, other };
  }

  #firewallsOf(resource: Resource): {
    readonly rules: readonly Resource[];
    readonly other: string | undefined;
  } {
    const { known, other } = this.networksOf(resource);
    const rules = known.flatMap((network) => [
      ...this.#all.referring(network, 'google_compute_firewall', 'network'),
    ]);
    if (other === undefined) return { rules, other };
    // The same text, the same variable: the same network.
    const names = blocksAt(resource.values, 'network_interface').flatMap(
      (block) => entry(block, 'network') ?? [],
    );
    const same = this.#all
      .of('google_compute_firewall')
      .filter((rule) => rule.scope === resource.scope)
      .filter((rule) => {
        const network = entry(rule.values, 'network');
        return (
          network !== undefined &&
          names.some(
            (name) => name === network || (textOf(name) !== undefined && textOf(name) === textOf(network)),
          )
        );
      });
    return { rules: [...rules, ...same], other };
  }

  #machine(resource: Resource): Machine {
    return {
      resource,
      tags: textsOf(entry(resource.values, 'tags')),
      accounts: accountsOf(resource, this.#all),
    };
  }

  hopsTo(resource: Resource): Hop[] {
    const address = publicAddress(resource);
    if (address.state === 'no') return [];
    const { rules, other } = this.#firewallsOf(resource);
    const base = {
      from: INTERNET,
      to: this.#all.id(resource),
      authentication: 'unknown',
      isUsed: true,
    } as const;
    const hops = this.#firewalls
      .open(rules, this.#machine(resource), 'INGRESS')
      .flatMap((decision): Hop[] => {
        if (decision.state === 'no') return [];
        const { rule } = decision;
        const way = allOf(
          address,
          decision.state === 'yes' ? yes() : unknown(`whom ${rule.name} is for is not known`),
        );
        const ports =
          rule.from === rule.to
            ? `port ${rule.from}`
            : rule.from === 0 && rule.to === 65_535
              ? 'every port'
              : `ports ${rule.from}–${rule.to}`;
        return [
          {
            ...base,
            at: rule.at,
            by: `it has a public address, and ${rule.name} lets every address to ${ports}`,
            cut: 'name the addresses in the firewall rule',
            tls: rule.from === rule.to ? tlsOfPort(rule.from) : 'unknown',
            ...doubtOf(way),
          },
        ];
      });
    if (hops.length > 0 || other === undefined) return hops;
    return [
      {
        ...base,
        at: resource.at,
        by: 'it has a public address',
        cut: 'remove `access_config`',
        tls: 'unknown',
        unknown: `firewall rules of its network are not in the files: ${other}`,
      },
    ];
  }

  /** With a public address everything may leave, unless a rule forbids it. */
  hopFrom(resource: Resource): Hop | undefined {
    if (publicAddress(resource).state !== 'yes') return undefined;
    const { rules } = this.#firewallsOf(resource);
    const isDenied = rules.some(
      (rule) =>
        textOf(entry(rule.values, 'direction')) === 'EGRESS' && blocksAt(rule.values, 'deny').length > 0,
    );
    if (isDenied) return undefined;
    return {
      from: this.#all.id(resource),
      to: INTERNET,
      at: resource.at,
      by: 'no firewall rule limits where it connects to',
      cut: 'deny egress in a firewall rule, and allow the addresses that it needs',
      tls: 'unknown',
      authentication: 'unknown',
      isUsed: false,
    };
  }
}

const NETWORKS = ['google_compute_network', 'data.google_compute_network'];

function publicAddress(resource: Resource): Answered {
  for (const block of blocksAt(resource.values, 'network_interface')) {
    if (block.kind === 'unknown') return unknown('whether it has a public address is not known');
    const [config] = [...blocksAt(block, 'access_config'), ...blocksAt(block, 'ipv6_access_config')];
    if (config?.kind === 'unknown') return unknown('whether it has a public address is not known');
    if (config !== undefined)
      return yes({ at: config.at, by: 'it has a public address', cut: 'remove `access_config`' });
  }
  return NO;
}
