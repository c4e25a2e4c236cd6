/** Values of PHP as values of configuration, and what `$config` of settings.php makes of an export. */
import { type ConfigValue, list, map, scalar } from '@theriac/core/configuration';
import { isSame, type PhpPlace, type PhpValue, textOfPhp } from '../php/value.ts';
import type { ConfigMap } from './config-store.ts';

const place = ({ path, line }: PhpPlace): ConfigValue['at'] => ({ path, line, column: 1 });

export function fromPhp(value: PhpValue): ConfigValue {
  const at = place(value.at);
  if (value.kind === 'unknown')
    return {
      kind: 'unknown',
      reason: value.reason,
      at,
      ...(value.environment === undefined ? {} : { refers: [value.environment] }),
    };
  if (value.kind === 'array') {
    const keys = [...value.entries.keys()];
    return keys.length > 0 && keys.every((key, i) => key === String(i))
      ? list([...value.entries.values()].map(fromPhp), at)
      : map(
          [...value.entries].map(([key, one]) => [key, fromPhp(one)] as const),
          at,
        );
  }
  const text = textOfPhp(value);
  return text === undefined ? { kind: 'empty', at } : scalar(text, at);
}

/** The export with what settings.php says instead. */
export function overridden(base: ConfigMap | undefined, override: PhpValue): ConfigMap | undefined {
  if (override.kind !== 'array') return base;
  const entries = new Map(base?.entries);
  for (const [key, value] of override.entries) {
    const there = entries.get(key);
    if (value.kind === 'array' && (there === undefined || there.kind === 'map'))
      entries.set(key, overridden(there, value) ?? fromPhp(value));
    else if (!changesNothing(there, value)) entries.set(key, fromPhp(value));
  }
  return { kind: 'map', entries, at: base?.at ?? place(override.at) };
}

/** Whether each value that a condition chooses from is the one of the export. */
function changesNothing(base: ConfigValue | undefined, value: PhpValue): boolean {
  if (value.kind !== 'unknown' || value.options === undefined || base?.kind !== 'scalar') return false;
  const { text, at } = base;
  const exported: PhpValue = { kind: 'scalar', value: text, at };
  return value.options.every((one) => one === undefined || isSame(exported, one));
}
