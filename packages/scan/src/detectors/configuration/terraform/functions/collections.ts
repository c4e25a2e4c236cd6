/** Functions of lists, sets and maps. */
import { type ConfigValue, type Place, scalar } from '@theriac/core/configuration';
import {
  boolean,
  equals,
  jsonText,
  listValue,
  mapValue,
  missing,
  nothing,
  number,
  numberOf,
  pairsOf,
  truth,
  type Unknown,
  unknown,
  unknownIn,
} from '../values.ts';
import { type FunctionTable, openResult, type TerraformFunction } from './function.ts';

const MOST = 10_000;

const itemsOf = (value: ConfigValue | undefined): readonly ConfigValue[] | undefined =>
  value?.kind === 'list' ? value.items : undefined;

/** Equal values once; what is not known stays. */
function distinct(items: readonly ConfigValue[]): ConfigValue[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    if (unknownIn(item) !== undefined) return true;
    const text = item.kind === 'scalar' ? `=${item.text}` : jsonText(item);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

const textOrder = (a: ConfigValue, b: ConfigValue): number => {
  const [left, right] = [a, b].map((one) => (one.kind === 'scalar' ? one.text : jsonText(one)));
  return (left ?? '') < (right ?? '') ? -1 : left === right ? 0 : 1;
};

export const asSet = (items: readonly ConfigValue[], at: Place): ConfigValue =>
  listValue(distinct(items).sort(textOrder), at);

function flattened(items: readonly ConfigValue[], depth = 0): ConfigValue[] | Unknown {
  const all: ConfigValue[] = [];
  for (const item of items) {
    if (item.kind !== 'list' || depth > 50) all.push(item);
    else {
      const inner = flattened(item.items, depth + 1);
      if (!Array.isArray(inner)) return inner;
      for (const one of inner) all.push(one);
    }
    if (all.length > 10 * MOST) return unknown('the list is too long', item.at);
  }
  return all;
}

const ofSets =
  (keep: (text: string, others: readonly ReadonlySet<string>[]) => boolean): TerraformFunction =>
  (args, at) => {
    const sets = args.map((arg) => itemsOf(arg));
    if (sets.includes(undefined)) return undefined;
    const [first = [], ...rest] = sets.flatMap((set) => (set === undefined ? [] : [set]));
    const others = rest.map((set) => new Set(set.map(jsonText)));
    return asSet(
      first.filter((item) => keep(jsonText(item), others)),
      at,
    );
  };

export const COLLECTION_FUNCTIONS: FunctionTable = {
  sort: ([list], at) => (list?.kind === 'list' ? listValue([...list.items].sort(textOrder), at) : undefined),
  range: (args, at) => {
    const numbers = args.map(numberOf);
    if (numbers.includes(undefined)) return undefined;
    const [start, limit, step] =
      numbers.length === 1 ? [0, numbers[0] ?? 0, 1] : [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2]];
    const by = step ?? (limit < start ? -1 : 1);
    const size = Math.ceil((limit - start) / by);
    if (by === 0 || size > MOST) return unknown('the range is too long', at);
    return listValue(
      Array.from({ length: Math.max(0, size) }, (_, i) => number(start + i * by, at)),
      at,
    );
  },
  index: ([list, value], at) => {
    const found = itemsOf(list)?.findIndex((item) => value !== undefined && equals(item, value) === true);
    return found === undefined || found < 0 ? undefined : number(found, at);
  },
  contains: ([list, value], at) => {
    const items = itemsOf(list);
    return items === undefined || value === undefined
      ? undefined
      : boolean(
          items.some((item) => equals(item, value) === true),
          at,
        );
  },
  alltrue: ([list], at) => {
    const items = itemsOf(list);
    return items === undefined
      ? undefined
      : boolean(
          items.every((item) => truth(item) === true),
          at,
        );
  },
  anytrue: ([list], at) => {
    const items = itemsOf(list);
    return items === undefined
      ? undefined
      : boolean(
          items.some((item) => truth(item) === true),
          at,
        );
  },
  setintersection: ofSets((text, others) => others.every((set) => set.has(text))),
  setsubtract: ofSets((text, others) => !others.some((set) => set.has(text))),
  setproduct: (args, at) => {
    let rows: ConfigValue[][] = [[]];
    for (const arg of args) {
      const items = itemsOf(arg);
      if (items === undefined) return undefined;
      if (rows.length * items.length > MOST) return unknown('the product is too large', at);
      rows = rows.flatMap((row) => items.map((item) => [...row, item]));
    }
    return listValue(
      rows.map((row) => listValue(row, at)),
      at,
    );
  },
  transpose: ([map], at) => {
    const groups = new Map<string, ConfigValue[]>();
    for (const [key, items] of map === undefined ? [] : (pairsOf(map) ?? []))
      for (const item of itemsOf(items) ?? [])
        if (item.kind === 'scalar')
          groups.set(item.text, [...(groups.get(item.text) ?? []), scalar(key, at)]);
    return mapValue(
      [...groups].map(([key, items]) => [key, listValue(items, at)] as const),
      at,
    );
  },
};

