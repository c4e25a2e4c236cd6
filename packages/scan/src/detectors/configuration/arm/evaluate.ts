/** Evaluates expressions of templates, in JSON and in Bicep. What depends on the deployment stays unknown. */
import { type ConfigValue, list, type Place, scalar } from '@theriac/core/configuration';
import type { TemplateExpression, TemplateLoop, TemplateStep } from '@theriac/read/bicep';
import { boolean, listValue, mapValue, nothing, numberOf, type Unknown } from '../terraform/values.ts';
import { type Frame, handleOf } from './frame.ts';
import { call } from './functions/call.ts';
import { operated } from './operators.ts';
import { entryOf, joinedText, named, notComputed, open, placed, symbolOf, truthOf } from './symbols.ts';

/** Items that one loop makes. */
const MAX_ITEMS = 2000;

export function evaluate(expression: TemplateExpression, frame: Frame): ConfigValue {
  const { budget, path } = frame.names;
  if (!budget.enter()) {
    const { line, column } = expression;
    return open('values are nested too deep', { path, line, column }, '(too deep)');
  }
  try {
    return evaluated(expression, frame);
  } finally {
    budget.leave();
  }
}

function evaluated(expression: TemplateExpression, frame: Frame): ConfigValue {
  const at: Place = { path: frame.names.path, line: expression.line, column: expression.column };
  frame.names.budget.take(at);
  switch (expression.kind) {
    case 'literal':
      return expression.value === null ? nothing(at) : scalar(String(expression.value), at);
    case 'text':
      return joinedText(
        expression.parts.map((part) => (typeof part === 'string' ? scalar(part, at) : evaluate(part, frame))),
        at,
      );
    case 'list':
      return listOf(expression.items, frame, at);
    case 'object':
      return objectOf(expression.entries, frame, at);
    case 'for':
      return loopOf(expression, frame, at);
    case 'if': {
      const condition = truthOf(evaluate(expression.condition, frame));
      if (condition === undefined) return open('a condition is not known', at, '(if)');
      return condition ? evaluate(expression.result, frame) : nothing(at);
    }
    case 'name':
      return (
        frame.locals.get(expression.name) ??
        frame.names.name(expression.name, at) ??
        open(`\`${expression.name.slice(0, 60)}\` is not declared`, at, expression.name)
      );
    case 'call':
      return call(expression.name, expression.args, frame, at, evaluate);
    case 'lambda':
      return open('a function is no value', at, '(lambda)');
    case 'path':
      return pathOf(expression.of, expression.steps, frame, at);
    case 'operators':
      return operated(expression, frame, at, evaluate);
    case 'prefix':
      return prefixed(expression.signs, evaluate(expression.of, frame), at);
    case 'conditional': {
      for (const { condition, result } of expression.branches) {
        const known = evaluate(condition, frame);
        const holds = truthOf(known);
        if (holds === undefined) return notComputed('if', [known], at);
        if (holds) return evaluate(result, frame);
      }
      return evaluate(expression.otherwise, frame);
    }
  }
}

/** The value of an entry, placed where it is used; references stay what they are. */
function used(expression: TemplateExpression, frame: Frame): ConfigValue {
  const value = evaluate(expression, frame);
  if (expression.kind === 'literal' || expression.kind === 'object' || handleOf(value) !== undefined)
    return value;
  return placed(value, { path: frame.names.path, line: expression.line, column: expression.column });
}

function listOf(
  items: readonly { readonly spreads: boolean; readonly value: TemplateExpression }[],
  frame: Frame,
  at: Place,
): ConfigValue {
  const found: ConfigValue[] = [];
  for (const { spreads, value: expression } of items) {
    const value = used(expression, frame);
    if (!spreads) found.push(value);
    else if (value.kind === 'list') for (const item of value.items) found.push(item);
    else if (value.kind === 'unknown') return value;
  }
  return listValue(found, at);
}

function objectOf(
  entries: readonly { readonly key: TemplateExpression | undefined; readonly value: TemplateExpression }[],
  frame: Frame,
  at: Place,
): ConfigValue {
  const found = new Map<string, ConfigValue>();
  for (const { key, value: expression } of entries) {
    const value = used(expression, frame);
    if (key === undefined) {
      if (value.kind === 'unknown') return value;
      if (value.kind === 'map') for (const [name, item] of value.entries) found.set(name, item);
      continue;
    }
    const name = evaluate(key, frame);
    // A key that is not known is one that no rule asks for.
    found.set(name.kind === 'scalar' ? name.text : symbolOf(name), value);
  }
  return mapValue(found, at);
}

