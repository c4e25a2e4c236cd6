/** Types of variables, as far as they give values: `optional(type, default)` of objects, and sets. */
import type { ConfigValue } from '@theriac/core/configuration';
import type { HclExpression } from '@theriac/read/hcl';
import { asSet } from './functions/collections.ts';
import { listValue, mapValue, nothing } from './values.ts';

/** @param evaluate for the defaults, which are constant */
export function withType(
  value: ConfigValue,
  type: HclExpression,
  evaluate: (node: HclExpression) => ConfigValue,
): ConfigValue {
  if (type.kind !== 'call') return value;
  const [first, second] = type.args;
  switch (type.name) {
    case 'optional':
      return first === undefined ? value : withType(value, first, evaluate);
    case 'list':
    case 'set': {
      if (value.kind !== 'list' || first === undefined) return value;
      const items = value.items.map((item) => withType(item, first, evaluate));
      return type.name === 'set' ? asSet(items, value.at) : listValue(items, value.at);
    }
    case 'map':
      if (value.kind !== 'map' || first === undefined) return value;
      return mapValue(
        [...value.entries].map(([key, item]) => [key, withType(item, first, evaluate)] as const),
        value.at,
      );
    case 'object': {
      if (value.kind !== 'map' || first?.kind !== 'object' || second !== undefined) return value;
      const entries = first.entries.flatMap(({ key, value: wanted }): (readonly [string, ConfigValue])[] => {
        if (key.kind !== 'literal') return [];
        const name = String(key.value);
        const given = value.entries.get(name);
        if (given !== undefined && given.kind !== 'empty') return [[name, withType(given, wanted, evaluate)]];
        const otherwise = wanted.kind === 'call' && wanted.name === 'optional' ? wanted.args[1] : undefined;
        const found = otherwise === undefined ? nothing(value.at) : evaluate(otherwise);
        return [[name, withType(found, wanted, evaluate)]];
      });
      return mapValue(entries, value.at);
    }
    default:
      return value;
  }
}
