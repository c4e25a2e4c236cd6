/** Sections of Apache httpd: what each says itself, and what holds for servers. */
import { type ConfigValue, map, type Place, type Resource, scalar } from '@theriac/core/configuration';
import { type Folders, includedFiles } from '../shared/included-files.ts';
import { written } from '../shared/written.ts';
import type { Directive } from './directives.ts';
import {
  discardsLog,
  flattened,
  type Held,
  headersOf,
  heldValue,
  optionsOf,
  protocolsOf,
  restricted,
} from './held.ts';

const FOLDERS = [
  '/etc/apache2',
  '/etc/httpd',
  '/usr/local/apache2',
  '/usr/local/apache2/conf',
  '/opt/bitnami/apache/conf',
];
/** Sections that say on what something depends; the modules of `IfModule` bring the directives in them along. */
const CONDITIONS = new Set([
  'ifmodule',
  'ifdefine',
  'ifversion',
  'iffile',
  'ifdirective',
  'ifsection',
  'if',
  'else',
  'elseif',
  'requireall',
  'requireany',
  'limit',
  'limitexcept',
]);
const UNSURE = new Set(['ifdefine', 'ifversion', 'iffile', 'if', 'else', 'elseif', 'limit', 'limitexcept']);
const MAX_DEPTH = 20;

/** Puts files of the target in the place of includes. */
export class Sections {
  readonly #read: (path: string) => readonly Directive[] | undefined;
  readonly #folders: Folders;
  readonly included = new Set<string>();

  constructor(
    files: ReadonlyMap<string, readonly Directive[]>,
    read: (path: string) => readonly Directive[] | undefined,
    folders: Folders,
  ) {
    this.#read = read;
    this.#folders = folders;
    for (const [path, directives] of files) this.#note(path, directives);
  }

  #note(path: string, directives: readonly Directive[]): void {
    for (const one of directives) {
      if (one.name === 'include' || one.name === 'includeoptional')
        for (const found of this.#resolve(one)) if (found !== path) this.included.add(found);
      if (one.inside !== undefined) this.#note(path, one.inside);
    }
  }

  #resolve({ args: [pattern = ''], at }: Directive): readonly string[] {
    const found = includedFiles(pattern, at.path, FOLDERS, this.#folders);
    return found.state === 'found' ? found.paths : [];
  }

