/** Names with dots, `server.port`, as maps inside maps: properties, and YAML that writes either. */
import { type ConfigValue, map, type Place } from '@theriac/core/configuration';

const MAX_DEPTH = 60;

/** A map of which keys may have dots at any level. */
export function undotted(
  value: ConfigValue & { readonly kind: 'map' },
): ConfigValue & { readonly kind: 'map' } {
  const flat = new Map<string, ConfigValue>();
  const collect = (one: ConfigValue, prefix: string, depth: number): void => {
    if (one.kind !== 'map' || one.entries.size === 0 || depth > MAX_DEPTH) flat.set(prefix, one);
    else
      for (const [key, inner] of one.entries)
        collect(inner, prefix === '' ? key : `${prefix}.${key}`, depth + 1);
  };
  for (const [key, one] of value.entries) collect(one, key, 0);
  return nested({ ...value, entries: flat });
}

/** `a.b.c` as a map inside a map; of a name that is both a value and a map, the map is kept. */
export function nested(
  value: ConfigValue & { readonly kind: 'map' },
): ConfigValue & { readonly kind: 'map' } {
  interface Level {
    readonly at: Place;
    readonly entries: Map<string, Level | ConfigValue>;
  }
  const top: Level = { at: value.at, entries: new Map() };
  for (const [name, one] of value.entries) {
    const steps = name.split('.').slice(0, MAX_LEVELS);
    const last = steps.pop() ?? name;
    let level = top;
    for (const step of steps) {
      const known = level.entries.get(step);
      const next: Level =
        known !== undefined && 'entries' in known && !('kind' in known)
          ? known
          : { at: one.at, entries: new Map() };
      if (next !== known) level.entries.set(step, next);
      level = next;
    }
    const known = level.entries.get(last);
    if (known === undefined || 'kind' in known) level.entries.set(last, one);
  }
  const close = (level: Level): ConfigValue & { readonly kind: 'map' } =>
    map(
      [...level.entries].map(([key, one]) => [key, 'kind' in one ? one : close(one)] as const),
      level.at,
    );
  return close(top);
}

const MAX_LEVELS = 30;
