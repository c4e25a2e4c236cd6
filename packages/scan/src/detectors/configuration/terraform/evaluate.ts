/** Evaluates expressions of HCL. What depends on the outside is unknown; nothing is run. */
import { type ConfigValue, type Place, scalar } from '@theriac/core/configuration';
import type { HclExpression, HclFor, HclPart, HclStep } from '@theriac/read/hcl';
import { callFunction } from './functions/call.ts';
import { loopEnv } from './loop.ts';
import { operate } from './operators.ts';
import type { Env, EvaluatedStep, Names, Scope } from './scope.ts';
import { TemplateWriter } from './template-writer.ts';
import {
  boolean,
  bounded,
  listValue,
  mapValue,
  missing,
  nothing,
  number,
  pairsOf,
  refersOf,
  truth,
  type Unknown,
  unknown,
} from './values.ts';

export function evaluate(node: HclExpression, env: Env): ConfigValue {
  const { budget } = env.scope;
  const at = { path: env.path, line: node.line, column: node.column };
  const value = budget.enter() ? evaluated(node, env, at) : unknown('there is too much to evaluate', at);
  budget.leave();
  return value;
}

function evaluated(node: HclExpression, env: Env, at: Place): ConfigValue {
  switch (node.kind) {
    case 'literal':
      return node.value === null ? nothing(at) : scalar(String(node.value), at);
    case 'template':
      return template(node.parts, env, at);
    case 'list':
      return listValue(
        node.items.map((item) => evaluate(item, env)),
        at,
      );
    case 'object':
      return objectOf(node.entries, env, at);
    case 'for':
      return forValue(node, env, at);
    case 'name':
      return named(node.name, [], env, at);
    case 'path':
      return pathValue(node, env, at);
    case 'call':
      return callFunction(
        node,
        {
          scope: env.scope,
          evaluate: (inner) => evaluate(inner, env),
          evaluateTemplate: (inner, path, variables) =>
            evaluate(inner, { scope: closedScope(env.scope), path, names: namesOf(variables) }),
        },
        at,
      );
    case 'operators':
      return operate(node, (inner) => evaluate(inner, env), at);
    case 'prefix':
      return node.signs.reduceRight((value, sign) => prefixed(sign, value, at), evaluate(node.of, env));
    case 'conditional':
      return conditional(node, env, at);
  }
}

function namesOf(variables: ConfigValue): Names | undefined {
  let names: Names | undefined;
  for (const [name, value] of pairsOf(variables) ?? []) names = { name, value, outer: names };
  return names;
}

/** Template files see the variables that they are given, and nothing else. */
function closedScope(scope: Scope): Scope {
  return {
    ...scope,
    refer: (root, _, at) => ({ value: missing(`the template has no variable ${root}`, at), used: 0 }),
  };
}

function named(name: string, steps: readonly EvaluatedStep[], env: Env, at: Place): ConfigValue {
  for (let names = env.names; names !== undefined; names = names.outer)
    if (names.name === name) return follow(names.value, steps, at);
  const { value, used } = env.scope.refer(name, steps, at);
  return follow(value, steps.slice(used), at);
}

function pathValue(node: HclExpression & { readonly kind: 'path' }, env: Env, at: Place): ConfigValue {
  const steps = node.steps.map((step) => evaluatedStep(step, env));
  return node.of.kind === 'name'
    ? named(node.of.name, steps, env, at)
    : follow(evaluate(node.of, env), steps, at);
}

function evaluatedStep(step: HclStep, env: Env): EvaluatedStep {
  return step.kind === 'index' ? { kind: 'index', key: evaluate(step.key, env) } : step;
}

/** Goes along attributes, indices and splats. */
export function follow(start: ConfigValue, steps: readonly EvaluatedStep[], at: Place): ConfigValue {
  let value = start;
  for (const [i, step] of steps.entries()) {
    if (step.kind === 'splat') {
      const rest = steps.slice(i + 1);
      const along = step.attributesOnly ? rest.findIndex(({ kind }) => kind !== 'attribute') : -1;
      const [inner, after] = along < 0 ? [rest, []] : [rest.slice(0, along), rest.slice(along)];
      if (value.kind === 'unknown') return follow(withoutPieces(value), inner, at);
      const items = value.kind === 'list' ? value.items : value.kind === 'empty' ? [] : [value];
      const all = listValue(
        items.map((item) => follow(item, inner, at)),
        at,
      );
      return follow(all, after, at);
    }
    value = stepInto(value, step, at);
  }
  return value;
}

function stepInto(
  value: ConfigValue,
  step: EvaluatedStep & { readonly kind: 'attribute' | 'index' },
  at: Place,
): ConfigValue {
  if (value.kind === 'unknown') return withoutPieces(value);
  const key = step.kind === 'attribute' ? scalar(step.name, at) : step.key;
  if (key.kind === 'unknown') return unknown(key.reason, at, allRefers(value));
  if (key.kind !== 'scalar') return unknown('the index is no text and no number', at);
  if (value.kind === 'map')
    return value.entries.get(key.text) ?? missing(`there is no \`${key.text.slice(0, 60)}\``, at);
  if (value.kind === 'list') {
    const index = Number(key.text);
    const found = value.items[index < 0 ? Number.NaN : index];
    return found ?? missing('there is no such item', at);
  }
  return missing('it has no attributes', at);
}

