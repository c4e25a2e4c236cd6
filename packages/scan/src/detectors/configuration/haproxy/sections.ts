/** Sections of HAProxy with what the section `defaults` before them says. */
import { type ConfigValue, list, map, type Place, type Resource, scalar } from '@theriac/core/configuration';
import { written } from '../shared/written.ts';

interface Line {
  readonly words: readonly string[];
  readonly at: Place;
}

interface Section {
  readonly kind: string;
  readonly name: string;
  readonly at: Place;
  readonly lines: Line[];
  readonly defaults: Section | undefined;
}

const KINDS = new Set([
  'global',
  'defaults',
  'frontend',
  'backend',
  'listen',
  'peers',
  'resolvers',
  'userlist',
  'mailers',
  'program',
  'cache',
  'ring',
  'fcgi-app',
  'http-errors',
  'traces',
  'crt-store',
  'log-forward',
  'acme',
]);

export function haproxyResources(text: string, path: string): Resource[] {
  const sections: Section[] = [];
  let defaults: Section | undefined;
  for (const [i, line] of text.split('\n').entries()) {
    const words = wordsOf(line);
    const [first = '', ...rest] = words;
    if (first === '') continue;
    const at = { path, line: i + 1, column: line.length - line.trimStart().length + 1 };
    if (KINDS.has(first)) {
      const section: Section = { kind: first, name: rest[0] ?? '', at, lines: [], defaults };
      if (first === 'defaults') defaults = section;
      sections.push(section);
    } else sections.at(-1)?.lines.push({ words, at });
  }
  const whole = { path, line: 1, column: 1 };
  const all = sections.flatMap(({ lines }) => lines);
  const logs = all.some(({ words }) => words[0] === 'log');
  const sendsHsts = all.some(({ words }) => words.some((word) => /strict-transport-security/i.test(word)));
  return [
    {
      type: 'haproxy.file',
      name: 'haproxy',
      at: whole,
      values: map(
        [
          ['logs', scalar(String(logs), whole)],
          [
            'serves',
            scalar(String(sections.some(({ kind }) => kind === 'frontend' || kind === 'listen')), whole),
          ],
        ],
        whole,
      ),
    },
    ...sections
      .filter(({ kind }) => ['global', 'frontend', 'backend', 'listen', 'defaults'].includes(kind))
      .map((section) => resourceOf(section, sendsHsts)),
  ];
}

