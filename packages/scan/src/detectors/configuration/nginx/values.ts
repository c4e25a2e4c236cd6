/** What directives say, as values that rules ask for. */
import { type ConfigValue, list, map, type Place, scalar } from '@theriac/core/configuration';
import type { Block } from './blocks.ts';
import type { Directive } from './directives.ts';

/** Directives that may stand several times, each of which counts. */
const MANY = new Set([
  'allow',
  'deny',
  'access_log',
  'set_real_ip_from',
  'log_format',
  'error_page',
  'dav_methods',
]);
/** Blocks and what has a value of its own below. */
const LEFT_OUT = new Set([
  'add_header',
  'listen',
  'location',
  'if',
  'server',
  'include',
  'proxy_set_header',
  'map',
  'upstream',
]);
/** Settings of which the absence matters; where something around is not read, they are unknown. */
const ABSENT = ['server_tokens', 'proxy_ssl_verify'];
const ABSENT_HEADERS = ['strict-transport-security'];

/** Text of an argument; a variable of nginx is known only when a request comes. */
export function argument(text: string, at: Place): ConfigValue {
  return text.includes('$')
    ? { kind: 'unknown', reason: 'a variable of nginx decides when a request comes', at, refers: [text] }
    : scalar(text, at);
}

export function unreadReason({ args }: Directive): string {
  return `\`include ${(args[0] ?? '').slice(0, 80)}\` is not in the target`;
}

/** What a block says itself: simple directives by name, `headers` by lower-case name. */
export function ownSettings(block: Block): (readonly [string, ConfigValue | undefined])[] {
  return settingsOf({ ...block, effective: block.own, unread: undefined });
}

/** What holds in a block. */
export function settingsOf(block: Block): (readonly [string, ConfigValue | undefined])[] {
  const { effective, unread, directive } = block;
  const entries: [string, ConfigValue | undefined][] = [];
  for (const [name, directives] of effective)
    if (!LEFT_OUT.has(name)) entries.push([name, settingOf(name, directives)]);
  const missing = (at: Place): ConfigValue | undefined =>
    unread === undefined ? undefined : { kind: 'unknown', reason: unreadReason(unread), at };
  for (const name of ABSENT) if (!effective.has(name)) entries.push([name, missing(directive.at)]);
  const headers = headersOf(block);
  for (const name of ABSENT_HEADERS)
    if (!headers.some(([one]) => one === name)) headers.push([name, missing(directive.at)]);
  entries.push(['headers', map(headers, directive.at)], ['seconds', secondsOf(block, headers)]);
  return entries;
}

/** Times in seconds, so that rules can compare them. */
function secondsOf(
  { effective, directive }: Block,
  headers: readonly (readonly [string, ConfigValue | undefined])[],
): ConfigValue {
  const seconds = (name: string): readonly [string, ConfigValue | undefined] => {
    const given = effective.get(name)?.at(-1);
    const [, count, unit = 's'] = /^(\d{1,9})(ms|[smhd])?$/.exec(given?.args[0] ?? '') ?? [];
    const times = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 }[unit] ?? 1;
    return [
      name,
      given === undefined || count === undefined
        ? undefined
        : scalar(String(Number(count) * times), given.at),
    ];
  };
  const hsts = headers.findLast(([name]) => name === 'strict-transport-security')?.[1];
  const age = hsts?.kind === 'scalar' ? /max-age[ \t]?=[ \t]?"?(\d{1,12})/i.exec(hsts.text)?.[1] : undefined;
  return map(
    [
      seconds('client_header_timeout'),
      seconds('client_body_timeout'),
      ['hsts', age === undefined || hsts === undefined ? undefined : scalar(age, hsts.at)],
    ],
    directive.at,
  );
}

function settingOf(name: string, directives: readonly Directive[]): ConfigValue | undefined {
  const last = directives.at(-1);
  if (last === undefined || last.block !== undefined) return undefined;
  if (MANY.has(name) && (directives.length > 1 || name === 'set_real_ip_from' || name === 'dav_methods'))
    return list(
      directives.flatMap(({ args, at }) =>
        (name === 'dav_methods' ? args : args.slice(0, 1)).map((arg) => argument(arg, at)),
      ),
      last.at,
    );
  const [only, ...more] = last.args;
  if (only === undefined) return { kind: 'empty', at: last.at };
  if (more.length === 0 || name === 'access_log' || name === 'error_log') return argument(only, last.at);
  return list(
    last.args.map((arg) => argument(arg, last.at)),
    last.at,
  );
}

const ADDS = new Set(['add_header', 'more_set_headers']);

/** Headers of answers, also of those that an `if` about the method of the request adds. */
export function headersOf({ effective, own }: Block): [string, ConfigValue | undefined][] {
  const headers: [string, ConfigValue | undefined][] = [];
  const take = (directives: Iterable<Directive>): void => {
    for (const { name, args, at } of directives) {
      if (!ADDS.has(name)) continue;
      const [header = '', value = ''] = name === 'add_header' ? args : splitHeader(args.join(' '));
      headers.push([header.toLowerCase(), argument(value.trim(), at)]);
    }
  };
  for (const name of ADDS) take(effective.get(name) ?? []);
  for (const one of own.get('if') ?? [])
    if (one.args.join(' ').includes('$request_method')) take(one.block ?? []);
  return headers;
}

function splitHeader(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon).replace(/^-\S+\s/, ''), text.slice(colon + 1)];
}

export interface Listen {
  readonly address: string;
  readonly port: string;
  readonly tls: boolean;
  readonly isLocal: boolean;
  readonly at: Place;
}

/** Ports of a server; without `listen` it is 80 of every address. */
export function listensOf({ own, directive }: Block): Listen[] {
  const allTls = own.get('ssl')?.at(-1)?.args[0] === 'on';
  const given = own.get('listen') ?? [];
  if (given.length === 0)
    return [{ address: '*', port: '80', tls: allTls, isLocal: false, at: directive.at }];
  return given.map(({ args: [first = '', ...flags], at }) => {
    const isSocket = first.startsWith('unix:');
    const colon = first.startsWith('[') ? first.indexOf(']:') + 1 : first.lastIndexOf(':');
    const isPort = /^\d+$/.test(first);
    const address = isPort ? '*' : colon > 0 ? first.slice(0, colon) : first;
    const port = isPort ? first : colon > 0 ? first.slice(colon + 1) : '80';
    return {
      address,
      port,
      tls: allTls || flags.includes('ssl') || flags.includes('quic'),
      isLocal: isSocket || /^(?:127\.|localhost|\[::1\])/.test(address),
      at,
    };
  });
}

/** Whether a directive sends the client to HTTPS. */
export function redirects(block: Pick<Block, 'own' | 'inside'>): boolean {
  return block.inside.some((one) => {
    const { name, args } = one;
    if (name === 'return') return args.some((arg) => arg.startsWith('https://'));
    if (name === 'rewrite') return args[1]?.startsWith('https://') === true;
    if (name === 'if' && /\$(?:scheme|https|ssl_protocol|http_x_forwarded_proto)\b/.test(args.join(' ')))
      return redirects({ own: new Map(), inside: one.block ?? [] });
    if (name === 'location' && (args.at(-1) === '/' || args[0] === '~' || args[0] === '~*'))
      return (one.block ?? []).some(
        (inner) =>
          (inner.name === 'return' || inner.name === 'rewrite') &&
          inner.args.some((arg) => arg.startsWith('https://')),
      );
    return false;
  });
}
