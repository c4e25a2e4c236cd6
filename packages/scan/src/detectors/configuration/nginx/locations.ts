/** Locations of a server: where requests go, and who is let in. */
import { type ConfigValue, list, map, type Place, type Resource, scalar } from '@theriac/core/configuration';
import { type Block, blockOf, type Includes } from './blocks.ts';
import type { Directive } from './directives.ts';
import { passes, restricted, scopeOf } from './scopes.ts';
import { argument, headersOf, settingsOf } from './values.ts';

/** What surrounds a location. */
export interface Surroundings {
  readonly name: string;
  readonly block: Block;
  readonly server: ConfigValue;
  /** `log_format` by name. */
  readonly formats: ReadonlyMap<string, string>;
}

const MAX_DEPTH = 30;

export function locationsOf(around: Surroundings, includes: Includes, depth = 0): Resource[] {
  if (depth > MAX_DEPTH) return [];
  return around.block.inside
    .filter(({ name, block }) => name === 'location' && block !== undefined)
    .flatMap((directive) => {
      const block = blockOf(directive, includes, around.block);
      const own = locationOf(directive, block, around);
      return [
        scopeOf('location', own.name, block),
        own,
        ...locationsOf({ ...around, block, name: around.name }, includes, depth + 1),
      ];
    });
}

function locationOf(directive: Directive, block: Block, around: Surroundings): Resource {
  const { at, args } = directive;
  const path = args.at(-1) ?? '';
  const modifier = args.length > 1 ? (args[0] ?? '') : '';
  const yes = (value: boolean, place: Place = at): ConfigValue => scalar(String(value), place);
  const alias = block.own.get('alias')?.at(-1);
  const isPrefix = modifier === '' || modifier === '^~';
  const outer = new Set(headersOf(around.block).map(([name]) => name));
  const inner = new Set(headersOf(block).map(([name]) => name));
  const lost = block.own.has('add_header') ? [...outer].filter((name) => !inner.has(name)) : [];
  return {
    type: 'nginx.location',
    name: `${around.name} location ${args.join(' ')}`,
    at,
    values: map(
      [
        ...settingsOf(block),
        ['path', scalar(path, at)],
        ['modifier', scalar(modifier, at)],
        ['server', around.server],
        ['restricted', restricted(block)],
        ['shows_status', yes(block.own.has('stub_status'))],
        ['passes', yes(passes(block.inside))],
        [
          'lost_headers',
          list(
            lost.map((name) => scalar(name, at)),
            block.own.get('add_header')?.[0]?.at ?? at,
          ),
        ],
        [
          'alias_outside',
          alias === undefined
            ? undefined
            : yes(isPrefix && !path.endsWith('/') && alias.args[0]?.endsWith('/') === true, alias.at),
        ],
        ['upstream', upstreamOf(block, directive)],
        ['redirect_decoded', redirectDecoded(block)],
        ['logs_query', logsQuery(block, around.formats)],
      ],
      at,
    ),
  };
}

/** Parts of an expression that take any text, by the number or name of their group. */
function openGroups(expression: string): Set<string> {
  const open = new Set<string>();
  let count = 0;
  for (const { 1: name, 2: start } of expression.matchAll(
    /(?<!\\)\((?:\?<(\w{1,60})>|\?P<\w{1,60}>|(?!\?))(.?.?)/g,
  )) {
    count += 1;
    if (start === undefined || !/^(?:\.[*+]|\[\^|\\S)/.test(start)) continue;
    open.add(String(count));
    if (name !== undefined) open.add(name);
  }
  return open;
}

/** Where requests are passed on to: scheme, host, and whether the client says which host. */
function upstreamOf(block: Block, directive: Directive): ConfigValue | undefined {
  const pass = block.own.get('proxy_pass')?.at(-1);
  if (pass === undefined) return undefined;
  const { at } = pass;
  const target = resolved(pass.args[0] ?? '', block);
  const [, scheme, host = ''] = /^(?:(https?):\/\/)?([^/]*)/.exec(target) ?? [];
  const groups =
    directive.args[0]?.startsWith('~') === true ? openGroups(directive.args.at(-1) ?? '') : new Set<string>();
  return map(
    [
      ['scheme', scheme === undefined ? undefined : scalar(scheme, at)],
      ['host', argument(host, at)],
      ['host_from', hostFrom(host, groups, at)],
      ['verified', scalar(String(isLoopback(host) || host.startsWith('unix:')), at)],
    ],
    at,
  );
}

const isLoopback = (host: string): boolean => /^(?:localhost|127\.|\[::1\])/.test(host);

/** Variables that `set` gives one text. */
function resolved(target: string, { inside, effective }: Block): string {
  return target.replaceAll(/\$\{?(\w{1,60})\}?/g, (whole, name: string) => {
    const given = [...inside, ...(effective.get('set') ?? [])].filter(
      (one) => one.name === 'set' && one.args[0] === `$${name}`,
    );
    const [only] = given;
    return given.length === 1 && only?.args[1] !== undefined && !only.args[1].includes(`$${name}`)
      ? only.args[1]
      : whole;
  });
}

function hostFrom(host: string, groups: ReadonlySet<string>, at: Place): ConfigValue {
  const names = [...host.matchAll(/\$\{?(\w{1,60})\}?/g)].map(([, name = '']) => name);
  if (names.length === 0) return scalar('file', at);
  const isClients = (name: string): boolean =>
    /^(?:arg_|cookie_)/.test(name) ||
    (/^http_/.test(name) && name !== 'http_host') ||
    name === 'args' ||
    groups.has(name);
  if (names.some(isClients)) return scalar('client', at);
  const [first = ''] = names;
  if ((first === 'host' || first === 'http_host') && host.startsWith('$')) return scalar('host-header', at);
  if (names.every((name) => /^(?:uri|request_uri|document_uri)$/.test(name)) && !host.startsWith('$'))
    return scalar('file', at);
  return { kind: 'unknown', reason: `the variable ${first} decides when a request comes`, at };
}

/** A decoded path in a redirect lets a client write lines of the answer's head. */
function redirectDecoded({ own }: Block): ConfigValue | undefined {
  const [found] = [...(own.get('return') ?? []), ...(own.get('rewrite') ?? [])].filter(
    ({ name, args }) =>
      (name === 'return' ? /^30[12378]$/.test(args[0] ?? '') : /^https?:/.test(args[1] ?? '')) &&
      /\$\{?(?:uri|document_uri)\b/.test(args[1] ?? ''),
  );
  return found === undefined ? undefined : argumentText(found);
}

const argumentText = ({ args, at }: Directive): ConfigValue => scalar(args.join(' '), at);

const QUERY = /\$(?:request|request_uri|args|query_string)(?!\w)/;

function logsQuery({ effective, directive }: Block, formats: ReadonlyMap<string, string>): ConfigValue {
  const logs = effective.get('access_log');
  const last = logs?.at(-1);
  if (last?.args[0] === 'off') return scalar('false', last.at);
  const name = last?.args.slice(1).find((arg) => !/^(?:buffer|flush|gzip|if)/.test(arg)) ?? 'combined';
  const format = name === 'combined' ? '$request' : formats.get(name);
  const at = last?.at ?? directive.at;
  return format === undefined
    ? { kind: 'unknown', reason: `the format ${name.slice(0, 40)} is not in the target`, at }
    : scalar(String(QUERY.test(format)), at);
}
