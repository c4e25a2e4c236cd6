/** Values of PHP that can be told without executing it. */

export interface PhpPlace {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

export type PhpValue =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null; readonly at: PhpPlace }
  | { readonly kind: 'array'; readonly entries: ReadonlyMap<string, PhpValue>; readonly at: PhpPlace }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      readonly at: PhpPlace;
      /** The variable of the environment that it is taken from. */
      readonly environment?: string;
      /** What is used where that variable is not set. */
      readonly fallback?: PhpValue;
      /** Around what is not known, where a text is joined with it: `settings.` and `.php`. */
      readonly around?: readonly [before: string, after: string];
      /** What it may be, where a condition decides; undefined: not set. */
      readonly options?: readonly (PhpValue | undefined)[];
    };

/** `value` under keys of `whole`; where a condition decides whether it is set, it is unknown unless that changes nothing. */
export function withValue(
  whole: PhpValue | undefined,
  keys: readonly (string | undefined)[],
  value: PhpValue,
  conditional: boolean,
): PhpValue {
  const [first, ...rest] = keys;
  if (keys.length === 0) return conditional ? eitherOf(whole, value) : value;
  if (whole?.kind === 'unknown') return whole;
  const entries = new Map(whole?.kind === 'array' ? whole.entries : []);
  const key = first ?? String(entries.size);
  entries.set(key, withValue(entries.get(key), rest, value, conditional));
  return { kind: 'array', entries, at: whole?.at ?? value.at };
}

function eitherOf(one: PhpValue | undefined, other: PhpValue): PhpValue {
  if (one !== undefined && isSame(one, other)) return one;
  const before = one?.kind === 'unknown' && one.options !== undefined ? one.options : [one];
  return {
    kind: 'unknown',
    reason: 'a condition decides whether it is set',
    at: other.at,
    options: [...before, other],
  };
}

export function textOfPhp(value: PhpValue | undefined): string | undefined {
  if (value?.kind !== 'scalar' || value.value === null) return undefined;
  return typeof value.value === 'boolean' ? (value.value ? 'true' : 'false') : String(value.value);
}

/** What `if` makes of a value; undefined where it is not known. */
export function truthOf(value: PhpValue): boolean | undefined {
  if (value.kind === 'unknown') return undefined;
  if (value.kind === 'array') return value.entries.size > 0;
  return value.value !== '0' && Boolean(value.value);
}

/** Whether two values are the same as far as they are known. */
export function isSame(one: PhpValue, other: PhpValue): boolean {
  if (one.kind === 'scalar' && other.kind === 'scalar') return textOfPhp(one) === textOfPhp(other);
  if (one.kind !== 'array' || other.kind !== 'array' || one.entries.size !== other.entries.size) return false;
  return [...one.entries].every(([key, value]) => {
    const there = other.entries.get(key);
    return there !== undefined && isSame(value, there);
  });
}
