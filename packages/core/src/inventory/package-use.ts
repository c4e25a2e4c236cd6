/** Who asks for a component, and how: what a fix has to change. Worked out only for components that need a fix. */

export interface Asker {
  /** Key of the component that asks (in an inventory: its id); absent for the project itself. */
  readonly by?: string;
  /** Range in the notation of the ecosystem, where the lockfile keeps it. */
  readonly range?: string;
  /** Name under which it is asked for, where that is not the name of the package: `foo` in `"foo": "npm:lodash@4"`. */
  readonly as?: string;
  /** Section or group of the project's manifest: `devDependencies`, `dev`. */
  readonly group?: string;
  /** Optional parts of the package that the project asks for (Python extras). */
  readonly extras?: readonly string[];
  /** Property of the manifest that holds the version. */
  readonly property?: string;
  /** Manifest of the project that asks, relative to the target. */
  readonly manifest?: string;
}

/** An entry of the project's own files that decides a version, whatever others ask for: an override, a replacement. */
export interface Hold {
  /** Relative to the target. */
  readonly manifest: string;
  /** Keys from the top of the manifest: `overrides`, `minimist`. */
  readonly path: readonly string[];
}

export interface PackageUse {
  readonly askers: readonly Asker[];
  readonly heldBy?: Hold;
  /** Key of the package whose archive or own lockfile contains it, so that no override of the project reaches it. */
  readonly bundledBy?: string;
}

/** Undefined for a key that is not known. */
export type PackageUses = (key: string) => PackageUse | undefined;
