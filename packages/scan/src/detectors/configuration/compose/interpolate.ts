/** Variables in the texts of Compose files. https://docs.docker.com/reference/compose-file/interpolation/ */
import { type ConfigValue, type Place, scalar } from '@theriac/core/configuration';

/** Values inside of defaults. */
const MAX_DEPTH = 10;

export type Variables = ReadonlyMap<string, string>;

interface Result {
  readonly text: string;
  /** A variable that has no value in the files. */
  readonly missing: string | undefined;
}

/** @param variables of the `.env` file of the project; the shell of whoever starts it may have others */
export function interpolated(text: string, at: Place, variables: Variables): ConfigValue {
  if (!text.includes('$')) return scalar(text, at);
  const { text: value, missing } = filled(text, variables, 0);
  return missing === undefined
    ? scalar(value, at)
    : { kind: 'unknown', reason: `the variable ${missing} has no value in the file`, at, ...piecesOf(value) };
}

/** Stands for the value of a variable that is not known. */
export const HOLE = '\uE000';

function piecesOf(text: string): { readonly pieces?: readonly string[] } {
  const pieces = text.split(HOLE);
  // Without a known part it may be empty, which is as if it were not there.
  return pieces.every((piece) => piece === '') ? {} : { pieces };
}

function filled(text: string, variables: Variables, depth: number): Result {
  let result = '';
  let missing: string | undefined;
  for (let i = 0; i < text.length; ) {
    const dollar = text.indexOf('$', i);
    if (dollar < 0) return { text: result + text.slice(i), missing };
    result += text.slice(i, dollar);
    i = dollar + 1;
    if (text[i] === '$') {
      result += '$';
      i += 1;
      continue;
    }
    const isBraced = text[i] === '{';
    const [name] = NAME.exec(text.slice(i + (isBraced ? 1 : 0), i + 101)) ?? [];
    if (name === undefined) {
      result += '$';
      continue;
    }
    i += name.length + (isBraced ? 1 : 0);
    const end = isBraced ? closing(text, i) : i;
    const found = isBraced ? chosen(name, text.slice(i, end), variables, depth) : plain(name, variables);
    result += found.text;
    missing ??= found.missing;
    i = isBraced ? end + 1 : end;
  }
  return { text: result, missing };
}

const NAME = /^[A-Za-z_]\w{0,98}/;

/** Where the brace that is open closes; the end where it does not. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '{') depth += 1;
    else if (text[i] === '}') depth -= 1;
    if (depth === 0) return i;
  }
  return text.length;
}

function plain(name: string, variables: Variables): Result {
  const value = variables.get(name);
  return { text: value ?? HOLE, missing: value === undefined ? name : undefined };
}

/** @param rest what follows the name: `:-default`, `?message` */
function chosen(name: string, rest: string, variables: Variables, depth: number): Result {
  const value = variables.get(name);
  const [, colon = '', operator, text = ''] = /^(:?)([-+?])(.*)$/s.exec(rest) ?? [];
  const isSet = value !== undefined && (colon === '' || value !== '');
  if (operator === '-' && !isSet)
    return depth > MAX_DEPTH ? { text: HOLE, missing: name } : filled(text, variables, depth + 1);
  if (operator === '+')
    return isSet && depth <= MAX_DEPTH
      ? filled(text, variables, depth + 1)
      : { text: '', missing: undefined };
  return plain(name, variables);
}
