/** Files of Envoy: the whole, clusters, listeners, and each typed part by the last word of its type. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  map,
  type Resource,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { fromJson } from '../shared/from-json.ts';
import { written } from '../shared/written.ts';
import { documentsOf } from '../shared/yaml-file.ts';
import { ENVOY_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: ENVOY_RULES,
  start: fileByFile(async (file, report) => {
    if (file.path.endsWith('.json'))
      return envoyResources(fromJson(file.text(), file.path, { read: written }));
    const documents = await documentsOf(file, 'configuration of Envoy', report);
    return documents.flatMap(envoyResources);
  }),
};

function envoyResources(document: ConfigValue): Resource[] {
  if (document.kind !== 'map') return [];
  const own: Resource[] =
    entry(document, 'static_resources') === undefined && entry(document, 'admin') === undefined
      ? []
      : [{ type: 'envoy.bootstrap', name: 'envoy', at: document.at, values: document }];
  const resources = entry(document, 'static_resources') ?? document;
  const named = (['listeners', 'clusters'] as const).flatMap((key) =>
    itemsOf(entry(resources, key)).flatMap((one): Resource[] => {
      if (one.kind !== 'map') return [];
      const name = textOf(entry(one, 'name')) ?? 'without a name';
      const type = key === 'listeners' ? 'listener' : 'cluster';
      const values = key === 'listeners' ? withFilters(one) : one;
      return [{ type: `envoy.${type}`, name: `${type} ${name}`, at: one.at, values }];
    }),
  );
  const typed: Resource[] = [];
  collect(document, 'envoy', typed, 0);
  return [...own, ...named, ...typed];
}

/** A listener with its address, and whether each filter chain has a transport of its own. */
function withFilters(listener: ConfigValue & { readonly kind: 'map' }): Resource['values'] {
  const chains = itemsOf(entry(listener, 'filter_chains'));
  const text = (value: ConfigValue, depth: number): boolean =>
    depth < 60 &&
    (value.kind === 'scalar'
      ? value.text.endsWith('.HttpConnectionManager')
      : value.kind === 'list'
        ? value.items.some((one) => text(one, depth + 1))
        : value.kind === 'map' && [...value.entries.values()].some((one) => text(one, depth + 1)));
  const redirects = (value: ConfigValue, depth: number): boolean =>
    depth < 60 &&
    ((value.kind === 'list' && value.items.some((one) => redirects(one, depth + 1))) ||
      (value.kind === 'map' &&
        (value.entries.has('https_redirect') ||
          [...value.entries.values()].some((one) => redirects(one, depth + 1)))));
  return map(
    [
      ...listener.entries,
      ['host', inside(listener, 'address', 'socket_address', 'address')],
      ['is_http', scalar(String(text(listener, 0)), listener.at)],
      ['redirects', scalar(String(redirects(listener, 0)), listener.at)],
      [
        'plain',
        scalar(String(chains.some((chain) => entry(chain, 'transport_socket') === undefined)), listener.at),
      ],
    ],
    listener.at,
  );
}

const MAX_DEPTH = 60;

/** Parts with a type; the name is that of the nearest listener or cluster. */
function collect(value: ConfigValue, name: string, into: Resource[], depth: number): void {
  if (depth > MAX_DEPTH) return;
  if (value.kind === 'list') for (const item of value.items) collect(item, name, into, depth + 1);
  if (value.kind !== 'map') return;
  const own =
    depth < 5 &&
    (value.entries.has('filter_chains') ||
      value.entries.has('load_assignment') ||
      value.entries.has('connect_timeout'))
      ? (textOf(entry(value, 'name')) ?? name)
      : name;
  const type = textOf(entry(value, '@type'))?.split('.').at(-1);
  if (type !== undefined && /^[A-Z][A-Za-z0-9]{0,80}$/.test(type))
    into.push({ type: `envoy.${type}`, name: `${own} ${type}`, at: value.at, values: value });
  const cors = entry(value, 'cors');
  if (cors?.kind === 'map')
    into.push({ type: 'envoy.CorsPolicy', name: `${own} CorsPolicy`, at: cors.at, values: cors });
  for (const one of value.entries.values()) collect(one, own, into, depth + 1);
}
