/** Headers of `METADATA` and `PKG-INFO` files. https://packaging.python.org/specifications/core-metadata/ */

export interface CoreMetadata {
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** The expression (PEP 639), else the licence header, else the names of the licence classifiers. */
  readonly licence: string | undefined;
  readonly requires: readonly { readonly specifier: string; readonly line: number }[];
  /** The first value of each other header, by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** `Project-URL`: label in lower case → address. */
  readonly addresses: ReadonlyMap<string, string>;
}

/** Whether the file ends inside its name or its version, which other headers follow. */
export function isCutOff(text: string): boolean {
  return /^(?:name|version):/i.test(text.slice(text.lastIndexOf('\n') + 1)) && !/\n\r?\n/.test(text);
}

/** Reads up to the first empty line; what follows is the description. */
export function parseCoreMetadata(text: string): CoreMetadata {
  const single = new Map<string, string>();
  const requires: { specifier: string; line: number }[] = [];
  const classified: string[] = [];
  const addresses = new Map<string, string>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') {
      if (index === 0) continue;
      break;
    }
    // Continued lines belong to headers that are of no interest.
    const colon = line.indexOf(':');
    if (colon <= 0 || /^\s/.test(line)) continue;
    const key = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (key === 'requires-dist') requires.push({ specifier: value, line: index + 1 });
    else if (key === 'classifier' && /^License ::/.test(value))
      classified.push(value.split('::').at(-1)?.trim() ?? '');
    else if (key === 'project-url' && value.includes(',')) {
      const comma = value.indexOf(',');
      addresses.set(value.slice(0, comma).trim().toLowerCase(), value.slice(comma + 1).trim());
    } else if (!single.has(key) && value !== '' && value !== 'UNKNOWN') single.set(key, value);
  }
  return {
    name: single.get('name'),
    version: single.get('version'),
    licence:
      single.get('license-expression') ?? single.get('license') ?? (classified.join(', ') || undefined),
    requires,
    headers: single,
    addresses,
  };
}
