/** Blocks with what holds in them: includes put in, and what comes from outer blocks as nginx hands it down. */
import { type Folders, type Included, includedFiles } from '../shared/included-files.ts';
import type { Directive } from './directives.ts';

/** Handed down to no inner block. */
const OWN = new Set([
  'proxy_pass',
  'fastcgi_pass',
  'uwsgi_pass',
  'scgi_pass',
  'grpc_pass',
  'return',
  'rewrite',
  'try_files',
  'alias',
  'stub_status',
  'if',
  'internal',
  'deny_all',
  'server',
  'location',
  'limit_except',
  'listen',
  'include',
]);

/** Files that packages of nginx bring along, and that say nothing about security. */
const HARMLESS =
  /(?:^|\/)(?:mime\.types|fastcgi_params|fastcgi\.conf|uwsgi_params|scgi_params|koi-utf|koi-win|win-utf|proxy_params|fastcgi-php\.conf|snakeoil\.conf)$|(?:^|\/)modules(?:-enabled)?\/\*\.conf$/;

export interface Block {
  readonly directive: Directive;
  /** With includes put in; in order. */
  readonly inside: readonly Directive[];
  /** What holds in it, by name. */
  readonly effective: ReadonlyMap<string, readonly Directive[]>;
  /** What it says itself, by name. */
  readonly own: ReadonlyMap<string, readonly Directive[]>;
  /** An include in it, or around it, that is not in the target. */
  readonly unread: Directive | undefined;
}

const FOLDERS = [
  '/etc/nginx',
  '/usr/local/nginx/conf',
  '/usr/local/openresty/nginx/conf',
  '/opt/bitnami/nginx/conf',
  '/etc/angie',
];
const MAX_INCLUDES = 20_000;
const MAX_DEPTH = 20;

/** Puts files together. */
export class Includes {
  readonly #read: (path: string) => readonly Directive[] | undefined;
  readonly #folders: Folders;
  /** Files that others include. */
  readonly included = new Set<string>();
  /** Includes that are not in the target. */
  readonly outside = new Set<Directive>();
  #count = 0;

  /** @param read directives of a file of the target; undefined where it cannot be read */
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
    for (const directive of directives) {
      if (directive.name === 'include') {
        const found = this.#resolve(directive);
        if (found.state === 'found') for (const one of found.paths) if (one !== path) this.included.add(one);
      }
      if (directive.block !== undefined) this.#note(path, directive.block);
    }
  }

  #resolve({ args: [pattern = ''], at }: Directive): Included {
    return includedFiles(pattern, at.path, FOLDERS, this.#folders);
  }

  /** @returns directives with those of included files in their place, and the first include that is outside */
  expand(
    directives: readonly Directive[],
    open: readonly string[] = [],
  ): { readonly inside: readonly Directive[]; readonly unread: Directive | undefined } {
    const inside: Directive[] = [];
    let unread: Directive | undefined;
    for (const directive of directives) {
      if (directive.name !== 'include' || directive.block !== undefined) {
        inside.push(directive);
        continue;
      }
      const found = this.#resolve(directive);
      this.#count += 1;
      if (found.state === 'outside' || this.#count > MAX_INCLUDES) {
        if (HARMLESS.test(directive.args[0] ?? '')) continue;
        unread ??= directive;
        this.outside.add(directive);
        continue;
      }
      for (const path of found.paths) {
        // A file that includes itself adds nothing.
        if (open.includes(path) || open.length > MAX_DEPTH) continue;
        const below = this.expand(this.#read(path) ?? [], [...open, path]);
        for (const one of below.inside) inside.push(one);
        unread ??= below.unread;
      }
    }
    return { inside, unread };
  }
}

/** @param outer the block around it */
export function blockOf(directive: Directive, includes: Includes, outer: Block | undefined): Block {
  const { inside, unread } = includes.expand(directive.block ?? [], [directive.at.path]);
  const own = Map.groupBy(inside, ({ name }) => name);
  const effective = new Map<string, readonly Directive[]>();
  for (const [name, directives] of outer?.effective ?? [])
    if (!OWN.has(name)) effective.set(name, directives);
  const merges = own.get('add_header_inherit')?.some(({ args }) => args[0] === 'merge') === true;
  for (const [name, directives] of own)
    effective.set(
      name,
      name === 'set' || (name === 'add_header' && merges)
        ? [...(effective.get(name) ?? []), ...directives]
        : directives,
    );
  return { directive, inside, effective, own, unread: unread ?? outer?.unread };
}
