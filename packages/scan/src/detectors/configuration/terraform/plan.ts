/** Plans in JSON (`terraform show -json`): what is planned, what is known only afterwards, and what refers to what. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  list,
  map,
  type Resource,
  textOf,
} from '@theriac/core/configuration';
import { readJsonAsHcl } from '@theriac/read/hcl';
import { type Declared, joined } from './joins.ts';
import { constant } from './json-values.ts';
import { withPolicies } from './policy.ts';
import { type MapValue, takenFrom, truth, unknown } from './values.ts';

const MAX_DEPTH = 50;

/** @throws TheriacError THERIAC_INPUT_SYNTAX or THERIAC_INPUT_LIMIT with the line */
export function planResources(text: string, path: string): Resource[] {
  const plan = constant(readJsonAsHcl(text, path), { path, line: 1, column: 1 });
  const open = new Map<string, ConfigValue>();
  for (const change of itemsOf(entry(plan, 'resource_changes'))) {
    const address = textOf(entry(change, 'address'));
    const after = inside(change, 'change', 'after_unknown');
    if (address !== undefined && after !== undefined) open.set(address, after);
  }
  const expressions = new Map<string, ConfigValue>();
  expressionsOf(inside(plan, 'configuration', 'root_module'), '', expressions, 0);
  const resources: Declared[] = [];
  const visit = (module: ConfigValue | undefined, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    for (const resource of itemsOf(entry(module, 'resources'))) {
      const address = textOf(entry(resource, 'address'));
      const type = textOf(entry(resource, 'type'));
      const values = entry(resource, 'values');
      if (address === undefined || type === undefined || values?.kind !== 'map') continue;
      const known = withUnknown(
        values,
        open.get(address),
        expressions.get(baseOf(address)),
        moduleOf(address),
      );
      const isData = textOf(entry(resource, 'mode')) === 'data';
      resources.push({
        type: isData ? `data.${type}` : type,
        address,
        values: withPolicies(map(known.entries, resource.at)),
        open: undefined,
      });
    }
    for (const child of itemsOf(entry(module, 'child_modules'))) visit(child, depth + 1);
  };
  visit(inside(plan, 'planned_values', 'root_module'), 0);
  return joined({ resources, givenAway: new Map() });
}

/** The expressions of each resource, by its address without keys. */
function expressionsOf(
  module: ConfigValue | undefined,
  prefix: string,
  found: Map<string, ConfigValue>,
  depth: number,
): void {
  if (depth > MAX_DEPTH) return;
  for (const resource of itemsOf(entry(module, 'resources'))) {
    const address = textOf(entry(resource, 'address'));
    const expressions = entry(resource, 'expressions');
    if (address !== undefined && expressions !== undefined) found.set(`${prefix}${address}`, expressions);
  }
  const calls = entry(module, 'module_calls');
  for (const [name, call] of calls?.kind === 'map' ? calls.entries : [])
    expressionsOf(entry(call, 'module'), `${prefix}module.${name}.`, found, depth + 1);
}

/** Empty lists are blocks that are not there; what is known after it is applied is unknown. */
function withUnknown(
  values: MapValue,
  open: ConfigValue | undefined,
  expressions: ConfigValue | undefined,
  prefix: string,
): MapValue {
  const entries: [string, ConfigValue][] = [];
  for (const [key, value] of values.entries) {
    if (value.kind === 'list' && value.items.length === 0) continue;
    const inner = entry(open, key);
    const written = entry(expressions, key);
    const refers = referencesOf(written, prefix);
    if (inner !== undefined && truth(inner) === true) continue;
    const found = value.kind === 'list' ? listWith(value, inner, written, prefix) : value;
    entries.push([
      key,
      refers.reduce<ConfigValue>(
        (one, address) => (one.kind === 'scalar' ? takenFrom(one, address) : one),
        found,
      ),
    ]);
  }
  for (const [key, inner] of open?.kind === 'map' ? open.entries : []) {
    if (truth(inner) !== true) continue;
    const refers = referencesOf(entry(expressions, key), prefix);
    // Attributes that only the provider sets are no settings.
    if (expressions !== undefined && entry(expressions, key) === undefined) continue;
    entries.push([key, unknown('it is known after it is applied', values.at, refers)]);
  }
  return map(entries, values.at);
}

function listWith(
  value: ConfigValue & { readonly kind: 'list' },
  open: ConfigValue | undefined,
  expressions: ConfigValue | undefined,
  prefix: string,
): ConfigValue {
  const opens = itemsOf(open);
  const written = itemsOf(expressions);
  const items = value.items.map((item, i) =>
    item.kind === 'map' ? withUnknown(item, opens[i], written[i] ?? written[0], prefix) : item,
  );
  return list(items, value.at);
}

/** `references` are written from the longest to the shortest: the resource itself is the last. */
function referencesOf(expression: ConfigValue | undefined, prefix: string): string[] {
  const references = itemsOf(entry(expression, 'references')).flatMap((one) => textOf(one) ?? []);
  const addresses = references.flatMap(
    (text) => /^(?:data\.)?[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*/.exec(text)?.[0] ?? [],
  );
  const found = addresses.filter((text) => !/^(?:var|local|each|count|path|module)\./.test(text));
  return [...new Set(found)].map((text) => `${prefix}${text}`);
}

const KEY = /\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g;

function baseOf(address: string): string {
  return address.replace(KEY, '');
}

function moduleOf(address: string): string {
  return /^(?:module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.)*/.exec(address)?.[0] ?? '';
}
