/** Functions of lists and objects. */
import { type ConfigValue, list, map, type Place, scalar } from '@theriac/core/configuration';
import {
  boolean,
  listValue,
  type MapValue,
  mapValue,
  nothing,
  number,
  numberOf,
} from '../../terraform/values.ts';
import { emptyMap, entryOf, same, symbolOf } from '../symbols.ts';
import { type FunctionTable, ofKnown } from './function.ts';

const MAX_ITEMS = 10_000;

export const COLLECTION_FUNCTIONS: FunctionTable = {
  createarray: (args, at) => listValue(args, at),
  array: ([value], at) =>
    value === undefined || value.kind === 'unknown'
      ? undefined
      : value.kind === 'list'
        ? value
        : list([value], at),
  createobject: (args, at) => {
    const entries: [string, ConfigValue][] = [];
    for (let i = 0; i + 1 < args.length; i += 2) {
      const [key, value] = [args[i], args[i + 1]];
      if (key !== undefined && value !== undefined)
        entries.push([key.kind === 'scalar' ? key.text : symbolOf(key), value]);
    }
    return mapValue(entries, at);
  },
  empty: ([value], at) => {
    if (value === undefined) return undefined;
    // A name or an address of something that is declared is none.
    if (value.kind === 'unknown')
      return value.pieces?.some((piece) => piece !== '') === true ? boolean(false, at) : undefined;
    return boolean(sizeOf(value) === 0, at);
  },
  length: ([value], at) =>
    value === undefined || value.kind === 'unknown' ? undefined : number(sizeOf(value), at),
  contains: ([where, what], at) => {
    if (where === undefined || what === undefined) return undefined;
    if (where.kind === 'list') {
      const answers = where.items.map((item) => same(item, what));
      if (answers.includes(true)) return boolean(true, at);
      return answers.includes(undefined) ? undefined : boolean(false, at);
    }
    if (what.kind !== 'scalar') return undefined;
    if (where.kind === 'map') return boolean(entryOf(where, what.text) !== undefined, at);
    if (where.kind === 'scalar')
      return boolean(where.text.toLowerCase().includes(what.text.toLowerCase()), at);
    return where.kind === 'unknown' && where.pieces?.some((piece) => piece.includes(what.text)) === true
      ? boolean(true, at)
      : undefined;
  },
  first: ([value], at) => ended(value, 0, at),
  last: ([value], at) => ended(value, -1, at),
  skip: ofKnown(([value, count], at) => cut(value, numberOf(count) ?? 0, undefined, at)),
  take: ofKnown(([value, count], at) => cut(value, 0, Math.max(0, numberOf(count) ?? 0), at)),
  union: (args, at) => {
    if (args.every(({ kind }) => kind === 'map'))
      return args.reduce<ConfigValue>((all, one) => merged(all, one, at, 0), emptyMap(at));
    if (args.some(({ kind }) => kind === 'unknown')) return undefined;
    const found: ConfigValue[] = [];
    const seen = new Set<string>();
    for (const one of args)
      for (const item of one.kind === 'list' ? one.items : []) {
        const key = item.kind === 'scalar' ? `=${item.text}` : symbolOf(item);
        if (!seen.has(key)) found.push(item);
        seen.add(key);
      }
    return listValue(found, at);
  },
  intersection: ofKnown(([first, ...others], at) => {
    if (first?.kind === 'map')
      return map(
        [...first.entries].filter(([key]) => others.every((one) => entryOf(one, key) !== undefined)),
        at,
      );
    if (first?.kind !== 'list') return undefined;
    return list(
      first.items.filter((item) =>
        others.every((one) => one.kind === 'list' && one.items.some((other) => same(item, other) === true)),
      ),
      at,
    );
  }),
  range: ofKnown(([start, count], at) => {
    const [from, size] = [numberOf(start), numberOf(count)];
    if (from === undefined || size === undefined || size < 0 || size > MAX_ITEMS) return undefined;
    return listValue(
      Array.from({ length: size }, (_, i) => number(from + i, at)),
      at,
    );
  }),
  flatten: ofKnown(([value], at) =>
    value?.kind === 'list'
      ? listValue(
          value.items.flatMap((item) => (item.kind === 'list' ? item.items : [item])),
          at,
        )
      : undefined,
  ),
  items: ofKnown(([value], at) =>
    value?.kind === 'map'
      ? listValue(
          [...value.entries]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, item]) =>
              map(
                [
                  ['key', scalar(key, at)],
                  ['value', item],
                ],
                item.at,
              ),
            ),
          at,
        )
      : undefined,
  ),
  objectkeys: ofKnown(([value], at) =>
    value?.kind === 'map'
      ? listValue(
          [...value.entries.keys()].sort().map((key) => scalar(key, at)),
          at,
        )
      : undefined,
  ),
  shallowmerge: ofKnown(([value], at) => {
    if (value?.kind !== 'list') return undefined;
    const entries = new Map<string, ConfigValue>();
    for (const item of value.items) {
      if (item.kind === 'unknown') return undefined;
      for (const [key, one] of item.kind === 'map' ? item.entries : []) entries.set(key, one);
    }
    return mapValue(entries, at);
  }),
  tryget: ([start, ...keys], at) => {
    let value = start;
    for (const key of keys) {
      if (value === undefined || value.kind === 'unknown' || key.kind !== 'scalar') return undefined;
      value = value.kind === 'list' ? value.items[Number(key.text)] : entryOf(value, key.text);
      if (value === undefined) return nothing(at);
    }
    return value;
  },
  tryindexfromend: ofKnown(([value, index], at) =>
    value?.kind === 'list' ? (value.items.at(-(numberOf(index) ?? 1)) ?? nothing(at)) : undefined,
  ),
  indexfromend: ofKnown(([value, index]) =>
    value?.kind === 'list' ? value.items.at(-(numberOf(index) ?? 1)) : undefined,
  ),
  min: ofKnown((args, at) => extreme(args, Math.min, at)),
  max: ofKnown((args, at) => extreme(args, Math.max, at)),
};

