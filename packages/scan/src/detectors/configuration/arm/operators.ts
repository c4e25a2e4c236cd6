/** Operators of Bicep, each of which is a function in JSON. */
import type { ConfigValue, Place } from '@theriac/core/configuration';
import type { TemplateExpression } from '@theriac/read/bicep';
import { boolean, number, numberOf } from '../terraform/values.ts';
import type { Evaluate, Frame } from './frame.ts';
import { notComputed, same, truthOf } from './symbols.ts';

type Operators = TemplateExpression & { readonly kind: 'operators' };

export function operated(
  { first, rest }: Operators,
  frame: Frame,
  at: Place,
  evaluate: Evaluate,
): ConfigValue {
  const [{ operator: kind } = { operator: '' }] = rest;
  const lazily = (): ConfigValue[] => [
    evaluate(first, frame),
    ...rest.map(({ operand }) => evaluate(operand, frame)),
  ];
  if (kind === '&&' || kind === '||') return connected(kind === '&&' ? 'and' : 'or', lazily(), at);
  if (kind === '??') return coalesced(lazily(), at);
  let value = evaluate(first, frame);
  for (const { operator, operand } of rest) value = binary(operator, value, evaluate(operand, frame), at);
  return value;
}

/** One that decides is enough, whatever the others are. */
export function connected(name: 'and' | 'or', values: readonly ConfigValue[], at: Place): ConfigValue {
  const answers = values.map(truthOf);
  const decides = name === 'or';
  if (answers.includes(decides)) return boolean(decides, at);
  return answers.includes(undefined) ? notComputed(name, values, at) : boolean(!decides, at);
}

/** The first that is not null. */
export function coalesced(values: readonly ConfigValue[], at: Place): ConfigValue {
  for (const [i, value] of values.entries()) {
    if (value.kind === 'empty') continue;
    // What is set for certain is not null; what may be null hides what stands behind it.
    const isSet = value.kind !== 'unknown' || value.refers !== undefined || value.pieces !== undefined;
    return isSet || i === values.length - 1 ? value : notComputed('coalesce', values.slice(i), at);
  }
  return values.at(-1) ?? { kind: 'empty', at };
}

const NAMES: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '<': 'less',
  '<=': 'lessOrEquals',
  '>': 'greater',
  '>=': 'greaterOrEquals',
};

function binary(operator: string, a: ConfigValue, b: ConfigValue, at: Place): ConfigValue {
  switch (operator) {
    case '==':
    case '!=': {
      const known = same(a, b);
      if (known === undefined) return notComputed(operator === '==' ? 'equals' : 'not', [a, b], at);
      return boolean(known === (operator === '=='), at);
    }
    case '=~':
    case '!~': {
      if (a.kind !== 'scalar' || b.kind !== 'scalar') return notComputed('equals', [a, b], at);
      return boolean((a.text.toLowerCase() === b.text.toLowerCase()) === (operator === '=~'), at);
    }
    default:
      return counted(NAMES[operator] ?? '', a, b, at);
  }
}

/** Arithmetic and order. Numbers are whole ones. */
export function counted(name: string, a: ConfigValue, b: ConfigValue, at: Place): ConfigValue {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x === undefined || y === undefined) {
    if (a.kind === 'scalar' && b.kind === 'scalar' && COMPARES.has(name))
      return compared(name, a.text < b.text ? -1 : a.text > b.text ? 1 : 0, at);
    return notComputed(name, [a, b], at);
  }
  switch (name) {
    case 'add':
      return number(x + y, at);
    case 'sub':
      return number(x - y, at);
    case 'mul':
      return number(x * y, at);
    case 'div':
      return y === 0 ? notComputed(name, [a, b], at) : number(Math.trunc(x / y), at);
    case 'mod':
      return y === 0 ? notComputed(name, [a, b], at) : number(x % y, at);
    default:
      return compared(name, x - y, at);
  }
}

const COMPARES = new Set(['less', 'lessOrEquals', 'greater', 'greaterOrEquals']);

function compared(name: string, order: number, at: Place): ConfigValue {
  const holds =
    name === 'less'
      ? order < 0
      : name === 'lessOrEquals'
        ? order <= 0
        : name === 'greater'
          ? order > 0
          : order >= 0;
  return boolean(holds, at);
}
