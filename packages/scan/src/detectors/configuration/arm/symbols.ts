/**
 * Values of templates that are not known, told apart: two that are made alike of the same things are the same, so that a
 * resource is found whose name is computed.
 */
import { type ConfigValue, map, type Place, scalar } from '@theriac/core/configuration';
import {
  equals,
  HOLE,
  type MapValue,
  refersOf,
  takenFrom,
  textValue,
  type Unknown,
  unknown,
} from '../terraform/values.ts';

const symbols = new WeakMap<ConfigValue, string>();
const MAX_SYMBOL = 600;

/** What a value is, as a text: equal for equal values. */
export function symbolOf(value: ConfigValue): string {
  const known = symbols.get(value);
  if (known !== undefined) return known;
  switch (value.kind) {
    case 'scalar':
      return value.text;
    case 'empty':
      return 'null';
    case 'unknown':
      return `(${value.at.path}:${value.at.line}:${value.at.column})`;
    default:
      return `(${value.kind} ${value.at.path}:${value.at.line}:${value.at.column})`;
  }
}

export function named<T extends ConfigValue>(value: T, symbol: string): T {
  symbols.set(value, symbol.length > MAX_SYMBOL ? `${symbol.slice(0, MAX_SYMBOL)}…${symbol.length}` : symbol);
  return value;
}

/** A value that is not known, with what tells it apart. */
export function open(reason: string, at: Place, symbol: string, refers?: readonly string[]): Unknown {
  return named(unknown(reason, at, refers), symbol);
}

/** What a function gives whose arguments are not known. Slashes separate the parts of names only. */
export function callSymbol(name: string, args: readonly ConfigValue[]): string {
  return `${name}(${args.map(symbolOf).join(',')})`.replaceAll('/', '|');
}

/** What a function of the template language gives that cannot be told. */
export function notComputed(name: string, args: readonly ConfigValue[], at: Place): Unknown {
  const first = args.find((one): one is Unknown => one.kind === 'unknown');
  return open(
    first?.reason ?? `${name} is computed when it is deployed`,
    at,
    callSymbol(name, args),
    args.flatMap(refersOf),
  );
}

const WRITTEN_SECRET = 'written secret ';

export const writtenSecret = (symbol: string): string => `${WRITTEN_SECRET}${symbol}`;

/** Whether the value is a secret that stands in the files; the secret itself is not kept. */
export function isWrittenSecret(value: ConfigValue): boolean {
  const symbol = symbols.get(value);
  // Texts that it is only a part of start with it, too.
  return symbol?.startsWith(WRITTEN_SECRET) === true && symbol.indexOf(')') === symbol.length - 1;
}

/** The same value at another place; a secret stays where it is written. */
export function placed(value: ConfigValue, at: Place): ConfigValue {
  if (isWrittenSecret(value)) return value;
  const [refers] = value.kind === 'unknown' ? [] : refersOf(value);
  const copy = { ...value, at };
  const moved = refers === undefined ? copy : takenFrom(copy, refers);
  const symbol = symbols.get(value);
  return symbol === undefined ? moved : named(moved, symbol);
}

/** Texts behind each other, of which some may not be known. */
export function joinedText(parts: readonly ConfigValue[], at: Place): ConfigValue {
  const first = parts.find((one): one is Unknown => one.kind === 'unknown');
  const text = parts.map((part) =>
    part.kind === 'scalar'
      ? part.text
      : part.kind === 'empty'
        ? ''
        : part.kind === 'unknown'
          ? (part.pieces?.join(HOLE) ?? HOLE)
          : HOLE,
  );
  const value = textValue(text.join(''), at, first, parts.flatMap(refersOf));
  return value.kind === 'unknown'
    ? named(value, parts.map((part) => (part.kind === 'empty' ? '' : symbolOf(part))).join(''))
    : value;
}

/** Undefined where it depends on what is not known. */
export function same(a: ConfigValue, b: ConfigValue): boolean | undefined {
  if (a.kind === 'unknown' && b.kind === 'unknown') return symbolOf(a) === symbolOf(b) ? true : undefined;
  return equals(a, b);
}

/** An entry; upper and lower case are alike, as the service reads them. */
export function entryOf(value: ConfigValue | undefined, key: string): ConfigValue | undefined {
  if (value?.kind !== 'map') return undefined;
  const exact = value.entries.get(key);
  if (exact !== undefined) return exact;
  return lowerCased(value.entries).get(key.toLowerCase());
}

const indices = new WeakMap<ReadonlyMap<string, ConfigValue>, ReadonlyMap<string, ConfigValue>>();

/** Entries by their names in small letters; of names that are alike, the first. */
function lowerCased(entries: ReadonlyMap<string, ConfigValue>): ReadonlyMap<string, ConfigValue> {
  const known = indices.get(entries);
  if (known !== undefined) return known;
  const made = new Map<string, ConfigValue>();
  for (const [name, item] of entries) {
    const lower = name.toLowerCase();
    if (!made.has(lower)) made.set(lower, item);
  }
  indices.set(entries, made);
  return made;
}

export function entryAt(value: ConfigValue | undefined, ...keys: readonly string[]): ConfigValue | undefined {
  return keys.reduce<ConfigValue | undefined>((one, key) => entryOf(one, key), value);
}

export const emptyMap = (at: Place): MapValue => map([], at);

/** Characters are compared without case: `True`. */
export function truthOf(value: ConfigValue | undefined): boolean | undefined {
  if (value?.kind !== 'scalar') return undefined;
  const word = value.text.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** The last part of a name: `records/default/images` is `images`, also where a part of it is not known. */
export function lastPart(name: ConfigValue): ConfigValue {
  if (name.kind === 'scalar') return scalar(name.text.slice(name.text.lastIndexOf('/') + 1), name.at);
  if (name.kind !== 'unknown' || name.pieces === undefined) return name;
  const { pieces, ...rest } = name;
  const last = pieces.findLastIndex((piece) => piece.includes('/'));
  if (last < 0) return name;
  const piece = pieces[last] ?? '';
  const kept = [piece.slice(piece.lastIndexOf('/') + 1), ...pieces.slice(last + 1)];
  const symbol = symbolOf(name);
  const own = symbol.slice(symbol.lastIndexOf('/') + 1);
  // Behind the last slash everything may be known.
  if (kept.length === 1) return scalar(kept[0] ?? '', name.at);
  return named(kept.every((one) => one === '') ? rest : { ...rest, pieces: kept }, own);
}