function loopOf(loop: TemplateLoop, frame: Frame, at: Place): ConfigValue {
  const over = evaluate(loop.over, frame);
  if (over.kind !== 'list') return over.kind === 'unknown' ? over : list([], at);
  const found: ConfigValue[] = [];
  for (const [i, item] of over.items.slice(0, MAX_ITEMS).entries()) {
    const inner = loopFrame(loop, frame, item, scalar(String(i), at));
    if (loop.condition !== undefined) {
      const holds = truthOf(evaluate(loop.condition, inner));
      if (holds === false) continue;
    }
    found.push(evaluate(loop.result, inner));
  }
  return listValue(found, at);
}

export function loopFrame(
  { itemName, indexName }: Pick<TemplateLoop, 'itemName' | 'indexName'>,
  frame: Frame,
  item: ConfigValue,
  index: ConfigValue,
): Frame {
  const locals = new Map(frame.locals).set(itemName, item);
  if (indexName !== undefined) locals.set(indexName, index);
  return { ...frame, locals };
}

function prefixed(signs: readonly string[], value: ConfigValue, at: Place): ConfigValue {
  let found = value;
  for (const sign of signs.toReversed()) {
    if (sign === '+') continue;
    const known = sign === '!' ? truthOf(found) : numberOf(found);
    if (known === undefined) return notComputed(sign, [found], at);
    found = typeof known === 'boolean' ? boolean(!known, at) : scalar(String(-known), at);
  }
  return found;
}

/** Namespaces of functions of the language itself. */
const NAMESPACES = new Set(['az', 'sys']);

function pathOf(
  of: TemplateExpression,
  steps: readonly TemplateStep[],
  frame: Frame,
  at: Place,
): ConfigValue {
  const [first, ...behind] = steps;
  if (of.kind === 'name' && first !== undefined && !frame.locals.has(of.name)) {
    if (first.kind === 'method') {
      const own = `${of.name}.${first.name}`;
      const name = NAMESPACES.has(of.name)
        ? first.name
        : frame.names.ownFunction(own) === undefined
          ? ''
          : own;
      if (name !== '') return stepped(call(name, first.args, frame, at, evaluate), behind, frame, at);
    }
  }
  return stepped(evaluate(of, frame), steps, frame, at);
}

function stepped(start: ConfigValue, steps: readonly TemplateStep[], frame: Frame, at: Place): ConfigValue {
  let value = start;
  for (let i = 0; i < steps.length; i += 1) {
    const step = steps[i];
    if (step === undefined) break;
    const handle = handleOf(value);
    const next = steps[i + 1];
    if (handle?.output !== undefined && isAttribute(step, 'outputs') && next?.kind === 'attribute') {
      value =
        handle.output(next.name) ??
        open('what a module gives is not known', at, `${handle.key}.outputs.${next.name}`, [handle.key]);
      i += 1;
      // In JSON the value stands one level deeper.
      const behind = steps[i + 1];
      if (value.kind !== 'map' && isAttribute(behind, 'value')) i += 1;
      continue;
    }
    value = oneStep(value, step, frame, at);
  }
  return value;
}

function isAttribute(step: TemplateStep | undefined, name: string): boolean {
  return step?.kind === 'attribute' && step.name.toLowerCase() === name;
}

function oneStep(value: ConfigValue, step: TemplateStep, frame: Frame, at: Place): ConfigValue {
  const handle = handleOf(value);
  switch (step.kind) {
    case 'method':
      return open(
        'it is asked of the service when it is deployed',
        at,
        `${symbolOf(value)}.${step.name}()`,
        handle === undefined ? [] : [handle.key],
      );
    case 'child':
      return handle?.child?.(step.name) ?? open('a child is not declared', at, step.name);
    case 'attribute':
      return member(value, step.name, step.isSafe, at);
    case 'index': {
      const key = evaluate(step.key, frame);
      if (key.kind === 'unknown') return notComputed('index', [value, key], at);
      if (value.kind !== 'list')
        return key.kind === 'scalar' ? member(value, key.text, step.isSafe, at) : open('no index', at, '');
      const index = numberOf(key);
      if (index === undefined) return open('an index is no number', at, '(index)');
      const item = value.items.at(step.fromEnd ? -index : index);
      return item ?? (step.isSafe ? nothing(at) : open('there is no such item', at, '(item)'));
    }
  }
}

function member(value: ConfigValue, name: string, isSafe: boolean, at: Place): ConfigValue {
  const handle = handleOf(value);
  if (value.kind === 'unknown') {
    const { pieces: _, ...rest } = value;
    return named<Unknown>({ ...rest, at }, `${symbolOf(value)}.${name}`);
  }
  const found = entryOf(value, name);
  if (found !== undefined) return found;
  if (handle !== undefined)
    return open('it is known when it is deployed', at, `${handle.key}.${name}`, [handle.key]);
  return isSafe ? nothing(at) : open(`\`${name.slice(0, 60)}\` is not in the file`, at, `(no ${name})`);
}
