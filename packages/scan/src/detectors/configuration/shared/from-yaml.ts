/** YAML as configuration values. */
import { TheriacError } from '@theriac/core';
import { type ConfigValue, list, map, scalar } from '@theriac/core/configuration';
import { YamlMap, type YamlNode } from '@theriac/read/yaml';

const MAX_DEPTH = 100;

/** Values that aliases repeat, in one document: nested aliases multiply. */
const MAX_REPEATED = 50_000;

/**
 * @throws TheriacError THERIAC_INPUT_LIMIT for what is nested too deep or repeated too often: half of a file says nothing
 * @param read what a scalar becomes; absent: what is written
 * @param lineOf the line to name for a line of the document, where it is not the file itself
 * @param tagged told of values with a tag of the application: `!reset`
 */
export function fromYaml(
  node: YamlNode,
  path: string,
  read: (text: string, at: ConfigValue['at']) => ConfigValue = scalar,
  lineOf: (line: number) => number = (line) => line,
  tagged?: (value: ConfigValue, tag: string) => void,
): ConfigValue {
  const seen = new Set<unknown>();
  let repeated = 0;
  const convert = (node: YamlNode, depth: number, isRepeated: boolean): ConfigValue => {
    const value = converted(node, depth, isRepeated);
    if (node.tag !== undefined) tagged?.(value, node.tag);
    return value;
  };
  const converted = ({ value, ...place }: YamlNode, depth: number, isRepeated: boolean): ConfigValue => {
    const at = { path, line: lineOf(place.line), column: place.column };
    // The reader keeps what is written; nobody calls a setting `null`.
    if (value === null || value === 'null' || value === '~') return { kind: 'empty', at };
    if (isRepeated) repeated += 1;
    if (repeated > MAX_REPEATED)
      throw new TheriacError('THERIAC_INPUT_LIMIT', 'aliases repeat too much', { path, line: at.line });
    if (typeof value === 'string') return read(value, at);
    if (depth > MAX_DEPTH)
      throw new TheriacError('THERIAC_INPUT_LIMIT', 'values are nested too deep', { path, line: at.line });
    const again = isRepeated || seen.has(value);
    seen.add(value);
    if (Array.isArray(value))
      return list(
        value.map((item) => convert(item, depth + 1, again)),
        at,
      );
    if (value instanceof YamlMap)
      return map(
        [...value.entries].map(([key, item]) => [key, convert(item, depth + 1, again)] as const),
        at,
      );
    return { kind: 'empty', at };
  };
  return convert(node, 0, false);
}
