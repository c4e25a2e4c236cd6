/** From the words of CloudFormation to those of Terraform: keys in snake case, objects as blocks. */
import {
  type ConfigValue,
  entry,
  itemsOf,
  list,
  map,
  type Place,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import type { MapValue } from '../terraform/values.ts';

/** Maps whose keys the user chooses, and documents of policies: they stay as they are. */
const VERBATIM = new Set([
  'AccessPolicies',
  'AssumeRolePolicyDocument',
  'Content',
  'FileSystemPolicy',
  'KeyPolicy',
  'PolicyDocument',
  'RepositoryPolicyText',
  'ResourcePolicy',
  'Variables',
]);

const MAX_DEPTH = 60;

/** `VPCId`: `vpc_id`, `CidrIpv6`: `cidr_ipv6`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** @param names other names, by the path of the property: `Listeners.Protocol` */
export function blocksOf(properties: MapValue, names: Readonly<Record<string, string>> = {}): MapValue {
  return converted(properties, names, '', 0);
}

function converted(
  value: MapValue,
  names: Readonly<Record<string, string>>,
  way: string,
  depth: number,
): MapValue {
  const entries = [...value.entries].map(([key, item]): readonly [string, ConfigValue] => {
    const path = way === '' ? key : `${way}.${key}`;
    const name = names[path] ?? snakeCase(key);
    if (VERBATIM.has(key) || depth > MAX_DEPTH) return [name, item];
    if (key === 'Tags') return [name, tagsOf(item)];
    return [name, block(item, names, path, depth)];
  });
  return map(entries, value.at);
}

function block(
  item: ConfigValue,
  names: Readonly<Record<string, string>>,
  path: string,
  depth: number,
): ConfigValue {
  if (item.kind === 'map') return list([converted(item, names, path, depth + 1)], item.at);
  if (item.kind !== 'list') return item;
  return list(
    item.items.map((one) => (one.kind === 'map' ? converted(one, names, path, depth + 1) : one)),
    item.at,
  );
}

/** `[{ Key, Value }]`, or a map. */
function tagsOf(value: ConfigValue): ConfigValue {
  return value.kind === 'list' ? pairsOf(value, 'Key', 'Value') : value;
}

/** A list of pairs as a map. */
export function pairsOf(
  value: ConfigValue | undefined,
  key: string,
  of: string,
): MapValue | Exclude<ConfigValue, { kind: 'map' }> {
  const at = value?.at ?? NOWHERE;
  if (value !== undefined && value.kind !== 'list') return value;
  return map(
    itemsOf(value).flatMap((item) => {
      const name = textOf(entry(item, key));
      return name === undefined ? [] : [[name, entry(item, of)] as const];
    }),
    at,
  );
}

const NOWHERE: Place = { path: '', line: 1, column: 1 };

/** One block. */
export const one = (entries: Iterable<readonly [string, ConfigValue | undefined]>, at: Place): ConfigValue =>
  list([map(entries, at)], at);

/** What is made of a value that is there; what is not known stays so. */
export function made(
  value: ConfigValue | undefined,
  make: (value: ConfigValue) => ConfigValue | undefined,
): ConfigValue | undefined {
  return value === undefined || value.kind === 'unknown' ? value : make(value);
}

/** `true` where a text is this one. */
export function isThis(value: ConfigValue | undefined, text: string): ConfigValue | undefined {
  return made(value, (known) => scalar(String(textOf(known) === text), known.at));
}
