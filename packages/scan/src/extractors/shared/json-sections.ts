/** Sections at the top of a JSON lockfile: one of another type, or missing, loses what it should list. */
import type { KnownUnknown } from '@theriac/core';
import { asObject, get, type JsonDocument, type JsonValue } from '@theriac/read/json';

type Kind = 'object' | 'list';

export interface Sections {
  /** Those that may be missing. */
  readonly optional?: Readonly<Record<string, Kind>>;
  /** Those that the tool always writes. */
  readonly required?: Readonly<Record<string, Kind>>;
}

/** Reports each as a known unknown that loses components. */
export function checkSections(
  document: JsonDocument,
  path: string,
  { optional = {}, required = {} }: Sections,
  report: (unknown: KnownUnknown) => void,
): void {
  const top = asObject(document.value);
  for (const [section, kind] of [...Object.entries(required), ...Object.entries(optional)]) {
    const value = get(top, section);
    if (value === undefined && !Object.hasOwn(required, section)) continue;
    if (isOf(value, kind)) continue;
    const line = document.line(section) ?? 1;
    report({
      reason: value === undefined ? 'no-package-data' : 'unparseable',
      message:
        value === undefined
          ? `there is no "${section}" in the file`
          : `"${section}" is not ${kind === 'list' ? 'a list' : 'an object'}`,
      location: { path, line },
      losesComponents: true,
    });
  }
}

function isOf(value: JsonValue | undefined, kind: Kind): boolean {
  if (kind === 'list') return Array.isArray(value);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
