/** JSON as configuration values. */
import { type ConfigValue, list, map, type Place, scalar } from '@theriac/core/configuration';
import { type JsonDocument, type JsonValue, parseJson } from '@theriac/read/json';

/** Objects and lists inside each other; what is deeper is unknown. */
const LEVELS = 40;

/**
 * @param read what a text becomes; absent: what is written
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line, or THERIAC_INPUT_LIMIT when nested too deep
 */
export function fromJson(
  text: string,
  path: string,
  options: {
    readonly comments?: boolean;
    readonly lineBreaks?: boolean;
    readonly read?: (text: string, at: Place) => ConfigValue;
  } = {},
): ConfigValue {
  const { comments = false, lineBreaks = false, read = scalar } = options;
  const document = parseJson(text, path, { comments, lineBreaks, levels: LEVELS });
  return valueAt(document, document.value, [], path, read);
}

function valueAt(
  document: JsonDocument,
  value: JsonValue,
  way: (string | number)[],
  path: string,
  read: (text: string, at: Place) => ConfigValue,
): ConfigValue {
  const place = way.length === 0 ? { line: 1, column: 1 } : document.position(...way);
  const at = { path, line: place?.line ?? 1, column: place?.column ?? 1 };
  if (value === null) return { kind: 'empty', at };
  if (typeof value === 'string') return read(value, at);
  if (typeof value !== 'object') return scalar(String(value), at);
  if (way.length >= LEVELS) return { kind: 'unknown', reason: 'values are nested too deep', at };
  if (Array.isArray(value))
    return list(
      value.map((item, i) => valueAt(document, item, [...way, i], path, read)),
      at,
    );
  return map(
    Object.entries(value).map(
      ([key, item]) => [key, valueAt(document, item, [...way, key], path, read)] as const,
    ),
    at,
  );
}
