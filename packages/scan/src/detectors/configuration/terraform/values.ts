/** Values as Terraform has them: conversions, comparison, what is unknown and where it comes from. */
import { type ConfigValue, list, map, type Place, scalar } from '@theriac/core/configuration';

export type Unknown = ConfigValue & { readonly kind: 'unknown' };
export type MapValue = ConfigValue & { readonly kind: 'map' };

/** Characters of one text, and values inside one value. */
export const MAX_TEXT = 1_000_000;
const MAX_SIZE = 200_000;

export const number = (value: number, at: Place): ConfigValue => scalar(String(value), at);
export const boolean = (value: boolean, at: Place): ConfigValue => scalar(String(value), at);
export const nothing = (at: Place): ConfigValue => ({ kind: 'empty', at });

export function unknown(reason: string, at: Place, refers?: readonly string[]): Unknown {
  return { kind: 'unknown', reason, at, ...(refers === undefined || refers.length === 0 ? {} : { refers }) };
}

/** Marks what `try` and `can` notice. */
const failures = new WeakSet<ConfigValue>();

export function missing(reason: string, at: Place): ConfigValue {
  const value = unknown(reason, at);
  failures.add(value);
  return value;
}

export function isFailure(value: ConfigValue): boolean {
  return failures.has(value);
}

/** What a known value was taken from; unknown values say it themselves. */
const origins = new WeakMap<ConfigValue, readonly string[]>();

/** A copy that remembers the resource whose setting it is. */
export function takenFrom(value: ConfigValue, address: string): ConfigValue {
  if (value.kind === 'unknown') {
    const refers =
      value.refers?.includes(address) === true ? value.refers : [...(value.refers ?? []), address];
    return { ...value, refers };
  }
  const copy = { ...value };
  origins.set(copy, [address]);
  return copy;
}

/** Addresses of the resources that a value is taken from. */
export function refersOf(value: ConfigValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return (value.kind === 'unknown' ? value.refers : origins.get(value)) ?? [];
}

const sizes = new WeakMap<ConfigValue, number>();

/** Values inside a value, itself included; shared ones count each time. */
function sizeOf(value: ConfigValue): number {
  if (value.kind !== 'list' && value.kind !== 'map') return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  let size = 1;
  for (const item of value.kind === 'list' ? value.items : value.entries.values()) size += sizeOf(item);
  sizes.set(value, size);
  return size;
}

/** The value, unless it is a hostile one that doubles what it holds again and again. */
export function bounded(value: ConfigValue): ConfigValue {
  if (value.kind === 'scalar' && value.text.length > MAX_TEXT)
    return unknown('the text is too long', value.at);
  return sizeOf(value) > MAX_SIZE ? unknown('the value is too large', value.at) : value;
}

export function listValue(items: readonly ConfigValue[], at: Place): ConfigValue {
  return bounded(list(items, at));
}

export function mapValue(entries: Iterable<readonly [string, ConfigValue]>, at: Place): ConfigValue {
  return bounded(map(entries, at));
}

export function truth(value: ConfigValue): boolean | undefined {
  if (value.kind !== 'scalar') return undefined;
  return value.text === 'true' ? true : value.text === 'false' ? false : undefined;
}

export function numberOf(value: ConfigValue | undefined): number | undefined {
  if (value?.kind !== 'scalar' || value.text.trim() === '') return undefined;
  const found = Number(value.text);
  return Number.isFinite(found) ? found : undefined;
}

/** Keys and values of a map, indices and values of a list; undefined for everything else. */
export function pairsOf(value: ConfigValue): (readonly [string, ConfigValue])[] | undefined {
  if (value.kind === 'map') return [...value.entries];
  if (value.kind === 'list') return value.items.map((item, i) => [String(i), item]);
  return undefined;
}

/** Undefined where that depends on what is not known. */
export function equals(a: ConfigValue, b: ConfigValue): boolean | undefined {
  if (a.kind === 'unknown' || b.kind === 'unknown') {
    const [open, other] = a.kind === 'unknown' ? [a, b] : [b as Unknown, a];
    // A setting of something that is declared is there.
    if (other.kind === 'empty' && (open.refers !== undefined || open.pieces !== undefined)) return false;
    if (other.kind === 'scalar' && open.pieces !== undefined) {
      const isBeginning = other.text.startsWith(open.pieces[0] ?? '');
      if (!isBeginning || !other.text.endsWith(open.pieces.at(-1) ?? '')) return false;
    }
    return undefined;
  }
  if (a.kind === 'scalar' && b.kind === 'scalar') return a.text === b.text;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'empty') return true;
  const left = pairsOf(a) ?? [];
  const right = new Map(pairsOf(b) ?? []);
  if (left.length !== right.size) return false;
  let open = false;
  for (const [key, item] of left) {
    const other = right.get(key);
    if (other === undefined) return false;
    const same = equals(item, other);
    if (same === false) return false;
    if (same === undefined) open = true;
  }
  return open ? undefined : true;
}

/** The first part of a value that is not known. */
export function unknownIn(value: ConfigValue, depth = 0): Unknown | undefined {
  if (value.kind === 'unknown') return value;
  if (depth > 50 || (value.kind !== 'list' && value.kind !== 'map')) return undefined;
  for (const item of value.kind === 'list' ? value.items : value.entries.values()) {
    const found = unknownIn(item, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Stands in a text for what is not known. */
export const HOLE = '\uE000';

/** A text whose holes are unknown: known where there is none. */
export function textValue(
  text: string,
  at: Place,
  open: Unknown | undefined,
  refers: readonly string[],
): ConfigValue {
  if (text.length > MAX_TEXT) return unknown('the text is too long', at);
  if (!text.includes(HOLE)) {
    const known = scalar(text, at);
    if (refers.length > 0) origins.set(known, refers);
    return known;
  }
  return {
    ...unknown(open?.reason ?? 'a part of the text is not known', at, refers),
    pieces: text.split(HOLE),
  };
}

/** The text of a value inside a template, with holes. Structures are what `jsonencode` was given: they become JSON. */
export function templateText(value: ConfigValue): string {
  switch (value.kind) {
    case 'scalar':
      return value.text;
    case 'empty':
      return '';
    case 'unknown':
      return value.pieces?.join(HOLE) ?? HOLE;
    default:
      return jsonText(value);
  }
}

const JSON_WORD = /^(?:true|false|-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?)$/;

export function jsonText(value: ConfigValue): string {
  const parts: string[] = [];
  let length = 0;
  const write = (part: string): void => {
    length += part.length;
    if (length <= MAX_TEXT + 10) parts.push(part);
  };
  const visit = (one: ConfigValue, depth: number): void => {
    if (depth > 100 || length > MAX_TEXT) write(`"${HOLE}"`);
    else if (one.kind === 'scalar') write(JSON_WORD.test(one.text) ? one.text : JSON.stringify(one.text));
    else if (one.kind === 'empty') write('null');
    else if (one.kind === 'unknown')
      write(one.pieces === undefined ? `"${HOLE}"` : JSON.stringify(one.pieces.join(HOLE)));
    else if (one.kind === 'list') {
      write('[');
      for (const [i, item] of one.items.entries()) {
        if (i > 0) write(',');
        visit(item, depth + 1);
      }
      write(']');
    } else {
      write('{');
      let first = true;
      for (const [key, item] of one.entries) {
        write(`${first ? '' : ','}${JSON.stringify(key)}:`);
        first = false;
        visit(item, depth + 1);
      }
      write('}');
    }
  };
  visit(value, 0);
  return parts.join('');
}
