/** What the plan of fixes is given: one package under one root that has findings. */
import type { Component, Finding, FixRecipe, PackageUse, Root } from '@theriac/core';

/** A version to move to, and the rules that would still hold against it. */
export interface FixOption {
  readonly version: string;
  readonly leaves: readonly string[];
  /** Set when one advisory alone names it: whether it was ever released is not known. */
  readonly unconfirmed?: true;
}

export interface FixCase {
  readonly root: Root;
  /** Every instance that is concerned; at least one. */
  readonly components: readonly [Component, ...Component[]];
  readonly findings: readonly Finding[];
  /** How the package manager of the root moves a package; absent: as its ecosystem does in general. */
  readonly recipe?: FixRecipe;
  /** For each instance, options from low to high; the last leaves the fewest. */
  readonly options: ReadonlyMap<string, readonly FixOption[]>;
  /** For each instance, names from the direct dependency to the package itself. */
  readonly chains: ReadonlyMap<string, readonly string[]>;
  /** For each instance, who asks for it, with ids of components; absent where only ranges are known. */
  readonly uses?: Pick<ReadonlyMap<string, PackageUse>, 'get'>;
  /** Copies of the package in the same lockfile that the findings do not concern, under any root. */
  readonly others?: readonly Component[];
  /** Rules that would hold against another version of the package; absent where that cannot be looked up. */
  readonly leavesAt?: (component: Component, version: string) => readonly string[];
  /** All components under the root. */
  readonly inventory?: ReadonlyMap<string, Component>;
}
