/** Files of Traefik, each for itself: entry points and providers of the static one, middlewares and options of dynamic ones. */
import type { ConfigValue, Place, Resource } from '@theriac/core/configuration';
import { entry, inside, list, map, scalar } from '@theriac/core/configuration';
import { readToml } from '@theriac/read/toml';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { fromToml } from '../shared/from-toml.ts';
import { isTemplate } from '../shared/template.ts';
import { documentsOf } from '../shared/yaml-file.ts';
import { TRAEFIK_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: TRAEFIK_RULES,
  start: fileByFile(async (file, report) => {
    const { path } = file;
    if (!path.endsWith('.toml')) {
      const documents = await documentsOf(file, 'configuration of Traefik', report);
      return documents.flatMap(traefikResources);
    }
    if (isTemplate(file, 'configuration of Traefik', report)) return [];
    return traefikResources(fromToml(readToml(file, report), { path, line: 1, column: 1 }));
  }),
};

/** Where things with names stand. */
const NAMED: readonly (readonly [string, readonly string[]])[] = [
  ['traefik.entry-point', ['entryPoints']],
  ['traefik.router', ['http', 'routers']],
  ['traefik.middleware', ['http', 'middlewares']],
  ['traefik.transport', ['http', 'serversTransports']],
  ['traefik.tls', ['tls', 'options']],
];

function traefikResources(document: ConfigValue): Resource[] {
  if (document.kind !== 'map') return [];
  const isStatic =
    entry(document, 'entryPoints') !== undefined || entry(document, 'entrypoints') !== undefined;
  const named = NAMED.flatMap(([type, way]) => {
    const found = inside(document, ...way);
    return found?.kind === 'map'
      ? [...found.entries].flatMap(([name, one]) => resourceOf(type, `${way.join('.')}.${name}`, one))
      : [];
  });
  if (!isStatic && entry(document, 'api') === undefined && entry(document, 'serversTransport') === undefined)
    return named;
  // A key without a value switches on as well: `accessLog: {}`.
  const keys = list(
    [...document.entries].map(([key, { at }]) => scalar(key, at)),
    document.at,
  );
  const values = map([...document.entries, ['keys', keys]], document.at);
  return [{ type: 'traefik.static', name: 'traefik', at: document.at, values }, ...named];
}

function resourceOf(type: string, name: string, value: ConfigValue): Resource[] {
  const at: Place = value.at;
  if (value.kind !== 'map') return value.kind === 'empty' ? [{ type, name, at, values: map([], at) }] : [];
  return [{ type, name, at, values: value }];
}
