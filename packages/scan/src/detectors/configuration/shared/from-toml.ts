/** TOML as configuration values. */
import { type ConfigValue, list, map, type Place } from '@theriac/core/configuration';
import { TomlArray, TomlTable, type TomlValue } from '@theriac/read/toml';
import { written } from './written.ts';

const MAX_DEPTH = 100;

/** @param at of the key */
export function fromToml(value: TomlValue, at: Place, depth = 0): ConfigValue {
  if (depth > MAX_DEPTH) return { kind: 'unknown', reason: 'values are nested too deep', at };
  if (value instanceof TomlTable)
    return map(
      value
        .entries()
        .map(
          ([key, item]) =>
            [key, fromToml(item, { ...value.positionOf(key), path: at.path }, depth + 1)] as const,
        ),
      at,
    );
  if (value instanceof TomlArray)
    return list(
      value.items.map((item, i) =>
        fromToml(item, { ...(value.positionOf(i) ?? at), path: at.path }, depth + 1),
      ),
      at,
    );
  return written(typeof value === 'object' ? value.datetime : String(value), at);
}
