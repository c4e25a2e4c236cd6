/** Goes from something that may be repeated to one of its instances, or to all of them. */
import { type ConfigValue, type Place, textOf } from '@theriac/core/configuration';
import { follow } from './evaluate.ts';
import type { Repeated } from './instances.ts';
import type { EvaluatedStep, Referred } from './scope.ts';
import { listValue, mapValue, missing, unknown } from './values.ts';

/** Goes into the instances of something: by an index, all of them by a splat, or the only one. */
export function chooseInstance<M extends { readonly key: string; readonly open: string | undefined }>(
  kind: Repeated['kind'],
  members: readonly M[],
  steps: readonly EvaluatedStep[],
  {
    at,
    address,
    of,
    used,
  }: {
    readonly at: Place;
    readonly address: string;
    readonly of: (member: M, rest: readonly EvaluatedStep[]) => Referred;
    readonly used: number;
  },
): Referred {
  const all = used + steps.length;
  const [first] = members;
  const whole = (member: M, rest: readonly EvaluatedStep[]): ConfigValue => {
    const { value, used: taken } = of(member, rest);
    return follow(value, rest.slice(taken), at);
  };
  if (kind === 'single')
    return first === undefined
      ? { value: unknown('it depends on itself', at), used: all }
      : { value: whole(first, steps), used: all };
  const next = steps[0];
  if (first?.open !== undefined) {
    const rest = next?.kind === 'index' || next?.kind === 'splat' ? steps.slice(1) : steps;
    const value = rest.length === 0 ? unknown(first.open, at, [address]) : whole(first, rest);
    return {
      value: next?.kind === 'splat' || rest.length === 0 ? unknown(first.open, at, [address]) : value,
      used: all,
    };
  }
  if (next?.kind === 'index') {
    if (next.key.kind !== 'scalar')
      return {
        value: unknown(next.key.kind === 'unknown' ? next.key.reason : 'the index is no text', at, [address]),
        used: all,
      };
    const { text } = next.key;
    const key = kind === 'count' ? `[${text}]` : `[${JSON.stringify(text)}]`;
    const member = members.find((one) => one.key === key);
    return {
      value: member === undefined ? missing('there is no such instance', at) : whole(member, steps.slice(1)),
      used: all,
    };
  }
  if (next?.kind === 'splat') {
    const rest = steps.slice(1);
    const along = next.attributesOnly ? rest.findIndex((step) => step.kind !== 'attribute') : -1;
    const inner = along < 0 ? rest : rest.slice(0, along);
    const values = listValue(
      members.map((member) => whole(member, inner)),
      at,
    );
    return { value: follow(values, along < 0 ? [] : rest.slice(along), at), used: all };
  }
  if (next?.kind === 'attribute') return { value: missing('it has several instances', at), used: all };
  const items = members.map((member) => [member.key, whole(member, [])] as const);
  const value =
    kind === 'count'
      ? listValue(
          items.map(([, item]) => item),
          at,
        )
      : mapValue(
          items.map(([key, item]) => [String(JSON.parse(key.slice(1, -1))), item] as const),
          at,
        );
  return { value, used: all };
}

/** `identity[0].principal_id`: what a block does not set it may have once it is there. */
export function isComputedInside(blocks: ConfigValue, [, index, inner]: readonly EvaluatedStep[]): boolean {
  if (blocks.kind !== 'list' || index?.kind !== 'index' || inner?.kind !== 'attribute') return false;
  const block = blocks.items[Number(textOf(index.key) ?? Number.NaN)];
  return block?.kind === 'map' && !block.entries.has(inner.name);
}
