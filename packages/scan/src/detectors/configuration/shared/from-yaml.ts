/** YAML as configuration values. */
import { type ConfigValue, list, map, scalar } from '@theriac/core/configuration';
import { YamlMap, type YamlNode } from '@theriac/read/yaml';

const MAX_DEPTH = 100;

/**
 * @param read what a scalar becomes; absent: what is written
 * @param lineOf the line to name for a line of the document, where it is not the file itself
 */
export function fromYaml(
  node: YamlNode,
  path: string,
  read: (text: string, at: ConfigValue['at']) => ConfigValue = scalar,
  lineOf: (line: number) => number = (line) => line,
  depth = 0,
): ConfigValue {
  const at = { path, line: lineOf(node.line), column: node.column };
  const inner = (item: YamlNode): ConfigValue => fromYaml(item, path, read, lineOf, depth + 1);
  const { value } = node;
  // The reader keeps what is written; nobody calls a setting `null`.
  if (value === null || value === 'null' || value === '~') return { kind: 'empty', at };
  if (typeof value === 'string') return read(value, at);
  if (depth > MAX_DEPTH) return { kind: 'unknown', reason: 'values are nested too deep', at };
  if (Array.isArray(value)) return list(value.map(inner), at);
  if (value instanceof YamlMap)
    return map(
      [...value.entries].map(([key, item]) => [key, inner(item)] as const),
      at,
    );
  return { kind: 'empty', at };
}