export const OPEN_COLLECTION_FUNCTIONS: FunctionTable = {
  concat: (args, at) => {
    const open = args.find((arg) => arg.kind === 'unknown');
    if (open?.kind === 'unknown') return openResult(open, args, at);
    return listValue(
      args.flatMap((arg) => itemsOf(arg) ?? []),
      at,
    );
  },
  setunion: (args, at) => {
    const open = args.find((arg) => arg.kind === 'unknown');
    if (open?.kind === 'unknown') return openResult(open, args, at);
    return asSet(
      args.flatMap((arg) => itemsOf(arg) ?? []),
      at,
    );
  },
  flatten: ([list], at) => {
    if (list?.kind !== 'list') return list;
    const all = flattened(list.items);
    if (!Array.isArray(all)) return all;
    // An item that is not known may be a list.
    const open = all.find(
      (item) => item.kind === 'unknown' && item.refers === undefined && item.pieces === undefined,
    );
    return open === undefined ? listValue(all, at) : openResult(open as Unknown, all, at);
  },
  merge: (args, at) => {
    const entries = new Map<string, ConfigValue>();
    for (const arg of args) {
      if (arg.kind === 'unknown') return openResult(arg, args, at);
      if (arg.kind === 'map') for (const [key, value] of arg.entries) entries.set(key, value);
    }
    return mapValue(entries, at);
  },
  keys: ([map], at) => {
    if (map?.kind !== 'map') return map?.kind === 'unknown' ? map : undefined;
    return listValue(
      [...map.entries.keys()].sort().map((key) => scalar(key, at)),
      at,
    );
  },
  values: ([map], at) => {
    if (map?.kind !== 'map') return map?.kind === 'unknown' ? map : undefined;
    const sorted = [...map.entries].sort(([a], [b]) => (a < b ? -1 : 1));
    return listValue(
      sorted.map(([, value]) => value),
      at,
    );
  },
  zipmap: ([keys, values], at) => {
    const open = [keys, values].find((one) => one?.kind === 'unknown');
    if (open !== undefined) return open;
    const found = itemsOf(values) ?? [];
    const entries = (itemsOf(keys) ?? []).map((key, i) => [key, found[i]] as const);
    if (entries.some(([key]) => key.kind !== 'scalar')) return unknown('a key is not known', at);
    return mapValue(
      entries.flatMap(([key, value]) =>
        key.kind === 'scalar' && value !== undefined ? [[key.text, value] as const] : [],
      ),
      at,
    );
  },
  lookup: ([map, key, otherwise], at) => {
    if (map?.kind === 'unknown' || key?.kind === 'unknown') return map?.kind === 'unknown' ? map : key;
    if (map?.kind !== 'map' || key?.kind !== 'scalar') return otherwise;
    return map.entries.get(key.text) ?? otherwise ?? missing(`there is no \`${key.text.slice(0, 60)}\``, at);
  },
  element: ([list, index], at) => {
    const items = itemsOf(list);
    const at2 = numberOf(index);
    if (items === undefined) return list;
    if (at2 === undefined) return index?.kind === 'unknown' ? unknown(index.reason, at) : undefined;
    return items.length === 0 ? undefined : items[((at2 % items.length) + items.length) % items.length];
  },
  slice: ([list, from, to]) => {
    const [start, end] = [numberOf(from), numberOf(to)];
    if (list?.kind !== 'list') return list;
    return start === undefined || end === undefined
      ? undefined
      : listValue(list.items.slice(start, end), list.at);
  },
  chunklist: ([list, size], at) => {
    const width = numberOf(size);
    if (list?.kind !== 'list' || width === undefined || width < 1)
      return list?.kind === 'unknown' ? list : undefined;
    const chunks = Array.from({ length: Math.ceil(list.items.length / width) }, (_, i) =>
      listValue(list.items.slice(i * width, (i + 1) * width), at),
    );
    return listValue(chunks, at);
  },
  reverse: ([list], at) => (list?.kind === 'list' ? listValue([...list.items].reverse(), at) : list),
  distinct: ([list], at) => (list?.kind === 'list' ? listValue(distinct(list.items), at) : list),
  compact: ([list], at) =>
    list?.kind === 'list'
      ? listValue(
          list.items.filter((item) => item.kind !== 'empty' && !(item.kind === 'scalar' && item.text === '')),
          at,
        )
      : list,
  one: ([list], at) => {
    const items = itemsOf(list);
    if (items === undefined) return list;
    return items.length > 1 ? undefined : (items[0] ?? nothing(at));
  },
  length: ([value], at) => {
    if (value?.kind === 'scalar') return number([...value.text].length, at);
    if (value?.kind === 'unknown') return unknown(value.reason, at);
    const pairs = value === undefined ? undefined : pairsOf(value);
    return pairs === undefined ? undefined : number(pairs.length, at);
  },
  coalesce: (args, at) => {
    for (const arg of args) {
      if (arg.kind === 'empty' || (arg.kind === 'scalar' && arg.text === '')) continue;
      return arg;
    }
    return missing('nothing is set', at);
  },
  coalescelist: (args, at) => {
    const found = args.find((arg) => arg.kind === 'unknown' || (pairsOf(arg)?.length ?? 0) > 0);
    return found ?? missing('every list is empty', at);
  },
};
