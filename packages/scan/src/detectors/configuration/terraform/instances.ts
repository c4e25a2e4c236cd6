/** `count` and `for_each`: how many of a resource or module there are, and what `each` and `count` are in each. */
import { type ConfigValue, map, type Place, scalar } from '@theriac/core/configuration';
import type { HclBody } from '@theriac/read/hcl';
import { evaluate } from './evaluate.ts';
import type { Env, Names } from './scope.ts';
import { number, numberOf, pairsOf, truth, unknown } from './values.ts';

export interface Repeated {
  readonly kind: 'single' | 'count' | 'each';
  readonly members: readonly Member[];
}

export interface Member {
  /** `[0]`, `["a"]`, or the empty string. */
  readonly key: string;
  readonly names: Names | undefined;
  /** Why it is not known whether there is one, or how many. */
  readonly open: string | undefined;
}

/** Of one declaration; more are judged as one. */
const MOST = 1000;

export function membersOf(body: HclBody, env: Env, at: Place): Repeated {
  const count = body.attributes.get('count');
  if (count !== undefined) return counted(evaluate(count.value, env), env, at);
  const forEach = body.attributes.get('for_each');
  if (forEach !== undefined) return each(evaluate(forEach.value, env), env, at);
  return { kind: 'single', members: [{ key: '', names: env.names, open: undefined }] };
}

function counted(value: ConfigValue, env: Env, at: Place): Repeated {
  const size = truth(value) === undefined ? numberOf(value) : Number(truth(value));
  const member = (key: string, index: ConfigValue, open: string | undefined): Member => ({
    key,
    names: { name: 'count', value: map([['index', index]], at), outer: env.names },
    open,
  });
  if (size === undefined || size > MOST) {
    const reason = value.kind === 'unknown' ? value.reason : 'there are many of it';
    return {
      kind: 'count',
      members: [member('', unknown(reason, at), size === undefined ? reason : undefined)],
    };
  }
  const members = Array.from({ length: Math.max(0, Math.floor(size)) }, (_, i) =>
    member(`[${i}]`, number(i, at), undefined),
  );
  return { kind: 'count', members };
}

function each(value: ConfigValue, env: Env, at: Place): Repeated {
  const member = (key: string, name: ConfigValue, item: ConfigValue, open: string | undefined): Member => ({
    key,
    names: {
      name: 'each',
      value: map(
        [
          ['key', name],
          ['value', item],
        ],
        at,
      ),
      outer: env.names,
    },
    open,
  });
  const openMember = (reason: string): Repeated => ({
    kind: 'each',
    members: [member('', unknown(reason, at), unknown(reason, at), reason)],
  });
  const pairs = pairsOf(value);
  if (pairs === undefined)
    return openMember(value.kind === 'unknown' ? value.reason : 'it is no map and no set');
  if (pairs.length > MOST) return openMember('there are many of it');
  const isSet = value.kind === 'list';
  const members: Member[] = [];
  for (const [key, item] of pairs) {
    if (!isSet) members.push(member(`[${JSON.stringify(key)}]`, scalar(key, at), item, undefined));
    else if (item.kind === 'scalar')
      members.push(member(`[${JSON.stringify(item.text)}]`, item, item, undefined));
    else return openMember(item.kind === 'unknown' ? item.reason : 'a key is no text');
  }
  return { kind: 'each', members };
}