/** Words of a line; quotes and backslashes keep blanks, `#` begins a comment. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let i = 0; i < line.length; i += 1) {
    const sign = line.charAt(i);
    if (quote !== '') {
      if (sign === quote) quote = '';
      else word = (word ?? '') + sign;
    } else if (sign === '"' || sign === "'") {
      quote = sign;
      word ??= '';
    } else if (sign === '#') break;
    else if (/\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      if (sign === '\\' && i + 1 < line.length) i += 1;
      word = (word ?? '') + line.charAt(i);
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

function resourceOf(section: Section, sendsHsts: boolean): Resource {
  const { kind, name, at, lines, defaults } = section;
  const every = [...(defaults === undefined || kind === 'global' ? [] : defaults.lines), ...lines];
  const last = (first: string): Line | undefined => every.findLast(({ words }) => words[0] === first);
  const rest = (line: Line | undefined): ConfigValue | undefined =>
    line === undefined ? undefined : written(line.words.slice(1).join(' '), line.at);
  const timeouts = every.flatMap(({ words: [first, which = '', time = ''], at: place }) =>
    first === 'timeout' ? [[which, written(time, place)] as const] : [],
  );
  const own = (first: string): Line[] => lines.filter(({ words }) => words[0] === first);
  const text = lines.map(({ words }) => words.join(' ')).join('\n');
  return {
    type: `haproxy.${kind}`,
    name: name === '' ? kind : `${kind} ${name}`,
    at,
    values: map(
      [
        ...[
          'mode',
          'user',
          'chroot',
          'ssl-default-bind-options',
          'ssl-default-bind-ciphers',
          'ssl-server-verify',
          'maxconn',
        ].map((one) => [one, rest(last(one))] as const),
        ['timeout', map(timeouts, at)],
        ['binds', list(own('bind').map(bindOf), at)],
        [
          'servers',
          list([...own('server'), ...own('server-template'), ...own('default-server')].map(serverOf), at),
        ],
        ['stats', statsOf(lines, at)],
        [
          'sockets',
          list(
            own('stats')
              .filter(({ words }) => words[1] === 'socket')
              .map(socketOf),
            at,
          ),
        ],
        [
          'redirects',
          scalar(
            String(/(?:^|\n)(?:http-request )?redirect (?:scheme|location|prefix) "?https/.test(text)),
            at,
          ),
        ],
        ['sends_hsts', scalar(String(sendsHsts), at)],
        ['checks_client', scalar(String(/ssl_c_(?:used|verify)|ssl_fc_has_crt/.test(text)), at)],
      ],
      at,
    ),
  };
}

const isLocal = (address: string): boolean =>
  /^(?:127\.|localhost|\[?::1\]?:|unix@|abns@|\/|ipv4@127\.)/.test(address);

/** Options with a value after them. */
const VALUED = new Set([
  'crt',
  'ca-file',
  'verify',
  'ssl-min-ver',
  'ssl-max-ver',
  'ciphers',
  'alpn',
  'level',
  'mode',
  'user',
  'crl-file',
  'sni',
  'crt-ignore-err',
  'ca-ignore-err',
]);

function optionsOf(words: readonly string[], at: Place): (readonly [string, ConfigValue])[] {
  const options: (readonly [string, ConfigValue])[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const name = words[i] ?? '';
    const value = VALUED.has(name) ? words[i + 1] : undefined;
    options.push([name, written(value ?? 'true', at)]);
    if (value !== undefined) i += 1;
  }
  return options;
}

function bindOf({ words: [, address = '', ...options], at }: Line): ConfigValue {
  return map(
    [
      ...optionsOf(options, at),
      ['address', written(address, at)],
      ['local', scalar(String(isLocal(address)), at)],
      ['tls', scalar(String(options.includes('ssl')), at)],
    ],
    at,
  );
}

function serverOf({ words: [first = '', ...rest], at }: Line): ConfigValue {
  const options = first === 'default-server' ? rest : rest.slice(first === 'server-template' ? 3 : 2);
  return map([...optionsOf(options, at), ['tls', scalar(String(options.includes('ssl')), at)]], at);
}

function socketOf({ words: [, , address = '', ...options], at }: Line): ConfigValue {
  const isNetwork = !isLocal(address) && !address.startsWith('fd@') && /:\d+$/.test(address);
  return map([...optionsOf(options, at), ['network', scalar(String(isNetwork), at)]], at);
}

function statsOf(lines: readonly Line[], at: Place): ConfigValue | undefined {
  const stats = lines.filter(
    ({ words }) => words[0] === 'stats' && words[1] !== 'socket' && words[1] !== 'timeout',
  );
  const asks = lines.some(
    ({ words }) =>
      /^http-request (?:auth|deny)|^stats http-request/.test(words.join(' ')) || words[0] === 'acl',
  );
  const [first] = stats;
  if (first === undefined || !stats.some(({ words }) => words[1] === 'enable' || words[1] === 'uri'))
    return undefined;
  const auth = stats.find(({ words }) => words[1] === 'auth');
  const admin = stats.find(({ words }) => words[1] === 'admin');
  return map(
    [
      ['auth', auth === undefined ? undefined : written(auth.words[2] ?? '', auth.at)],
      ['asks', scalar(String(auth !== undefined || asks), first.at)],
      ['admin', scalar(String(admin !== undefined), admin?.at ?? at)],
    ],
    first.at,
  );
}
