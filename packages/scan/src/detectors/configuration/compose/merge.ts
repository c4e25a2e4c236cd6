/** How Compose puts files together. https://docs.docker.com/reference/compose-file/merge/ */
import { type ConfigValue, entry, itemsOf, list, map, scalar, textOf } from '@theriac/core/configuration';
import { longPort, longVolume } from './long-forms.ts';

const MAX_DEPTH = 60;

/** Values that a tag of the file marks: `!reset` and `!override`. */
export type Tags = ReadonlyMap<ConfigValue, string>;

/** Settings that are replaced as a whole, by their path in a service. */
const REPLACED: readonly string[] = ['command', 'entrypoint', 'healthcheck.test'];

/** Settings that are maps and may be written as lists of `NAME=value`. */
const MAPS: readonly string[] = [
  'annotations',
  'build.args',
  'build.labels',
  'deploy.labels',
  'environment',
  'extra_hosts',
  'labels',
  'sysctls',
];

/** Settings whose items are replaced by those with the same key. */
const BY_KEY: Readonly<Record<string, (item: ConfigValue) => string>> = {
  ports: (item) => keyOf(item, ['host_ip', 'target', 'published', 'protocol']),
  volumes: (item) => keyOf(item, ['target']),
  secrets: (item) => keyOf(item, ['target', 'source']),
  configs: (item) => keyOf(item, ['target', 'source']),
  devices: (item) => textOf(item)?.split(':')[1] ?? keyOf(item, ['target']),
};

function keyOf(item: ConfigValue, keys: readonly string[]): string {
  return textOf(item) ?? keys.map((key) => textOf(entry(item, key)) ?? '').join(' ');
}

/** A service, or a part of one at a path, over another one. */
export function mergedService(
  base: ConfigValue,
  over: ConfigValue,
  tags: Tags,
  path = '',
  depth = 0,
): ConfigValue {
  if (tags.get(over) === '!override' || depth > MAX_DEPTH) return over;
  if (REPLACED.includes(path)) return over;
  if (MAPS.includes(path)) {
    const [below, above] = [namedEntries(base, path), namedEntries(over, path)];
    if (below === undefined || above === undefined) return over;
    return map([...below, ...above], over.at);
  }
  if (base.kind === 'list' && over.kind === 'list') return mergedLists(base, over, path);
  if (base.kind !== 'map' || over.kind !== 'map') return over;
  const entries = new Map(base.entries);
  for (const [key, value] of over.entries) {
    const below = entries.get(key);
    if (tags.get(value) === '!reset') entries.delete(key);
    else
      entries.set(
        key,
        below === undefined
          ? value
          : mergedService(below, value, tags, path === '' ? key : `${path}.${key}`, depth + 1),
      );
  }
  return map(entries, over.at);
}

type ListValue = ConfigValue & { readonly kind: 'list' };

function mergedLists(base: ListValue, over: ListValue, path: string): ConfigValue {
  const key = BY_KEY[path];
  const long = path === 'ports' ? longPort : path === 'volumes' ? longVolume : undefined;
  const items = (value: ListValue): readonly ConfigValue[] =>
    value.items.map((item) =>
      long !== undefined && item.kind === 'scalar' ? long(item.text, item.at) : item,
    );
  if (key === undefined) return list([...base.items, ...over.items], over.at);
  const found = new Map(items(base).map((item) => [key(item), item]));
  for (const item of items(over)) found.set(key(item), item);
  return list([...found.values()], over.at);
}

/** Entries of a map, or of a list of `NAME=value`. */
export function namedEntries(
  value: ConfigValue,
  path = 'environment',
): readonly (readonly [string, ConfigValue])[] | undefined {
  if (value.kind === 'map') return [...value.entries];
  if (value.kind === 'empty') return [];
  if (value.kind !== 'list') return undefined;
  return itemsOf(value).flatMap((item): (readonly [string, ConfigValue])[] => {
    const text = textOf(item);
    if (text === undefined) return [];
    const at = text.search(path === 'extra_hosts' ? /[=:]/ : /=/);
    return at < 0
      ? [[text, { kind: 'unknown', reason: 'it is passed on from the environment', at: item.at }]]
      : [[text.slice(0, at), scalar(text.slice(at + 1), item.at)]];
  });
}

/** Files over each other: services by their rules, all else by name. */
export function mergedFiles(base: ConfigValue, over: ConfigValue, tags: Tags): ConfigValue {
  if (base.kind !== 'map' || over.kind !== 'map') return base;
  const entries = new Map(base.entries);
  for (const [section, value] of over.entries) {
    const below = entries.get(section);
    if (below?.kind !== 'map' || value.kind !== 'map') {
      entries.set(
        section,
        below?.kind === 'list' && value.kind === 'list'
          ? list([...below.items, ...value.items], below.at)
          : value,
      );
      continue;
    }
    const named = new Map(below.entries);
    for (const [name, one] of value.entries) {
      const own = named.get(name);
      if (tags.get(one) === '!reset') named.delete(name);
      else named.set(name, own === undefined ? one : mergedService(own, one, tags));
    }
    entries.set(section, map(named, below.at));
  }
  return map(entries, base.at);
}
