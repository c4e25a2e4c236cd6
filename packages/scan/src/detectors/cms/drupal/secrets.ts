/** Secrets that stand in settings and in exported configuration, by the names of their keys. */
import { type ConfigValue, map } from '@theriac/core/configuration';
import { isLongEnough, isPlaceholder, isSecretName } from '../facts/secret-keys.ts';
import type { PhpFacts } from '../php/run.ts';
import { type PhpValue, textOfPhp } from '../php/value.ts';
import type { ConfigMap } from './config-store.ts';

const MAX_DEPTH = 20;

/** Key paths of `$settings`, `$config` and `$databases` that hold a secret → `literal`, or `fallback` of a variable. */
export function settingsSecrets(settings: PhpFacts): ConfigMap {
  const found: (readonly [string, ConfigValue])[] = [];
  const look = (value: PhpValue, keys: readonly string[], depth: number): void => {
    if (depth > MAX_DEPTH) return;
    if (value.kind === 'array') {
      for (const [key, one] of value.entries) look(one, [...keys, key], depth + 1);
      return;
    }
    const name = keys.at(-1) ?? '';
    if (!(isSecretName(name) || (keys[0] === 'settings' && name === 'hash_salt'))) return;
    const literal = value.kind === 'unknown' ? value.fallback : value;
    const text = textOfPhp(literal);
    if (
      literal?.kind !== 'scalar' ||
      typeof literal.value === 'boolean' ||
      text === undefined ||
      isPlaceholder(text)
    )
      return;
    const at = { path: literal.at.path, line: literal.at.line, column: 1 };
    found.push([
      keys.join('.'),
      { kind: 'scalar', text: value.kind === 'unknown' ? 'fallback' : 'literal', at },
    ]);
  };
  for (const name of ['settings', 'config', 'databases']) {
    const value = settings.variables.get(name);
    if (value !== undefined) look(value, [name], 0);
  }
  const [first = ''] = settings.files;
  return map(found, { path: first, line: 1, column: 1 });
}

/** Key paths of an exported object that hold a secret → `literal`. */
export function configSecrets(config: ConfigMap): ConfigMap {
  const found: (readonly [string, ConfigValue])[] = [];
  const look = (value: ConfigValue, keys: readonly string[], depth: number): void => {
    if (depth > MAX_DEPTH) return;
    if (value.kind === 'map') for (const [key, one] of value.entries) look(one, [...keys, key], depth + 1);
    if (value.kind === 'list')
      for (const [i, one] of value.items.entries()) look(one, [...keys, String(i)], depth + 1);
    if (value.kind !== 'scalar') return;
    const isKey = value.text.includes('-----BEGIN') && value.text.includes('PRIVATE KEY-----');
    const name = keys.at(-1) ?? '';
    if (
      !isKey &&
      (!isSecretName(name) ||
        isPlaceholder(value.text) ||
        isReference(name, value.text) ||
        !isLongEnough(name, value.text))
    )
      return;
    found.push([keys.join('.'), { kind: 'scalar', text: isKey ? 'private key' : 'literal', at: value.at }]);
  };
  for (const [key, value] of config.entries)
    if (key !== 'dependencies' && key !== 'uuid') look(value, [key], 0);
  return map(found, config.at);
}

/** The name of a key of the module `key`, or of a file. */
function isReference(name: string, text: string): boolean {
  return (
    /^(?:key:|file:|\.{0,2}\/|private:\/\/)/.test(text) ||
    (/key$/i.test(name) && /^[a-z\d_]{1,40}$/.test(text) && /[a-z]_|^[a-z]+$/.test(text))
  );
}
