/** What the lockfiles of all ecosystems say of one package, as far as it can be tampered with. */

export interface LockEntry {
  /** As the registry writes it; of an alias the name of the package that it stands for. */
  readonly name: string;
  readonly version: string | null;
  /** Where the bytes come from, as written; undefined when the lockfile leaves it to the configuration. */
  readonly resolved?: string;
  readonly source: 'registry' | 'git' | 'archive' | 'path';
  /** Every hash, as written: `sha512-…`, `sha256:…`, `h1:…`. Empty when there is none. */
  readonly integrity: readonly string[];
  /** 1-based; asked for only when there is something to say. */
  readonly line: () => number;
  /** Runs a script when installed, as far as the lockfile says so. */
  readonly installScript?: boolean;
}

export interface LockFacts {
  readonly entries: readonly LockEntry[];
  /** Whether this format has hashes for registry packages in the version at hand. */
  readonly hashes: boolean;
  /** `name`, `range` pairs that the lockfile says the project itself asks for; undefined when it does not say. */
  readonly asked?: ReadonlyMap<string, string>;
}

/** Line of the n-th occurrence of a piece of text, for formats that are read without a position each. */
export function lineOf(text: string, piece: string, from = 0): number {
  const at = text.indexOf(piece, from);
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}

/** `name@version`, or the name alone where the lockfile gives no version. */
export function keyOf({ name, version }: LockEntry): string {
  return version === null || version === '' ? name : `${name}@${version}`;
}

export type ReadLock = (text: string) => LockFacts;
