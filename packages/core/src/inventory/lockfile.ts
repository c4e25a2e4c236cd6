/** What a lockfile records of where each package comes from, as its extractor read it: for checks of integrity. */
import type { EcosystemId } from './ecosystems.ts';

export interface LockedPackage {
  /** As the registry writes it; for an alias, the name of the package that it stands for. */
  readonly name: string;
  readonly version: string | null;
  /** Address that it is fetched from, as written; absent when the lockfile leaves it to the configuration. */
  readonly resolved?: string;
  readonly source: 'registry' | 'git' | 'archive' | 'path';
  /** Every hash, as written: `sha512-…`, `sha256:…`, `h1:…`. Empty when none is recorded. */
  readonly integrity: readonly string[];
  /** 1-based line; computed on demand, because most packages have nothing to report. */
  readonly line: () => number;
  /** Runs a script when installed, as far as the lockfile says so. */
  readonly installScript?: boolean;
}

export interface LockfileFacts {
  readonly ecosystem: EcosystemId;
  readonly packages: readonly LockedPackage[];
  /** Whether the format, in the version at hand, records hashes for registry packages. */
  readonly hashes: boolean;
  /** Name → range that the manifest asked for when the lockfile was written; absent when the format does not keep it. */
  readonly asked?: ReadonlyMap<string, string>;
  /** Packages that their authors deprecated, as the lockfile records it. */
  readonly deprecated?: readonly DeprecatedPackage[];
}

export interface DeprecatedPackage {
  readonly name: string;
  readonly version: string | null;
  /** The authors' message, clipped; may be empty. */
  readonly message: string;
}