function withoutPieces(value: Unknown): Unknown {
  if (value.pieces === undefined) return value;
  return unknown(value.reason, value.at, value.refers);
}

function allRefers(value: ConfigValue): readonly string[] {
  const items = pairsOf(value) ?? [];
  return [...new Set(items.slice(0, 100).flatMap(([, item]) => refersOf(item)))];
}

function prefixed(sign: string, value: ConfigValue, at: Place): ConfigValue {
  if (value.kind === 'unknown') return withoutPieces(value);
  if (sign === '!') {
    const found = truth(value);
    return found === undefined ? missing('it is neither true nor false', at) : boolean(!found, at);
  }
  const found = value.kind === 'scalar' ? Number(value.text) : Number.NaN;
  return Number.isNaN(found) ? missing('it is no number', at) : number(-found, at);
}

function conditional(
  { branches, otherwise }: HclExpression & { readonly kind: 'conditional' },
  env: Env,
  at: Place,
): ConfigValue {
  for (const [i, { condition, result }] of branches.entries()) {
    const value = evaluate(condition, env);
    const holds = truth(value);
    if (holds === true) return evaluate(result, env);
    if (holds === false) continue;
    const open = value.kind === 'unknown' ? value : missing('the condition is neither true nor false', at);
    const rest: HclExpression =
      i + 1 < branches.length
        ? {
            kind: 'conditional',
            branches: branches.slice(i + 1),
            otherwise,
            line: at.line,
            column: at.column,
          }
        : otherwise;
    return either(open, [evaluate(result, env), evaluate(rest, env)], at);
  }
  return evaluate(otherwise, env);
}

/** One of several values; known where they are equal, and set where each is. */
function either(open: ConfigValue, values: readonly ConfigValue[], at: Place): ConfigValue {
  const [first, ...rest] = values;
  if (first?.kind === 'scalar' && rest.every((one) => one.kind === 'scalar' && one.text === first.text))
    return first;
  const reason = open.kind === 'unknown' ? open.reason : 'the condition is not known';
  const isSet = values.every((one) => one.kind === 'scalar' || refersOf(one).length > 0);
  const refers = [...new Set(values.flatMap(refersOf))];
  return unknown(reason, at, isSet ? refers : []);
}

function objectOf(
  entries: readonly { readonly key: HclExpression; readonly value: HclExpression }[],
  env: Env,
  at: Place,
): ConfigValue {
  const found: (readonly [string, ConfigValue])[] = [];
  for (const { key, value } of entries) {
    const name = evaluate(key, env);
    if (name.kind === 'unknown') return unknown(name.reason, at, name.refers);
    if (name.kind === 'scalar') found.push([name.text, evaluate(value, env)]);
  }
  return mapValue(found, at);
}

function forValue(node: HclFor, env: Env, at: Place): ConfigValue {
  const over = evaluate(node.over, env);
  const pairs = pairsOf(over);
  if (pairs === undefined)
    return over.kind === 'unknown' ? withoutPieces(over) : missing('it cannot be gone through', at);
  const items: ConfigValue[] = [];
  const entries = new Map<string, ConfigValue>();
  const groups = new Map<string, ConfigValue[]>();
  for (const [key, value] of pairs) {
    if (!env.scope.budget.spend(1)) return unknown('there is too much to evaluate', at);
    const inner = loopEnv(node, key, value, env, at);
    if (node.condition !== undefined) {
      const condition = evaluate(node.condition, inner);
      const holds = truth(condition);
      if (holds === undefined)
        return unknown(condition.kind === 'unknown' ? condition.reason : 'the condition is not known', at);
      if (!holds) continue;
    }
    const result = evaluate(node.result, inner);
    if (node.key === undefined) {
      items.push(result);
      continue;
    }
    const name = evaluate(node.key, inner);
    if (name.kind !== 'scalar')
      return unknown(name.kind === 'unknown' ? name.reason : 'a key is no text', at, allRefers(over));
    if (node.groups) groups.set(name.text, [...(groups.get(name.text) ?? []), result]);
    else entries.set(name.text, result);
  }
  if (node.key === undefined) return listValue(items, at);
  for (const [key, values] of groups) entries.set(key, listValue(values, at));
  return mapValue(entries, at);
}

/** A template; `${x}` alone is the value itself. */
function template(parts: readonly HclPart[], env: Env, at: Place): ConfigValue {
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'value') return evaluate(only.value, env);
  const writer = new TemplateWriter(env, at, evaluate);
  writer.write(parts);
  return bounded(writer.value());
}
