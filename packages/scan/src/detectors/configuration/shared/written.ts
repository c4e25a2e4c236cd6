/** Values as written, unless another tool fills them in before they are used. */
import type { ConfigValue, Place } from '@theriac/core/configuration';
import { scalar } from '@theriac/core/configuration';

/** What templates, `envsubst`, Maven and installers replace. */
const HOLE = /\{\{|\{%|<%|\$\{|\$\(|@[A-Za-z_][\w.]{0,60}@|%%[A-Za-z_]|__[A-Z][A-Z0-9_]{0,60}__/;

export function written(text: string, at: Place): ConfigValue {
  return HOLE.test(text)
    ? { kind: 'unknown', reason: 'it is filled in when the file is installed', at }
    : scalar(text, at);
}

/** `${NAME:default}` and `${NAME:-default}`: the default, where there is one; Spring, Keycloak and shells write it so. */
export function withDefaults(text: string, at: Place): ConfigValue {
  if (!text.includes('${')) return written(text, at);
  let missing: string | undefined;
  const value = text.replaceAll(
    /\$\{([\w.-]{1,100})(?::-?([^${}]{0,300}))?\}/g,
    (_, name: string, fallback: string | undefined) => {
      if (fallback === undefined) missing ??= name;
      return fallback ?? '';
    },
  );
  return missing === undefined
    ? written(value, at)
    : { kind: 'unknown', reason: `the variable ${missing} has no value in the file`, at };
}
