/** What a registry says of the releases of one package. */

export interface Release {
  readonly version: string;
  /** ISO date and time. */
  readonly published?: string;
  /** Account that published it. */
  readonly publisher?: string;
  /** Whether the registry holds a statement of where it was built. */
  readonly attested: boolean;
  /** What its authors say against it. */
  readonly deprecated?: string;
  /** Withdrawn, but still there for those who pinned it. */
  readonly yanked?: boolean;
  /** Repository that it names, without protocol and ending. */
  readonly repository?: string;
}

/** Releases in the order in which they were published; those without a date first. */
export type ReleaseHistory = readonly Release[];

/** Asks the registries of the user's own configuration. */
export interface RegistryAccess {
  /**
   * @returns null when the registry does not know the package
   * @throws TheriacError when the registry could not be asked
   */
  history(ecosystem: 'npm' | 'pypi', name: string): Promise<ReleaseHistory | null>;
}
