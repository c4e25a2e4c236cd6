/** Sites and global options of a Caddyfile. */
import { TheriacError } from '@theriac/core';
import { type ConfigValue, list, map, type Place, type Resource, scalar } from '@theriac/core/configuration';

interface Directive {
  readonly words: readonly string[];
  readonly at: Place;
  readonly inside: Directive[];
}

const MAX_DEPTH = 60;

/** @throws TheriacError THERIAC_INPUT_SYNTAX for braces without their counterpart, THERIAC_INPUT_LIMIT for depth */
export function caddyResources(text: string, path: string): Resource[] {
  const top = directivesOf(text, path);
  const snippets = new Map(
    top.flatMap((one) =>
      /^\(.+\)$/.test(one.words[0] ?? '') ? [[one.words[0]?.slice(1, -1) ?? '', one.inside] as const] : [],
    ),
  );
  const hasBlocks = top.some(({ inside }) => inside.length > 0);
  const globals = top.filter(({ words }) => words.length === 0);
  const sites = hasBlocks
    ? top.filter(({ words }) => words.length > 0 && !/^[(&]/.test(words[0] ?? '') && words[0] !== 'import')
    : top.length === 0
      ? []
      : // A single site needs no braces: its address is the first line.
        [
          {
            words: top[0]?.words ?? [],
            at: top[0]?.at ?? { path, line: 1, column: 1 },
            inside: top.slice(1),
          },
        ];
  const off = globals.some(({ inside }) =>
    inside.some(({ words }) => words[0] === 'auto_https' && words[1] === 'off'),
  );
  return [
    ...globals.map(
      (one): Resource => ({
        type: 'caddy.global',
        name: 'global options',
        at: one.at,
        values: globalOf(one),
      }),
    ),
    ...sites.map((site) => siteOf(site, snippets, off)),
  ];
}

function directivesOf(text: string, path: string): Directive[] {
  const top: Directive[] = [];
  const open: Directive[][] = [top];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    const words = wordsOf(line);
    while (words.at(-1) === '\\' && i + 1 < lines.length) {
      words.pop();
      i += 1;
      for (const word of wordsOf(lines[i] ?? '')) words.push(word);
    }
    if (words.length === 0) continue;
    const at = { path, line: i + 1, column: line.length - line.trimStart().length + 1 };
    if (words[0] === '}') {
      if (open.length === 1)
        throw new TheriacError('THERIAC_INPUT_SYNTAX', '`}` closes no block', { path, line: i + 1 });
      open.pop();
      continue;
    }
    const opens = words.at(-1) === '{';
    const directive: Directive = { words: opens ? words.slice(0, -1) : words, at, inside: [] };
    open.at(-1)?.push(directive);
    if (!opens) continue;
    open.push(directive.inside);
    if (open.length > MAX_DEPTH)
      throw new TheriacError('THERIAC_INPUT_LIMIT', `blocks are nested deeper than ${MAX_DEPTH}`, {
        path,
        line: i + 1,
      });
  }
  if (open.length > 1)
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'a block is not closed: `}` is missing', { path });
  return top;
}

function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (let i = 0; i < line.length; ) {
    const sign = line.charAt(i);
    if (/\s/.test(sign)) i += 1;
    else if (sign === '#') break;
    else if (sign === '"' || sign === '`') {
      const end = line.indexOf(sign, i + 1);
      words.push(line.slice(i + 1, end < 0 ? undefined : end));
      i = end < 0 ? line.length : end + 1;
    } else {
      let end = i;
      while (end < line.length && !/\s/.test(line.charAt(end))) end += 1;
      words.push(line.slice(i, end));
      i = end;
    }
  }
  return words;
}

