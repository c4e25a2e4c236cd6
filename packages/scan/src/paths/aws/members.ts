/** What is on networks of AWS: with its groups, its subnets and the network that they belong to. */
import { type ConfigValue, entry, type Resource, textOf } from '@theriac/core/configuration';
import { type Resolved, type TerraformResources, typeOf, valuesAt } from '../terraform-references.ts';
import { GROUP_TYPES } from './groups.ts';
import { BALANCERS, NETWORK_STORES, type PlaceRow, WORKLOADS } from './parts.ts';

export interface Member {
  readonly resource: Resource;
  readonly kind: 'store' | 'workload' | 'entry';
  readonly groups: Resolved;
  readonly subnets: Resolved;
  /** Whether it says anything about its subnets; otherwise it is in the network that each account has. */
  readonly hasSubnets: boolean;
  readonly network: NetworkName;
  /** Of a store; undefined: whatever it listens on. */
  readonly port: number | undefined;
}

/** A network by a name that holds in the whole target. */
interface NetworkName {
  readonly name: string;
  /** It is the one resource; otherwise two names may be the same network. */
  readonly resource?: Resource;
  readonly isKnown: boolean;
}

const SUBNETS = ['aws_subnet', 'aws_default_subnet'];
const NETWORKS = ['aws_vpc', 'aws_default_vpc'];

export function membersOf(all: TerraformResources): Member[] {
  const of = (rows: Readonly<Record<string, PlaceRow>>, kind: Member['kind']): Member[] =>
    Object.entries(rows).flatMap(([type, row]) =>
      all.of(type).map((resource) => memberOf(resource, kind, row, all)),
    );
  return [...of(NETWORK_STORES, 'store'), ...of(WORKLOADS, 'workload'), ...of(BALANCERS, 'entry')];
}

function memberOf(resource: Resource, kind: Member['kind'], row: PlaceRow, all: TerraformResources): Member {
  const mounts = all.referring(resource, 'aws_efs_mount_target', 'file_system_id');
  const scaling = ['launch_template', 'launch_configuration'].flatMap((key) => [
    ...all.referring(resource, 'aws_autoscaling_group', key),
  ]);
  const groups = merged([
    ...row.groups
      .flatMap((key) => settings(resource, key))
      .map((value) => all.resolve(value, resource, GROUP_TYPES)),
    ...mounts.map((one) => all.resolve(entry(one.values, 'security_groups'), one, GROUP_TYPES)),
  ]);
  const found: Resolved[] = [
    ...row.subnets.flatMap((where) =>
      settings(resource, where.key).flatMap((value) => {
        if (!('group' in where)) return [all.resolve(value, resource, SUBNETS)];
        const group = all.resolve(value, resource, [where.group]);
        if (group.unknown !== undefined) return [group];
        return group.resources.map((one) => all.resolve(entry(one.values, where.inner), one, SUBNETS));
      }),
    ),
    ...mounts.map((one) => all.resolve(entry(one.values, 'subnet_id'), one, SUBNETS)),
    ...scaling.flatMap((one) =>
      settings(one, 'vpc_zone_identifier').map((value) => all.resolve(value, one, SUBNETS)),
    ),
  ];
  const subnets = merged(found);
  return {
    resource,
    kind,
    groups,
    subnets,
    hasSubnets: found.length > 0,
    network: networkOf(subnets, groups, found.length > 0, all),
    port: portOf(resource),
  };
}

function settings(resource: Resource, key: string): readonly ConfigValue[] {
  return valuesAt(resource.values, key.split('.')).filter(
    (value) => value.kind !== 'empty' && !(value.kind === 'list' && value.items.length === 0),
  );
}

function merged(all: readonly Resolved[]): Resolved {
  const resources = [...new Set(all.flatMap((one) => [...one.resources]))];
  const [unknown] = all.flatMap((one) => one.unknown ?? []);
  return { resources, ...(unknown === undefined ? {} : { unknown }) };
}

export const DEFAULT_NETWORK = 'default';
const DEFAULT: NetworkName = { name: DEFAULT_NETWORK, isKnown: true };

/** By its subnets, else by its groups, which belong to one network each. */
function networkOf(
  subnets: Resolved,
  groups: Resolved,
  hasSubnets: boolean,
  all: TerraformResources,
): NetworkName {
  const [within] = [...subnets.resources, ...groups.resources].flatMap((one) => {
    const value = entry(one.values, 'vpc_id');
    return value === undefined || value.kind === 'empty' ? [] : [{ value, by: one }];
  });
  if (within !== undefined) {
    const { resources, unknown } = all.resolve(within.value, within.by, NETWORKS);
    const [resource] = resources;
    if (resource !== undefined) return { name: all.id(resource), resource, isKnown: true };
    const text = textOf(within.value);
    if (text !== undefined) return { name: text, isKnown: true };
    const refers = within.value.kind === 'unknown' ? (within.value.refers ?? []).join(' ') : '';
    return { name: `${within.by.scope ?? within.by.at.path} ${refers || (unknown ?? '')}`, isKnown: false };
  }
  const why = subnets.unknown ?? groups.unknown;
  return hasSubnets || why !== undefined ? { name: why ?? '', isKnown: false } : DEFAULT;
}

function portOf(resource: Resource): number | undefined {
  const { ports } = NETWORK_STORES[typeOf(resource)] ?? {};
  if (ports === undefined) return undefined;
  const own = Number(textOf(entry(resource.values, 'port')) ?? Number.NaN);
  if (Number.isInteger(own)) return own;
  if (typeof ports === 'number') return ports;
  const engine = textOf(entry(resource.values, 'engine') ?? entry(resource.values, 'engine_type')) ?? '';
  const wanted = engine.toLowerCase();
  return Object.entries(ports).find(([start]) => wanted.startsWith(start.toLowerCase()))?.[1];
}