function sizeOf(value: ConfigValue): number {
  if (value.kind === 'list') return value.items.length;
  if (value.kind === 'map') return value.entries.size;
  return value.kind === 'scalar' ? value.text.length : 0;
}

function ended(value: ConfigValue | undefined, index: number, at: Place): ConfigValue | undefined {
  if (value?.kind === 'list') return value.items.at(index) ?? nothing(at);
  return value?.kind === 'scalar' ? scalar(value.text.at(index) ?? '', at) : undefined;
}

function cut(
  value: ConfigValue | undefined,
  from: number,
  to: number | undefined,
  at: Place,
): ConfigValue | undefined {
  if (value?.kind === 'list') return listValue(value.items.slice(Math.max(0, from), to), at);
  return value?.kind === 'scalar' ? scalar(value.text.slice(Math.max(0, from), to), at) : undefined;
}

/** Objects inside objects are merged too. */
function merged(a: ConfigValue, b: ConfigValue, at: Place, depth: number): ConfigValue {
  if (a.kind !== 'map' || b.kind !== 'map' || depth > 50) return b;
  const entries = new Map((a as MapValue).entries);
  for (const [key, value] of b.entries) {
    const own = entries.get(key);
    entries.set(key, own === undefined ? value : merged(own, value, at, depth + 1));
  }
  return mapValue(entries, b.entries.size > 0 ? b.at : a.at);
}

function extreme(
  args: readonly ConfigValue[],
  choose: (a: number, b: number) => number,
  at: Place,
): ConfigValue | undefined {
  const [first] = args;
  const numbers = (first?.kind === 'list' ? first.items : args).map(numberOf);
  if (numbers.length === 0 || numbers.includes(undefined)) return undefined;
  return number(
    numbers.reduce<number>((a, b) => choose(a, b ?? a), numbers[0] ?? 0),
    at,
  );
}
