/** JSON texts as values with places; parts that are not known stay unknown inside. */
import { TheriacError } from '@theriac/core';
import { type ConfigValue, type Place, scalar } from '@theriac/core/configuration';
import { type HclExpression, readJsonAsHcl } from '@theriac/read/hcl';
import { HOLE, listValue, mapValue, nothing, textValue, unknown } from './values.ts';

/**
 * @param at of the first character of the text
 * @returns undefined for what is no JSON
 */
export function jsonValue(text: string, at: Place, open?: ConfigValue): ConfigValue | undefined {
  try {
    return constant(readJsonAsHcl(holesQuoted(text), at.path), at, open);
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    return undefined;
  }
}

/** Holes outside of strings stand for whole values. */
function holesQuoted(text: string): string {
  if (!text.includes(HOLE)) return text;
  let result = '';
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (inString && char === '\\') {
      result += char + (text[at + 1] ?? '');
      at += 1;
    } else if (char === '"') {
      inString = !inString;
      result += char;
    } else result += char === HOLE && !inString ? `"${HOLE}"` : char;
  }
  return result;
}

/** An expression without variables: JSON, and literals of HCL. */
export function constant(node: HclExpression, start: Place, open?: ConfigValue): ConfigValue {
  const at = {
    path: start.path,
    line: start.line + node.line - 1,
    // Of a heredoc: each of its lines is indented alike.
    column: start.column + node.column - 1,
  };
  const why = open?.kind === 'unknown' ? open : undefined;
  switch (node.kind) {
    case 'literal':
      return node.value === null ? nothing(at) : textValue(String(node.value), at, why, why?.refers ?? []);
    case 'prefix': {
      const of = constant(node.of, start, open);
      return of.kind === 'scalar' && node.signs.length === 1 ? scalar(`-${of.text}`, at) : of;
    }
    case 'list':
      return listValue(
        node.items.map((item) => constant(item, start, open)),
        at,
      );
    case 'object':
      return mapValue(
        node.entries.flatMap(({ key, value }) =>
          key.kind === 'literal' ? [[String(key.value), constant(value, start, open)] as const] : [],
        ),
        at,
      );
    default:
      return unknown('is not constant', at);
  }
}
