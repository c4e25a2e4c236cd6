/** Functions that call a function for each item. */
import { type ConfigValue, type Place, scalar } from '@theriac/core/configuration';
import type { TemplateExpression } from '@theriac/read/bicep';
import { listValue, mapValue } from '../../terraform/values.ts';
import type { Evaluate, Frame } from '../frame.ts';
import { notComputed, symbolOf, truthOf } from '../symbols.ts';

/** Items that functions are called for. */
const MAX_ITEMS = 2000;
const MOST_SORTED = 200;

interface Lambda {
  readonly parameters: readonly string[];
  readonly body: TemplateExpression;
}

/** `(x) => …`, or `lambda('x', …)` in JSON. */
function lambdaOf(expression: TemplateExpression | undefined): Lambda | undefined {
  if (expression?.kind === 'lambda') return expression;
  if (expression?.kind !== 'call' || expression.name.toLowerCase() !== 'lambda') return undefined;
  const body = expression.args.at(-1);
  if (body === undefined) return undefined;
  const parameters = expression.args
    .slice(0, -1)
    .map((one) => (one.kind === 'literal' ? String(one.value) : ''));
  return { parameters, body };
}

const NAMES = new Set(['map', 'filter', 'reduce', 'sort', 'toobject', 'groupby', 'mapvalues']);

export const isLambdaFunction = (name: string): boolean => NAMES.has(name);

export function callLambda(
  name: string,
  args: readonly TemplateExpression[],
  frame: Frame,
  at: Place,
  evaluate: Evaluate,
): ConfigValue {
  const [first, ...rest] = args;
  const over = first === undefined ? undefined : evaluate(first, frame);
  if (over === undefined) return notComputed(name, [], at);
  const lambdas = rest.map(lambdaOf);
  const applied = (lambda: Lambda, ...values: readonly ConfigValue[]): ConfigValue => {
    const locals = new Map(frame.locals);
    for (const [i, parameter] of lambda.parameters.entries())
      locals.set(parameter, values[i] ?? scalar('', at));
    return evaluate(lambda.body, { ...frame, locals });
  };
  const lambda = lambdas.find((one) => one !== undefined);
  if (lambda === undefined) return notComputed(name, [over], at);
  if (name === 'mapvalues' && over.kind === 'map')
    return mapValue(
      [...over.entries].slice(0, MAX_ITEMS).map(([key, value]) => [key, applied(lambda, value)] as const),
      at,
    );
  if (over.kind !== 'list') return notComputed(name, [over], at);
  const items = over.items.slice(0, MAX_ITEMS);
  const index = (i: number): ConfigValue => scalar(String(i), at);
  switch (name) {
    case 'map':
      return listValue(
        items.map((item, i) => applied(lambda, item, index(i))),
        at,
      );
    case 'filter': {
      const kept: ConfigValue[] = [];
      for (const [i, item] of items.entries()) {
        const holds = applied(lambda, item, index(i));
        const known = truthOf(holds);
        if (known === undefined) return notComputed(name, [over, holds], at);
        if (known) kept.push(item);
      }
      return listValue(kept, at);
    }
    case 'reduce': {
      const [start] = rest;
      let value = start === undefined ? scalar('', at) : evaluate(start, frame);
      for (const [i, item] of items.entries()) value = applied(lambda, value, item, index(i));
      return value;
    }
    case 'toobject': {
      const [, makeValue] = lambdas;
      return mapValue(
        items.map((item) => {
          const key = applied(lambda, item);
          return [
            key.kind === 'scalar' ? key.text : symbolOf(key),
            makeValue === undefined ? item : applied(makeValue, item),
          ] as const;
        }),
        at,
      );
    }
    case 'groupby':
      return mapValue(
        [...Map.groupBy(items, (item) => symbolOf(applied(lambda, item)))].map(
          ([key, group]) => [key, listValue(group, at)] as const,
        ),
        at,
      );
    default:
      return sorted(items, lambda, applied, at);
  }
}

function sorted(
  items: readonly ConfigValue[],
  lambda: Lambda,
  applied: (lambda: Lambda, ...values: readonly ConfigValue[]) => ConfigValue,
  at: Place,
): ConfigValue {
  // What is compared may be unknown; the order then stays as it is.
  const compare = (a: ConfigValue, b: ConfigValue): number =>
    truthOf(applied(lambda, a, b)) === true ? -1 : truthOf(applied(lambda, b, a)) === true ? 1 : 0;
  return listValue(items.length > MOST_SORTED ? items : items.toSorted(compare), at);
}
