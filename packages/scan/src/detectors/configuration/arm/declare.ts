/** Resources of one deployment in the terms of Terraform, so that the same rules are asked of both. */
import { type ConfigValue, list, map, type Resource, scalar } from '@theriac/core/configuration';
import { blocksOf } from '../cloudformation/shape.ts';
import { type Declared, joined } from '../terraform/joins.ts';
import { unknown } from '../terraform/values.ts';
import type { Deployment, Written } from './deployment.ts';
import { parentKeyOf } from './keys.ts';
import { emptyMap, entryOf, isWrittenSecret, symbolOf } from './symbols.ts';
import { ARM_TYPES } from './types/all.ts';
import { type Given, type Row, settingOf } from './types/row.ts';

interface Made {
  readonly declared: Declared;
  readonly label: string;
}

export function declaredResources({ resources, givenAway, namesGivenAway }: Deployment): Resource[] {
  for (const { key, name } of resources) {
    const owner = namesGivenAway.get(symbolOf(name).toLowerCase());
    if (owner !== undefined && !givenAway.has(key)) givenAway.set(key, owner);
  }
  const settled = new Map<string, Map<string, ConfigValue[]>>();
  const givens = resources.flatMap((written) => {
    const row = ARM_TYPES.get(written.type.toLowerCase());
    const given = row === undefined ? undefined : givenOf(written);
    return row === undefined || given === undefined ? [] : [{ row, given }];
  });
  for (const { row, given } of givens) {
    const key = given.written.parentKey;
    if (row.intoParent === undefined || key === undefined) continue;
    const settings = settled.get(key) ?? new Map<string, ConfigValue[]>();
    settled.set(key, settings);
    for (const [name, value] of row.intoParent(given)) {
      if (value === undefined) continue;
      const values = settings.get(name) ?? [];
      settings.set(name, values);
      values.push(ifThere(value, given.written));
    }
  }
  const made = givens.flatMap(({ row, given }) => madeOf(row, given, settled.get(given.written.key)));
  const found = joined({ resources: made.map(({ declared }) => declared), givenAway });
  return found.map((resource, i) => ({ ...resource, name: made[i]?.label ?? resource.name }));
}

/** Undefined: what it says is not known as a whole, so that nothing is left to be asked. */
function givenOf(written: Written): Given | undefined {
  const content = entryOf(written.body, 'properties');
  if (content?.kind === 'unknown') return undefined;
  const properties = content?.kind === 'map' ? map(content.entries, written.at) : emptyMap(written.at);
  return { written, properties, blocks: blocksOf(properties) };
}

/** What a child sets of which it is not known whether there is one. */
function ifThere(value: ConfigValue, { open, at }: Written): ConfigValue {
  return open === undefined ? value : unknown(open, at);
}

function madeOf(row: Row, given: Given, settled: ReadonlyMap<string, ConfigValue[]> | undefined): Made[] {
  const { written } = given;
  const found: Made[] = (row.beside?.(given) ?? []).map(({ type, name, at, entries }) => ({
    declared: {
      type,
      address: `${written.key} ${name}`,
      values: map(entries, at),
      open: written.open,
      origin: { ...written.origin, isPart: true },
    },
    label: name,
  }));
  const type = typeof row.to === 'string' ? row.to : row.to?.(given);
  if (type === undefined) return found;
  const entries = new Map<string, ConfigValue | undefined>(given.blocks.entries);
  entries.set('name', written.name);
  entries.set('tags', entryOf(written.body, 'tags'));
  for (const [key, setting] of Object.entries(row.settings ?? {}))
    entries.set(key, settingOf(given, setting));
  for (const [key, value] of row.more?.(given) ?? []) entries.set(key, value);
  for (const [key, values] of settled ?? []) entries.set(key, together(entries.get(key), values));
  for (const key of row.parent ?? []) entries.set(key, ownerOf(row, written));
  if (row.scope !== undefined) entries.set(row.scope, subjectOf(written));
  // The rule only asks whether something is written there.
  for (const [key, value] of entries)
    if (value?.kind === 'unknown' && isWrittenSecret(value))
      entries.set(key, scalar('(a value that stands in the template)', value.at));
  const declared = {
    type,
    address: written.key,
    values: map(entries, written.at),
    open: written.open,
    origin: written.origin,
  };
  return [{ declared, label: written.label }, ...found];
}

/** Blocks of a resource and of its children behind each other; of one value, the last. */
function together(own: ConfigValue | undefined, values: readonly ConfigValue[]): ConfigValue | undefined {
  const lists = [own, ...values].filter((one) => one !== undefined);
  const last = lists.at(-1);
  if (last === undefined || lists.some(({ kind }) => kind !== 'list')) return last;
  return list(
    lists.flatMap((one) => (one.kind === 'list' ? one.items : [])),
    lists[0]?.at ?? last.at,
  );
}

function ownerOf({ levels = 1 }: Row, { type, key, at }: Written): ConfigValue | undefined {
  let [ofType, name] = [type, key.slice(type.length + 1)];
  let owner: string | undefined;
  for (let i = 0; i < levels; i += 1) {
    owner = parentKeyOf(ofType, name);
    if (owner === undefined) return undefined;
    ofType = ofType.slice(0, ofType.lastIndexOf('/'));
    name = name.slice(0, name.lastIndexOf('/'));
  }
  return owner === undefined ? undefined : unknown('it belongs to another resource', at, [owner]);
}

function subjectOf({ scopeKey, hasScope, at }: Written): ConfigValue | undefined {
  if (scopeKey !== undefined) return unknown('it is about another resource', at, [scopeKey]);
  return hasScope ? unknown('which resource it is about is not known', at) : undefined;
}