  /** Directives and sections with those of includes and of conditions in their place. */
  held(directives: readonly Directive[], open: readonly string[], unsure?: string): Held[] {
    return directives.flatMap((directive): Held[] => {
      const { name, args, inside, at } = directive;
      if (name === 'include' || name === 'includeoptional')
        return this.#resolve(directive)
          .filter((path) => !open.includes(path) && open.length < MAX_DEPTH)
          .flatMap((path) => this.held(this.#read(path) ?? [], [...open, path], unsure));
      if (inside !== undefined && CONDITIONS.has(name)) {
        const isOpen = UNSURE.has(name) || (name === 'ifmodule' && args[0]?.startsWith('!') === true);
        return this.held(
          inside,
          open,
          isOpen
            ? `\`<${directiveName(name)} ${args.join(' ').slice(0, 60)}>\` decides (line ${at.line})`
            : unsure,
        );
      }
      return [{ directive, unsure }];
    });
  }
}

const directiveName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

export function apacheResources(
  path: string,
  directives: readonly Directive[],
  sections: Sections,
): Resource[] {
  const at = { path, line: 1, column: 1 };
  const held = sections.held(directives, [path]);
  const isHtaccess = path.endsWith('.htaccess');
  const isMain = held.some(({ directive: { name } }) => name === 'serverroot' || name === 'listen');
  const main: Surroundings = { name: isHtaccess ? '.htaccess' : 'server', held, at, outer: [] };
  const hosts = held.filter(({ directive }) => directive.name === 'virtualhost');
  return [
    scopeOf(isHtaccess ? 'htaccess' : 'main', '', main),
    ...(isMain ? [serverOf(main, 'main')] : []),
    ...inner(main, sections, 0),
    ...hosts.flatMap(({ directive }) => hostOf(directive, main, sections)),
  ];
}

interface Surroundings {
  readonly name: string;
  readonly held: readonly Held[];
  readonly at: Place;
  /** Directives of what is around it, the nearest first. */
  readonly outer: readonly (readonly Held[])[];
}

function hostOf(directive: Directive, main: Surroundings, sections: Sections): Resource[] {
  const held = sections.held(directive.inside ?? [], [directive.at.path]);
  const names = held.find((one) => one.directive.name === 'servername')?.directive.args[0];
  const host: Surroundings = {
    name: `VirtualHost ${directive.args.join(' ')}${names === undefined ? '' : ` ${names}`}`,
    held,
    at: directive.at,
    outer: [main.held],
  };
  return [
    scopeOf('virtualhost', directive.args.join(' '), host),
    serverOf(host, 'virtualhost'),
    ...inner(host, sections, 0),
  ];
}

const PLACES = new Set([
  'directory',
  'directorymatch',
  'location',
  'locationmatch',
  'files',
  'filesmatch',
  'proxy',
]);

function inner(around: Surroundings, sections: Sections, depth: number): Resource[] {
  if (depth > MAX_DEPTH) return [];
  return around.held
    .filter(({ directive }) => PLACES.has(directive.name))
    .flatMap(({ directive }) => {
      const one: Surroundings = {
        name: `${around.name} <${directiveName(directive.name)} ${directive.args.join(' ')}>`,
        held: sections.held(directive.inside ?? [], [directive.at.path]),
        at: directive.at,
        outer: [around.held, ...around.outer],
      };
      return [
        scopeOf(directive.name.replace(/match$/, ''), directive.args.at(-1) ?? '', one),
        ...inner(one, sections, depth + 1),
      ];
    });
}

const LISTS = new Set([
  'header',
  'require',
  'options',
  'setenvif',
  'setenvifnocase',
  'php_flag',
  'php_admin_flag',
  'php_value',
]);

/** What a section says itself. */
function scopeOf(kind: string, path: string, { name, held, at, outer }: Surroundings): Resource {
  const own = new Map<string, ConfigValue>();
  for (const one of held)
    if (one.directive.inside === undefined && !LISTS.has(one.directive.name))
      own.set(one.directive.name, heldValue(one));
  const php = held.filter(({ directive }) => /^php_(?:admin_)?(?:flag|value)$/.test(directive.name));
  return {
    type: 'apache.scope',
    name,
    at,
    values: map(
      [
        ...own,
        ['discards_log', discardsLog(held)],
        ['kind', scalar(kind, at)],
        ['path', scalar(path, at)],
        ['protocols', protocolsOf(held)],
        ['options', optionsOf(held, at)],
        ['restricted', restricted(held, outer, at)],
        ['headers', map(headersOf(held), at)],
        [
          'php',
          map(
            php.map(
              (one) =>
                [
                  one.directive.args[0] ?? '',
                  written(one.directive.args[1] ?? '', one.directive.at),
                ] as const,
            ),
            at,
          ),
        ],
        [
          'tls',
          scalar(
            String([held, ...outer].some((level) => said(level, 'sslengine') === 'on' || saidTls(level))),
            at,
          ),
        ],
      ],
      at,
    ),
  };
}

const said = (held: readonly Held[], name: string): string | undefined =>
  held.findLast(({ directive }) => directive.name === name)?.directive.args[0]?.toLowerCase();

const saidTls = (held: readonly Held[]): boolean => said(held, 'sslcertificatefile') !== undefined;

/** What holds for the main server or a virtual host. */
function serverOf({ name, held, at, outer }: Surroundings, kind: string): Resource {
  const levels = [held, ...outer];
  const effective = (directive: string): ConfigValue | undefined => {
    for (const level of levels) {
      const found = level.findLast((one) => one.directive.name === directive);
      if (found !== undefined) return heldValue(found);
    }
    return undefined;
  };
  const all = levels.flatMap((level) => level.flatMap(flattened));
  const serves = held.some(({ directive }) =>
    ['documentroot', 'proxypass', 'proxypassmatch', 'wsgiscriptalias', 'alias'].includes(directive.name),
  );
  const redirects = held
    .flatMap(flattened)
    .some(
      ({ directive: { name: one, args } }) =>
        /^(?:redirect|redirectmatch|redirectpermanent|rewriterule)$/.test(one) &&
        args.some((arg) => arg.startsWith('https://')),
    );
  const names = [
    'servertokens',
    'traceenable',
    'serversignature',
    'sslengine',
    'sslproxyengine',
    'sslproxyverify',
    'sslproxycheckpeername',
  ];
  return {
    type: 'apache.server',
    name,
    at,
    values: map(
      [
        ...names.map((one) => [one, effective(one)] as const),
        ['kind', scalar(kind, at)],
        ['headers', map(headersOf(all), at)],
        ['serves', scalar(String(serves), at)],
        ['redirects', scalar(String(redirects), at)],
        ['local', scalar(String(/\b(?:127\.0\.0\.1|localhost|\[::1\])/.test(name)), at)],
        ['port', scalar(/:(\d{1,5})\b/.exec(name)?.[1] ?? '', at)],
      ],
      at,
    ),
  };
}
