/** The shape of the tables of versions in this folder. */
import type { VersionScheme } from '../../inventory/ecosystems.ts';

/** Versions from early to late; those in one row are one version. */
export type Chain = readonly [scheme: VersionScheme, title: string, rows: readonly (readonly string[])[]];

/** What one scheme says of single versions. */
export interface Facts {
  readonly scheme: VersionScheme;
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
  readonly previews: readonly string[];
  readonly releases: readonly string[];
  /** Version → its numbers, dot-separated; null when there are none. */
  readonly numbers: Readonly<Record<string, string | null>>;
}

/**
 * Ranges of one scheme as written, and as read: sets separated by ` || `; `'` marks a bound against the release part,
 * `pre` a set that names a prerelease; null where the text is not a range.
 */
export type RangeRows = readonly [scheme: VersionScheme, rows: Readonly<Record<string, string | null>>];
