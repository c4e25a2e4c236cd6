/** What a version scheme must be able to say; one module each beside this one. */
export interface Scheme {
  /** -1, 0 or 1. Total: text that is not a version in the scheme is ordered too (see `compareVersions`). */
  readonly compare: (a: string, b: string) => number;
  /** Whether `text` is a version in the scheme's own grammar. */
  readonly isValid: (text: string) => boolean;
  readonly isPrerelease: (text: string) => boolean;
  /**
   * The numeric components that carry meaning, most significant first and with an epoch of the scheme left out;
   * null when there are none (hashes, dates, branches).
   */
  readonly release: (text: string) => readonly string[] | null;
  /**
   * Equality where it is wider than `compare(a, b) === 0`. Composer compares with PHP's `version_compare`, in which
   * 1.0 < 1.0.0, but pads both to four components first, so that they are one version.
   */
  readonly same?: (a: string, b: string) => boolean;
}

/** Longer text is never a version; registries stop far earlier (npm at 256). */
export const MAX_VERSION_LENGTH = 1024;

/** Validity by a regular expression for the whole text. */
export function validBy(grammar: RegExp): Scheme['isValid'] {
  return (text) => text.length <= MAX_VERSION_LENGTH && grammar.test(text);
}
