/** Files of parameters beside templates: `main.parameters.json` for `main.json`. */
import { TheriacError } from '@theriac/core';
import type { ConfigValue } from '@theriac/core/configuration';
import { equals, unknownIn } from '../terraform/values.ts';
import { templateJson } from './json-value.ts';
import { type Given, givenValues } from './parameters.ts';
import { entryOf, open } from './symbols.ts';

/** Files of parameters of one template that are looked at. */
const MOST = 20;

/**
 * What the files give; where several differ, the value is not known.
 * @param names of the files beside the template
 */
export function parametersBeside(
  path: string,
  names: readonly string[],
  readText: (path: string) => string | undefined,
): Given {
  const slash = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, slash);
  const stem = path.slice(slash).replace(/\.(?:json|bicep)$/, '');
  const found = names.filter(
    (name) =>
      name.startsWith(`${stem}.`) && name.endsWith('.json') && name.slice(stem.length).includes('.param'),
  );
  const exact = found.filter((name) => name.slice(stem.length) === '.parameters.json');
  const files = (exact.length > 0 ? exact : found)
    .slice(0, MOST)
    .map((name) => readOne(`${folder}${name}`, readText));
  return agreed(files.filter((one) => one !== undefined));
}

function readOne(path: string, readText: (path: string) => string | undefined): Given | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  try {
    return givenValues(entryOf(templateJson(text, path), 'parameters'), placeholder);
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    return undefined;
  }
}

/** `GEN-UNIQUE`, `<your password>` and `#{token}#` are filled in before it is deployed. */
function placeholder(value: ConfigValue): ConfigValue {
  return value.kind === 'scalar' && /^(?:GEN[-_]|<|#\{|\{\{|__|\$\()/.test(value.text)
    ? open('it is filled in before it is deployed', value.at, `filled ${value.at.line}`)
    : value;
}

export function agreed(files: readonly Given[]): Given {
  const [first, ...others] = files;
  if (first === undefined || others.length === 0) return first ?? new Map();
  const found = new Map<string, ConfigValue>();
  for (const name of new Set(files.flatMap((file) => [...file.keys()]))) {
    const values = files.map((file) => file.get(name));
    const [one] = values;
    const isSame =
      one !== undefined &&
      unknownIn(one) === undefined &&
      values.every((other) => other !== undefined && equals(one, other) === true);
    const at = values.find((value) => value !== undefined)?.at ?? { path: '', line: 1, column: 1 };
    found.set(name, isSame ? one : open('files of parameters differ', at, `parameters(${name})`));
  }
  return found;
}