/** `{$NAME:default}` is taken from the environment when Caddy starts, other placeholders from each request. */
function written(text: string, at: Place): ConfigValue {
  const known = text.replaceAll(/\{\$\w{1,80}:([^{}]{0,200})\}/g, (_, fallback: string) => fallback);
  return /\{\$?\w/.test(known)
    ? { kind: 'unknown', reason: 'a placeholder decides', at, refers: [text] }
    : scalar(known, at);
}

function globalOf({ at, inside }: Directive): Resource['values'] {
  const every = flattened(inside, 0);
  const of = (name: string): Directive | undefined => inside.find(({ words }) => words[0] === name);
  const admin = of('admin');
  const proxies = every.find(({ words }) => words[0] === 'trusted_proxies');
  const debug = of('debug');
  return map(
    [
      ['admin', admin === undefined ? undefined : written(admin.words[1] ?? '', admin.at)],
      ['debug', debug === undefined ? undefined : scalar('true', debug.at)],
      [
        'trusted_proxies',
        proxies === undefined
          ? undefined
          : list(
              proxies.words.slice(2).map((word) => written(word, proxies.at)),
              proxies.at,
            ),
      ],
    ],
    at,
  );
}

function flattened(directives: readonly Directive[], depth: number): Directive[] {
  return depth > MAX_DEPTH ? [] : directives.flatMap((one) => [one, ...flattened(one.inside, depth + 1)]);
}

function siteOf(
  site: { readonly words: readonly string[]; readonly at: Place; readonly inside: readonly Directive[] },
  snippets: ReadonlyMap<string, readonly Directive[]>,
  isOff: boolean,
): Resource {
  const { at } = site;
  const addresses = site.words.flatMap((word) => word.split(',')).filter((word) => word !== '');
  const imports = site.inside.filter(({ words }) => words[0] === 'import');
  const unread = imports.find(({ words }) => !snippets.has(words[1] ?? ''));
  const every = flattened(
    [...site.inside, ...imports.flatMap(({ words }) => snippets.get(words[1] ?? '') ?? [])],
    0,
  );
  const absent = (value: ConfigValue | undefined): ConfigValue | undefined =>
    value ??
    (unread === undefined
      ? undefined
      : { kind: 'unknown', reason: `\`import ${unread.words[1] ?? ''}\` is not in the file`, at });
  const first = (name: string): Directive | undefined => every.find(({ words }) => words[0] === name);
  const place = (name: string): ConfigValue | undefined => {
    const found = first(name);
    return found === undefined ? undefined : scalar('true', found.at);
  };
  const plain = isOff || addresses.every((one) => one.startsWith('http://') || /^:(?!443$)\d+$/.test(one));
  const local = addresses.every((one) => /^(?:https?:\/\/)?(?:localhost|127\.|\[::1\])/.test(one));
  const browse = every.find(
    ({ words }) => (words[0] === 'file_server' && words.includes('browse')) || words[0] === 'browse',
  );
  const log = first('log');
  return {
    type: 'caddy.site',
    name: `site ${addresses.join(', ').slice(0, 100)}`,
    at,
    values: map(
      [
        ['plain', scalar(String(plain), at)],
        ['local', scalar(String(local), at)],
        [
          'serves',
          scalar(
            String(['reverse_proxy', 'file_server', 'php_fastcgi'].some((name) => first(name) !== undefined)),
            at,
          ),
        ],
        [
          'headers',
          map(
            headersOf(every)
              .map(([name, value]) => [name, value] as const)
              .concat([]),
            at,
          ),
        ],
        ['hsts', absent(headersOf(every).find(([name]) => name === 'strict-transport-security')?.[1])],
        ['log', absent(log === undefined ? undefined : scalar('true', log.at))],
        ['browse', browse === undefined ? undefined : scalar('true', browse.at)],
        ['tls_insecure_skip_verify', place('tls_insecure_skip_verify')],
        ['client_auth', clientAuth(every)],
        ['basic_auth', place('basic_auth') ?? place('basicauth')],
      ],
      at,
    ),
  };
}

function clientAuth(every: readonly Directive[]): ConfigValue | undefined {
  const mode = every
    .find(({ words }) => words[0] === 'client_auth')
    ?.inside.find(({ words }) => words[0] === 'mode');
  return mode === undefined ? undefined : written(mode.words[1] ?? '', mode.at);
}

function headersOf(every: readonly Directive[]): [string, ConfigValue][] {
  return every
    .filter(({ words }) => words[0] === 'header' || words[0] === 'header_down')
    .flatMap(({ words, inside, at }): [string, ConfigValue][] => {
      const given =
        inside.length > 0
          ? inside.map((one) => ({ words: one.words, at: one.at }))
          : [{ words: /^[@/*]/.test(words[1] ?? '') ? words.slice(2) : words.slice(1), at }];
      return given.map(({ words: [name = '', ...value], at: place }) => [
        name.replace(/^[+?>]/, '').toLowerCase(),
        written(value.join(' '), place),
      ]);
    });
}
