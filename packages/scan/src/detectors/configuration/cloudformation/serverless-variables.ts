/** Variables of the Serverless Framework: those of the service itself are looked up, all others are unknown. */
import { type ConfigValue, entry, list, map, scalar, textOf } from '@theriac/core/configuration';
import { HOLE, type MapValue, textValue, type Unknown, unknown } from '../terraform/values.ts';

/** Variables that name variables. */
const MAX_DEPTH = 20;
const MAX_LEVELS = 100;
const MAX_STEPS = 500_000;

/** `${self:custom.stage, 'dev'}`; functions of CloudFormation (`${AWS::Region}`, `${Bucket}`) are not these. */
const VARIABLE = /\$\{([a-z][A-Za-z0-9]{0,30}(?:\([^${}()]{0,200}\))?:(?!:)[^${}]{0,400})\}/g;
const WHOLE = /^(?:\$\{([a-z][A-Za-z0-9]{0,30}(?:\([^${}()]{0,200}\))?:(?!:)[^${}]{0,400})\})$/;

export function withVariables(document: ConfigValue): MapValue {
  const found = new Variables(document).value(document, 0, 0);
  return found.kind === 'map' ? found : map([], document.at);
}

class Variables {
  readonly #document: ConfigValue;
  #steps = 0;

  constructor(document: ConfigValue) {
    this.#document = document;
  }

  value(value: ConfigValue, level: number, depth: number): ConfigValue {
    this.#steps += 1;
    if (level > MAX_LEVELS || this.#steps > MAX_STEPS) return unknown('values are nested too deep', value.at);
    if (value.kind === 'list')
      return list(
        value.items.map((item) => this.value(item, level + 1, depth)),
        value.at,
      );
    if (value.kind === 'map')
      return map(
        [...value.entries].map(([key, item]) => [key, this.value(item, level + 1, depth)] as const),
        value.at,
      );
    return value.kind === 'scalar' && value.text.includes('${')
      ? this.#text(value.text, value.at, depth)
      : value;
  }

  #text(text: string, at: ConfigValue['at'], depth: number): ConfigValue {
    const whole = WHOLE.exec(text)?.[1];
    if (whole !== undefined) return this.#looked(whole, at, depth);
    let open: Unknown | undefined;
    const filled = text.replaceAll(VARIABLE, (_, inner: string) => {
      const found = this.#looked(inner, at, depth);
      if (found.kind === 'unknown') open ??= found;
      return textOf(found) ?? HOLE;
    });
    // A variable inside of a variable.
    if (/\$\{[a-z][A-Za-z0-9]{0,30}:(?!:)/.test(filled)) return unknown('it depends on a variable', at);
    return textValue(filled, at, open, []);
  }

  #looked(inner: string, at: ConfigValue['at'], depth: number): ConfigValue {
    for (const part of inner.split(',')) {
      const name = part.trim();
      const own = /^self:(.+)$/.exec(name)?.[1];
      if (own !== undefined) {
        const found = own
          .split('.')
          .reduce<ConfigValue | undefined>((one, key) => entry(one, key), this.#document);
        if (found === undefined) continue;
        return depth > MAX_DEPTH ? unknown('variables name each other', at) : this.value(found, 0, depth + 1);
      }
      const literal = /^(?:'([^']*)'|"([^"]*)"|(true|false|\d+))$/.exec(name);
      if (literal !== null) return scalar(literal[1] ?? literal[2] ?? literal[3] ?? '', at);
      // Options of the command have a default after them, where there is one.
      if (!name.startsWith('opt:')) return unknown('it is read from outside of the file', at);
    }
    return unknown('a variable has no value in the file', at);
  }
}
