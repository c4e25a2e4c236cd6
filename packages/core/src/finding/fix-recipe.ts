/** What a package manager is given to write the steps that move one package to another version. */
import type { Hold } from '../inventory/package-use.ts';
import type { FixStep } from './fix-step.ts';

/** A package that asks for the one that moves. */
export interface Parent {
  readonly name: string;
  readonly version: string | null;
  /** Range that it asks for, where the lockfile keeps it. */
  readonly range?: string;
  /** Name under which it asks, where that is another. */
  readonly as?: string;
  /** Whether the project itself asks for the parent. */
  readonly direct: boolean;
  /** Group of the project's manifest that asks for the parent; absent where it is not known. */
  readonly group?: string;
  /** Range of the project's manifest for the parent; absent where it is not known. */
  readonly requested?: string;
}

/** How the project itself asks for the package. */
export interface Declaration {
  readonly range?: string;
  /** Whether the range allows the version to move to, so that the manifest can stay as it is. */
  readonly allows: boolean;
  readonly as?: string;
  readonly group?: string;
  /** Property of the manifest that holds the version (Maven). */
  readonly property?: string;
  readonly extras?: readonly string[];
  /** Manifest, relative to the folder of the lockfile. */
  readonly manifest?: string;
  /** Folder of the workspace member that asks, relative to the folder of the lockfile; absent for the top. */
  readonly member?: string;
  /** Name of that member. */
  readonly memberName?: string;
}

/** A package of the same family, released together with the one that moves. */
export interface Sibling {
  readonly name: string;
  readonly version: string | null;
  readonly direct: boolean;
  /** Where the project asks for it itself. */
  readonly declared: readonly Declaration[];
  /** Packages whose range excludes the version to move to. */
  readonly pins: readonly Parent[];
}

/** One package to move to another version. */
export interface Move {
  readonly name: string;
  /** The version to move to. */
  readonly version: string;
  /** Set when it is not known whether that version was ever released, so that a later one must do as well. */
  readonly orLater?: true;
  /** Versions of the copies that move, sorted; empty where none is known. */
  readonly from: readonly string[];
  /** Base name of the file that lists the package. */
  readonly lockfile: string;
  /** {@link Root.variant} */
  readonly variant?: string;
  /** Where the project asks for it itself; empty for a transitive dependency. */
  readonly declared: readonly Declaration[];
  /** Packages that ask for the copies that move. */
  readonly askers: readonly Parent[];
  /** Those of them whose range excludes the version. */
  readonly pins: readonly Parent[];
  /** Whether other copies or the project ask for a range that the versions in `from` satisfy as well. */
  readonly byParent: boolean;
  /** Whether copies of it exist that do not move. */
  readonly others: boolean;
  /** Whether only development needs it. */
  readonly development: boolean;
  /** Packages that move to the same version in the same step, because they are released together. */
  readonly together: readonly Sibling[];
  /** Set when an entry of the project holds the version; `manifest` is relative to the folder of the lockfile. */
  readonly held?: Hold;
  /** What moves the whole family: a bill of materials (Maven) or the package that pins the others (Rails). */
  readonly lead?: string;
}

/** How a package manager moves one package: what an extractor declares so that fixes name the right steps. */
export interface FixRecipe {
  /** What a parent most likely asks for, where the lockfile keeps no ranges: the default of the package manager. */
  readonly assumedRange?: (version: string) => string;
  /** A dependency that the project asks for. */
  readonly direct: (move: Move) => readonly FixStep[];
  /** A dependency whose fixed version the ranges of its parents already allow. */
  readonly refresh: (move: Move) => readonly FixStep[];
  /** Drops a package that nothing asks for any more; absent where what the file lists is not there because of an asker. */
  readonly prune?: (move: Move) => readonly FixStep[];
  /** A dependency that only a resolution of the project's own can move; absent where there is no such thing. */
  readonly override?: (move: Move) => readonly FixStep[];
  /** Raises the packages in `move.pins`, which keep it at a version that they chose. */
  readonly raise?: (move: Move) => readonly FixStep[];
}
