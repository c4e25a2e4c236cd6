/** A block with what it says itself, so that a setting is judged once, where it stands, and not in every block that inherits it. */
import { type ConfigValue, map, type Resource, scalar } from '@theriac/core/configuration';
import type { Block } from './blocks.ts';
import type { Directive } from './directives.ts';
import { ownSettings, unreadReason } from './values.ts';

export function scopeOf(
  kind: 'main' | 'http' | 'server' | 'location' | 'snippet',
  name: string,
  block: Block,
): Resource {
  const { at } = block.directive;
  return {
    type: 'nginx.scope',
    name,
    at,
    values: map(
      [
        ...ownSettings(block),
        ['kind', scalar(kind, at)],
        ['restricted', restricted(block)],
        ['passes', scalar(String(passes(block.inside)), at)],
        ['cors_reflected', reflected(block)],
      ],
      at,
    ),
  };
}

/** Requests go on to another server, from here or from a block inside. */
export function passes(directives: readonly Directive[], depth = 0): boolean {
  return directives.some(
    ({ name, block = [] }) =>
      /^(?:proxy|fastcgi|uwsgi|scgi|grpc)_pass$/.test(name) || (depth < 40 && passes(block, depth + 1)),
  );
}

/** Whether somebody is asked who they are, or turned away by address. */
export function restricted(block: Block): ConfigValue {
  const { effective, own, directive, unread } = block;
  const is = (name: string, ...off: readonly string[]): boolean => {
    const said = effective.get(name)?.at(-1)?.args[0];
    return said !== undefined && !off.includes(said);
  };
  const asks =
    is('auth_basic', 'off') ||
    is('auth_request', 'off') ||
    is('auth_jwt', 'off') ||
    is('access_by_lua_block') ||
    is('access_by_lua_file') ||
    is('ssl_verify_client', 'off', 'optional', 'optional_no_ca') ||
    effective.get('deny')?.some(({ args }) => args[0] === 'all') === true ||
    effective.has('access_by_lua_block') ||
    own.has('internal') ||
    own.get('return')?.some(({ args }) => args[0] !== '200') === true;
  if (!asks && unread !== undefined)
    return { kind: 'unknown', reason: unreadReason(unread), at: directive.at };
  return scalar(String(asks), directive.at);
}

/** The origin of the request goes back as the permitted one. */
function reflected({ own }: Block): ConfigValue | undefined {
  const header = own
    .get('add_header')
    ?.find(({ args }) => args[0]?.toLowerCase() === 'access-control-allow-origin');
  return header === undefined ? undefined : scalar(String(header.args[1] === '$http_origin'), header.at);
}
