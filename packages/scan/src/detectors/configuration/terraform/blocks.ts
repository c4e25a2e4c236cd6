/** Bodies of blocks as values: settings, and nested blocks as a list of maps under their type; `dynamic` is expanded. */
import { type ConfigValue, list, map, type Place, scalar } from '@theriac/core/configuration';
import type { HclBody, HclNode } from '@theriac/read/hcl';
import { evaluate } from './evaluate.ts';
import type { Env } from './scope.ts';
import { type MapValue, pairsOf, unknown } from './values.ts';

/** Say how a resource is managed, not what it is. */
const META = new Set(['count', 'for_each', 'depends_on', 'provider', 'providers']);

export function bodyValue(body: HclBody, env: Env, at: Place): MapValue {
  const entries = new Map<string, ConfigValue>();
  for (const [name, { value }] of body.attributes)
    if (!META.has(name)) entries.set(name, evaluate(value, env));
  for (const name of blockTypes(body)) {
    const value = blocksValue(body, name, env, at);
    if (value !== undefined) entries.set(name, value);
  }
  return map(entries, at);
}

function blockTypes(body: HclBody): ReadonlySet<string> {
  return new Set(body.blocks.map(typeOf));
}

const typeOf = (node: HclNode): string => (node.type === 'dynamic' ? (node.labels[0] ?? '') : node.type);

/** The blocks of a type; undefined: there is none. */
export function blocksValue(body: HclBody, type: string, env: Env, at: Place): ConfigValue | undefined {
  const items: ConfigValue[] = [];
  for (const node of body.blocks) {
    if (typeOf(node) !== type) continue;
    if (node.type === 'dynamic') for (const item of dynamicItems(node, env)) items.push(item);
    else items.push(bodyValue(node.body, env, placeOf(node, env)));
  }
  const [first] = items;
  if (first === undefined) return undefined;
  // Whether there is any block is not known.
  if (items.every((item) => item.kind === 'unknown')) return first;
  return list(items, first.kind === 'map' ? first.at : at);
}

function dynamicItems(node: HclNode, env: Env): ConfigValue[] {
  const at = placeOf(node, env);
  const [type = ''] = node.labels;
  const content = node.body.blocks.find((one) => one.type === 'content');
  const forEach = node.body.attributes.get('for_each');
  if (content === undefined || forEach === undefined) return [];
  const over = evaluate(forEach.value, env);
  if (over.kind === 'unknown') return [unknown(over.reason, at)];
  const iterator = node.body.attributes.get('iterator')?.value;
  const name = iterator?.kind === 'name' ? iterator.name : type;
  const pairs = pairsOf(over) ?? [];
  return pairs.map(([key, value]) => {
    const isSet = over.kind === 'list';
    const each = map(
      [
        ['key', isSet ? value : scalar(key, at)],
        ['value', value],
      ],
      at,
    );
    return bodyValue(
      content.body,
      { ...env, names: { name, value: each, outer: env.names } },
      placeOf(content, env),
    );
  });
}

export function placeOf(
  { line, column }: { readonly line: number; readonly column: number },
  env: Pick<Env, 'path'>,
): Place {
  return { path: env.path, line, column };
}
