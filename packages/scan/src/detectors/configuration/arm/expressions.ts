/** Expressions of templates (`[parameters('x')]`): parameters with defaults, variables, and what they are joined to. */
import { type ConfigValue, entry, list, map, scalar, textOf } from '@theriac/core/configuration';
import { unknown } from '../terraform/values.ts';

/** Variables that name variables. */
const MAX_DEPTH = 60;
const MAX_STEPS = 500_000;

const LOOKED_UP = /^(parameters|variables)\(\s{0,9}'([\w-]{1,200})'\s{0,9}\)((?:\.\w{1,200}){0,20})$/;

export class Expressions {
  readonly #template: ConfigValue;
  #steps = 0;

  constructor(template: ConfigValue) {
    this.#template = template;
  }

  value(value: ConfigValue, depth = 0): ConfigValue {
    this.#steps += 1;
    if (depth > MAX_DEPTH || this.#steps > MAX_STEPS) return unknown('values are nested too deep', value.at);
    if (value.kind === 'list')
      return list(
        value.items.map((item) => this.value(item, depth + 1)),
        value.at,
      );
    if (value.kind === 'map')
      return map(
        [...value.entries].map(([key, item]) => [key, this.value(item, depth + 1)] as const),
        value.at,
      );
    const text = textOf(value);
    if (text?.startsWith('[') !== true || !text.endsWith(']')) return value;
    // `[[` is a bracket.
    if (text.startsWith('[[')) return scalar(text.slice(1), value.at);
    return this.#expression(text.slice(1, -1).trim(), value, depth);
  }

  #expression(text: string, { at }: ConfigValue, depth: number): ConfigValue {
    if (text === 'true()' || text === 'false()') return scalar(text.slice(0, -2), at);
    const [, from, name = '', path = ''] = LOOKED_UP.exec(text) ?? [];
    if (from === undefined) return unknown('an expression computes it when it is deployed', at);
    const declared = entry(entry(this.#template, from), name);
    const given = from === 'parameters' ? entry(declared, 'defaultValue') : declared;
    if (given === undefined) return unknown(`the ${from.slice(0, -1)} ${name} has no value in the file`, at);
    const found = path
      .split('.')
      .filter((key) => key !== '')
      .reduce<ConfigValue | undefined>((one, key) => entry(one, key), this.value(given, depth + 1));
    return found === undefined ? unknown(`${name}${path} is not in the file`, at) : { ...found, at };
  }
}
