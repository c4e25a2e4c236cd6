/** Values of templates in JSON: texts in brackets are expressions, `copy` inside of properties makes lists. */
import { TheriacError } from '@theriac/core';
import { type ConfigValue, itemsOf, scalar, textOf } from '@theriac/core/configuration';
import { parseTemplateExpression, type TemplateExpression } from '@theriac/read/bicep';
import { fromJson } from '../shared/from-json.ts';
import { listValue, mapValue, numberOf } from '../terraform/values.ts';
import { evaluate } from './evaluate.ts';
import type { Frame } from './frame.ts';
import { entryOf, open, placed } from './symbols.ts';

/** Items that one `copy` makes. */
const MAX_COPIES = 800;

/**
 * A template or a file of parameters: with comments, and texts of several lines.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line, or THERIAC_INPUT_LIMIT when nested too deep
 */
export function templateJson(text: string, path: string): ConfigValue {
  return fromJson(text, path, { comments: true, lineBreaks: true });
}

const parsed = new WeakMap<ConfigValue, TemplateExpression | TheriacError>();

export function jsonValue(value: ConfigValue, frame: Frame): ConfigValue {
  const { budget } = frame.names;
  if (!budget.enter()) return open('values are nested too deep', value.at, '(too deep)');
  try {
    return valueIn(value, frame);
  } finally {
    budget.leave();
  }
}

function valueIn(value: ConfigValue, frame: Frame): ConfigValue {
  frame.names.budget.take(value.at);
  if (value.kind === 'list')
    return listValue(
      value.items.map((item) => jsonValue(item, frame)),
      value.at,
    );
  if (value.kind === 'map') {
    const entries = [...value.entries].flatMap(([key, item]): (readonly [string, ConfigValue])[] =>
      key === 'copy' && item.kind === 'list' ? copies(item, frame) : [[jsonKey(key), jsonValue(item, frame)]],
    );
    return mapValue(entries, value.at);
  }
  const text = textOf(value);
  if (text?.startsWith('[') !== true || !text.endsWith(']')) return value;
  // `[[` is a bracket.
  if (text.startsWith('[[')) return scalar(text.slice(1), value.at);
  const expression = expressionOf(value, text);
  if (expression instanceof TheriacError)
    return open(`an expression cannot be read: ${expression.message}`, value.at, text);
  return placed(evaluate(expression, frame), value.at);
}

/** `[[x]` as a key is `[x]`. */
const jsonKey = (key: string): string => (key.startsWith('[[') ? key.slice(1) : key);

function expressionOf(value: ConfigValue, text: string): TemplateExpression | TheriacError {
  const known = parsed.get(value);
  if (known !== undefined) return known;
  const found = read(value, text);
  parsed.set(value, found);
  return found;
}

function read({ at }: ConfigValue, text: string): TemplateExpression | TheriacError {
  try {
    return parseTemplateExpression(text.slice(1, -1), at.path, at);
  } catch (error) {
    if (error instanceof TheriacError) return error;
    throw error;
  }
}

/** `"copy": [{ "name": "disks", "count": 3, "input": … }]`: the entry `disks`. */
export function copies(value: ConfigValue, frame: Frame): (readonly [string, ConfigValue])[] {
  return itemsOf(value).flatMap((one): (readonly [string, ConfigValue])[] => {
    const name = textOf(entryOf(one, 'name'));
    const input = entryOf(one, 'input');
    const wanted = entryOf(one, 'count');
    if (name === undefined || input === undefined || wanted === undefined) return [];
    const found = jsonValue(wanted, frame);
    const count = numberOf(found);
    if (count === undefined) return [[name, open('how many there are is not known', one.at, `copy ${name}`)]];
    const items = Array.from({ length: Math.max(0, Math.min(count, MAX_COPIES)) }, (_, i) =>
      jsonValue(input, withIndex(frame, name, i, one)),
    );
    return [[name, listValue(items, one.at)]];
  });
}

function withIndex(frame: Frame, name: string, index: number, { at }: ConfigValue): Frame {
  return { ...frame, loops: new Map(frame.loops).set(name.toLowerCase(), scalar(String(index), at)) };
}
