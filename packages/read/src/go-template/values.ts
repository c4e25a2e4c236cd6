/** Values inside templates, and what Go says about them. */

export type GoValue = null | boolean | number | string | readonly GoValue[] | GoMap;

/** A mapping that templates may change (`set`, `unset`). */
export class GoMap {
  readonly entries: Map<string, GoValue>;

  constructor(entries: Iterable<readonly [string, GoValue]> = []) {
    this.entries = new Map(entries);
  }
}

/** Plain data, as a parser of YAML or JSON makes it. */
export function goValueOf(value: unknown): GoValue {
  if (Array.isArray(value)) return value.map(goValueOf);
  if (value instanceof Map)
    return new GoMap([...value].map(([key, one]) => [String(key), goValueOf(one)] as const));
  switch (typeof value) {
    case 'boolean':
    case 'number':
    case 'string':
      return value;
    case 'bigint':
      return Number(value);
    case 'object':
      return value === null
        ? null
        : new GoMap(Object.entries(value).map(([key, one]) => [key, goValueOf(one)] as const));
    default:
      return null;
  }
}

export function plainOf(value: GoValue): unknown {
  if (isList(value)) return value.map(plainOf);
  if (value instanceof GoMap)
    return Object.fromEntries(
      [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, plainOf(one)]),
    );
  return value;
}

export function isList(value: GoValue | undefined): value is readonly GoValue[] {
  return Array.isArray(value);
}

/** False, 0, nil, and what is empty. */
export function isTrue(value: GoValue): boolean {
  if (isList(value)) return value.length > 0;
  if (value instanceof GoMap) return value.entries.size > 0;
  return value !== null && value !== false && value !== 0 && value !== '';
}

/** As `{{ . }}` prints it. */
export function printed(value: GoValue): string {
  if (value === null) return '';
  return shown(value);
}

function shown(value: GoValue): string {
  if (value === null) return '<nil>';
  if (isList(value)) return `[${value.map(shown).join(' ')}]`;
  if (value instanceof GoMap)
    return `map[${[...value.entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${key}:${shown(one)}`)
      .join(' ')}]`;
  return String(value);
}

/** The name that `kindOf` gives. */
export function kindOf(value: GoValue): string {
  if (value === null) return 'invalid';
  if (isList(value)) return 'slice';
  if (value instanceof GoMap) return 'map';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return Number.isInteger(value) ? 'int64' : 'float64';
}

export function isSame(a: GoValue, b: GoValue): boolean {
  if (isList(a) && isList(b)) return a.length === b.length && a.every((one, i) => isSame(one, b[i] ?? null));
  if (a instanceof GoMap && b instanceof GoMap)
    return (
      a.entries.size === b.entries.size &&
      [...a.entries].every(([key, one]) => isSame(one, b.entries.get(key) ?? null))
    );
  return a === b;
}

export function copied(value: GoValue): GoValue {
  if (isList(value)) return value.map(copied);
  if (value instanceof GoMap)
    return new GoMap([...value.entries].map(([key, one]) => [key, copied(one)] as const));
  return value;
}

/** Entries of the second where the first has none; mappings inside are joined too. */
export function mergeInto(target: GoMap, source: GoMap, overwrites: boolean): GoMap {
  for (const [key, value] of source.entries) {
    const own = target.entries.get(key);
    if (own instanceof GoMap && value instanceof GoMap) mergeInto(own, value, overwrites);
    else if (overwrites || own === undefined || !isTrue(own)) target.entries.set(key, copied(value));
  }
  return target;
}
