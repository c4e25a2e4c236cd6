/** Under which keys an advisory index keeps what; a module of its own, so that reading does not load building. */
import { type AdvisoryIndexId, DISTRIBUTION_IDS } from '@theriac/core';

/**
 * Key of a package's records.
 * @param name already normalised
 * @param release where an index keeps the releases of a distribution apart
 */
export function packageKey(name: string, release?: string): string {
  return release === undefined ? `pkg:${name}` : `pkg:${release}\n${name}`;
}

/** Key of the packages that an advisory id or alias concerns. */
export function idKey(id: string): string {
  return `id:${id.toUpperCase()}`;
}

/** Names of the packages that share an artifact id, whatever their group (Maven). */
export function artifactKey(artifact: string): string {
  return `artifact:${artifact}`;
}

/** `junit` of `junit:junit`; a name without a group is its own artifact. */
export function artifactOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Key of what an advisory says whatever the package, where packages refer to it by number. */
export function adviceKey(number: number): string {
  return `advice:${number}`;
}

/**
 * Whether a package has a key per release, and refers to its advisories: a scan is of one release, large distributions
 * have many, and one flaw of a kernel concerns dozens of packages in each.
 */
export function keepsReleasesApart(index: AdvisoryIndexId): boolean {
  return DISTRIBUTION_IDS.some((id) => id === index);
}
