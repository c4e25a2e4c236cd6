/** Templates in both syntaxes as values in which every function is written in its long form: `{ Ref: … }`, `{ Fn::Sub: … }`. */
import { type TargetFile, TheriacError } from '@theriac/core';
import { type ConfigValue, list, map, scalar } from '@theriac/core/configuration';
import { readYaml, YamlMap, type YamlNode } from '@theriac/read/yaml';
import type { Report } from '../contract.ts';
import { fromJson } from '../shared/from-json.ts';

/** Deeper than anything that the service accepts. */
const MAX_DEPTH = 100;

/** @throws TheriacError THERIAC_INPUT_SYNTAX or THERIAC_INPUT_LIMIT with the line */
export async function sourceOf(file: TargetFile, report: Report): Promise<readonly ConfigValue[]> {
  if (/^\s{0,1000}\{/.test(file.text())) return [fromJson(file.text(), file.path)];
  const documents = await readYaml(file, report);
  return documents.map((document) => new LongForm(file.path).of(document, 0, false));
}

/** Values that aliases repeat, in one document: nested aliases multiply. */
const MAX_REPEATED = 50_000;

class LongForm {
  readonly #path: string;
  readonly #seen = new Set<unknown>();
  #repeated = 0;

  constructor(path: string) {
    this.#path = path;
  }

  of(node: YamlNode, depth: number, isRepeated: boolean): ConfigValue {
    const at = { path: this.#path, line: node.line, column: node.column };
    const value = this.#plain(node, at, depth, isRepeated);
    if (node.tag === undefined) return value;
    const name = node.tag.slice(1);
    return map([[name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`, value]], at);
  }

  #plain({ value }: YamlNode, at: ConfigValue['at'], depth: number, isRepeated: boolean): ConfigValue {
    if (value === null || value === 'null' || value === '~') return { kind: 'empty', at };
    if (isRepeated) this.#repeated += 1;
    if (this.#repeated > MAX_REPEATED) throw limit('aliases repeat too much', at);
    if (typeof value === 'string') return scalar(value, at);
    if (depth > MAX_DEPTH) throw limit('values are nested too deep', at);
    const again = isRepeated || this.#seen.has(value);
    this.#seen.add(value);
    if (value instanceof YamlMap)
      return map(
        [...value.entries].map(([key, item]) => [key, this.of(item, depth + 1, again)] as const),
        at,
      );
    return list(
      value.map((item) => this.of(item, depth + 1, again)),
      at,
    );
  }
}

function limit(message: string, { path, line }: ConfigValue['at']): TheriacError {
  return new TheriacError('THERIAC_INPUT_LIMIT', message, { path, line });
}
