/** Everything that files of nginx declare: main settings, the `http` block, servers and locations with what holds there. */
import { type ConfigValue, list, map, type Resource, scalar } from '@theriac/core/configuration';
import { type Block, blockOf, type Includes } from './blocks.ts';
import type { Directive } from './directives.ts';
import { locationsOf } from './locations.ts';
import { scopeOf } from './scopes.ts';
import { type Listen, listensOf, redirects, settingsOf } from './values.ts';

/** @param files directives of each file, by path */
export function nginxResources(
  files: ReadonlyMap<string, readonly Directive[]>,
  includes: Includes,
): Resource[] {
  const resources: Resource[] = [];
  for (const [path, directives] of files) {
    if (includes.included.has(path)) continue;
    for (const one of rootOf(path, directives, includes)) resources.push(one);
  }
  return resources;
}

function rootOf(path: string, directives: readonly Directive[], includes: Includes): Resource[] {
  const at = { path, line: 1, column: 1 };
  const root = blockOf({ name: 'main', args: [], at, block: directives }, includes, undefined);
  const https = root.inside.filter(({ name, block }) => name === 'http' && block !== undefined);
  const isMain = https.length > 0 || root.own.has('events');
  const main: Resource[] = isMain
    ? [{ type: 'nginx.main', name: 'main', at, values: map(settingsOf(root), at) }]
    : [];
  if (https.length > 0)
    return [...main, ...https.flatMap((http) => httpOf(blockOf(http, includes, root), includes))];
  if (isMain) return main;
  if (root.own.has('server')) return httpOf(root, includes);
  return serverOf(root, includes, new Map(), true);
}

function httpOf(http: Block, includes: Includes): Resource[] {
  const formats = new Map(
    (http.own.get('log_format') ?? []).map(
      ({ args: [name = '', ...text] }) => [name, text.join('')] as const,
    ),
  );
  const servers = http.inside
    .filter(({ name, block }) => name === 'server' && block !== undefined)
    .map((directive) => serverOf(blockOf(directive, includes, http), includes, formats, false));
  const { at } = http.directive;
  const own: Resource = {
    type: 'nginx.http',
    name: 'http',
    at,
    values: map(
      [
        ...settingsOf(http),
        [
          'servers',
          list(
            servers.flatMap(([server]) => (server === undefined ? [] : [server.values])),
            at,
          ),
        ],
      ],
      at,
    ),
  };
  return [own, scopeOf('http', 'http', http), ...servers.flat()];
}

const CONTENT = new Set([
  'root',
  'proxy_pass',
  'fastcgi_pass',
  'uwsgi_pass',
  'grpc_pass',
  'alias',
  'try_files',
]);

/** @param isSnippet what stands in a file that a server includes: of the server nothing is known */
function serverOf(
  block: Block,
  includes: Includes,
  formats: ReadonlyMap<string, string>,
  isSnippet: boolean,
): [Resource, ...Resource[]] {
  const { directive } = block;
  const listens = isSnippet ? [] : listensOf(block);
  const { at } = directive;
  const yes = (value: boolean): ConfigValue => scalar(String(value), at);
  const names = block.own.get('server_name')?.flatMap(({ args }) => args) ?? [];
  const port = listens[0]?.port ?? '';
  const name = isSnippet
    ? 'snippet'
    : `server ${names[0] ?? 'without a name'}${port === '' ? '' : ` port ${port}`}`;
  const isRedirect = redirects(block);
  const plain = listens.filter((one) => !one.tls && !one.isLocal);
  const values = map(
    [
      ...settingsOf(block),
      ['name', scalar(names[0] ?? '', at)],
      ['listens', list(listens.map(listenOf), at)],
      ['tls', yes(listens.some((one) => one.tls))],
      ['plain', scalar(String(plain.length > 0), plain[0]?.at ?? at)],
      ['redirects', yes(isRedirect)],
      ['serves', yes(!isSnippet && !block.own.has('return') && serves(block.inside))],
      ['checks_client', yes(mentions(block.inside, '$ssl_client_verify', 0))],
      ['hides_dot_files', yes(hidesDotFiles(block))],
      ['passes_all', yes(passesAll(block))],
    ],
    at,
  );
  const own: Resource = { type: 'nginx.server', name, at, values };
  const scope = scopeOf(isSnippet ? 'snippet' : 'server', name, block);
  return [own, scope, ...locationsOf({ name, block, server: values, formats }, includes)];
}

function listenOf({ address, port, tls, at }: Listen): ConfigValue {
  return map(
    [
      ['address', scalar(address, at)],
      ['port', scalar(port, at)],
      ['tls', scalar(String(tls), at)],
    ],
    at,
  );
}

function serves(directives: readonly Directive[]): boolean {
  return directives.some(
    ({ name, block, args }) =>
      CONTENT.has(name) ||
      (name === 'location' && !/well-known/.test(args.at(-1) ?? '') && block !== undefined && serves(block)),
  );
}

function mentions(directives: readonly Directive[], text: string, depth: number): boolean {
  return (
    depth < 40 &&
    directives.some(
      ({ args, block }) =>
        args.some((arg) => arg.includes(text)) || (block !== undefined && mentions(block, text, depth + 1)),
    )
  );
}

/** A location for paths with `/.` that turns away. */
function hidesDotFiles({ inside }: Block): boolean {
  return inside.some(
    ({ name, args, block = [] }) =>
      name === 'location' &&
      args[0]?.startsWith('~') === true &&
      /\\\.|\[\.\]/.test(args.at(-1) ?? '') &&
      block.some(
        (one) =>
          (one.name === 'deny' && one.args[0] === 'all') ||
          (one.name === 'return' && /^4/.test(one.args[0] ?? '')),
      ),
  );
}

/** Everything goes to another server, so that no file is served. */
function passesAll({ inside }: Block): boolean {
  return inside.some(
    ({ name, args, block = [] }) =>
      name === 'location' &&
      args.at(-1) === '/' &&
      block.some((one) => /_pass$/.test(one.name) || one.name === 'return'),
  );
}
