/** Values of parameters: given by who calls, by a file of parameters, or by default. */
import { type ConfigValue, entry, matchesGlob, type Place, textOf } from '@theriac/core/configuration';
import { NO_SECRETS } from '../terraform/rules/placeholders.ts';
import { refersOf } from '../terraform/values.ts';
import { entryOf, open, writtenSecret } from './symbols.ts';

/** By name in small letters. */
export type Given = ReadonlyMap<string, ConfigValue>;

export function parameterValue(
  name: string,
  at: Place,
  scope: string,
  isSecure: boolean,
  given: ConfigValue | undefined,
  fallback: () => ConfigValue | undefined,
): ConfigValue {
  const symbol = `${scope}parameters(${name.toLowerCase()})`;
  if (isSecure) {
    const value = given ?? fallback();
    const text = textOf(value);
    const isWritten =
      text !== undefined &&
      refersOf(value).length === 0 &&
      !NO_SECRETS.some((pattern) => matchesGlob(text, pattern));
    return open(
      `the parameter ${name} is a secret`,
      isWritten ? (value?.at ?? at) : at,
      isWritten ? writtenSecret(symbol) : symbol,
      refersOf(value),
    );
  }
  return given ?? fallback() ?? open(`the parameter ${name} has no value in the files`, at, symbol);
}

/** `{ "x": { "value": … } }`; what a vault holds is not known. */
export function givenValues(
  parameters: ConfigValue | undefined,
  value: (value: ConfigValue) => ConfigValue,
): Map<string, ConfigValue> {
  const found = new Map<string, ConfigValue>();
  for (const [name, one] of parameters?.kind === 'map' ? parameters.entries : []) {
    const known = entryOf(one, 'value');
    if (known !== undefined) found.set(name.toLowerCase(), value(known));
    else if (entry(one, 'reference') !== undefined)
      found.set(name.toLowerCase(), open('it is read from a key vault', one.at, `vault(${name})`));
  }
  return found;
}

const SECURE = new Set(['securestring', 'secureobject']);

export const isSecureType = (type: string | undefined): boolean => SECURE.has(type?.toLowerCase() ?? '');
