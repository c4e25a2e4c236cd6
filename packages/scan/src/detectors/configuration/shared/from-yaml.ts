/** YAML as configuration values. */
import { type ConfigValue, list, map, scalar } from '@theriac/core/configuration';
import { YamlMap, type YamlNode } from '@theriac/read/yaml';

const MAX_DEPTH = 100;

/** @param read what a scalar becomes; absent: what is written */
export function fromYaml(
  node: YamlNode,
  path: string,
  read: (text: string, at: ConfigValue['at']) => ConfigValue = scalar,
  depth = 0,
): ConfigValue {
  const at = { path, line: node.line, column: node.column };
  const { value } = node;
  if (value === null) return { kind: 'empty', at };
  if (typeof value === 'string') return read(value, at);
  if (depth > MAX_DEPTH) return { kind: 'unknown', reason: 'values are nested too deep', at };
  if (Array.isArray(value))
    return list(
      value.map((item) => fromYaml(item, path, read, depth + 1)),
      at,
    );
  if (value instanceof YamlMap)
    return map(
      [...value.entries].map(([key, item]) => [key, fromYaml(item, path, read, depth + 1)] as const),
      at,
    );
  return { kind: 'empty', at };
}
