/** Templates in both syntaxes as values in which every function is written in its long form: `{ Ref: … }`, `{ Fn::Sub: … }`. */
import type { TargetFile } from '@theriac/core';
import { type ConfigValue, list, map, scalar } from '@theriac/core/configuration';
import { readYaml, YamlMap, type YamlNode } from '@theriac/read/yaml';
import type { Report } from '../contract.ts';
import { fromJson } from '../shared/from-json.ts';
import { unknown } from '../terraform/values.ts';

/** Deeper than anything that the service accepts. */
const MAX_DEPTH = 100;

/** @throws TheriacError THERIAC_INPUT_SYNTAX or THERIAC_INPUT_LIMIT with the line */
export async function sourceOf(file: TargetFile, report: Report): Promise<readonly ConfigValue[]> {
  if (/^\s{0,1000}\{/.test(file.text())) return [fromJson(file.text(), file.path)];
  const documents = await readYaml(file, report);
  return documents.map((document) => longForm(document, file.path, 0));
}

function longForm(node: YamlNode, path: string, depth: number): ConfigValue {
  const at = { path, line: node.line, column: node.column };
  const value = plain(node, at, path, depth);
  if (node.tag === undefined) return value;
  const name = node.tag.slice(1);
  return map([[name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`, value]], at);
}

function plain({ value }: YamlNode, at: ConfigValue['at'], path: string, depth: number): ConfigValue {
  if (value === null || value === 'null' || value === '~') return { kind: 'empty', at };
  if (typeof value === 'string') return scalar(value, at);
  if (depth > MAX_DEPTH) return unknown('values are nested too deep', at);
  if (value instanceof YamlMap)
    return map(
      [...value.entries].map(([key, item]) => [key, longForm(item, path, depth + 1)] as const),
      at,
    );
  return list(
    value.map((item) => longForm(item, path, depth + 1)),
    at,
  );
}
