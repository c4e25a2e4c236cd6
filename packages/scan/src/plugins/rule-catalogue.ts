/** Every rule that Theriac itself can report, for `theriac explain` and the reference; advisories are in the index. */
import type { Rule } from '@theriac/core';
import { SBOM_RULES } from '../findings/claims.ts';
import { DETECTORS } from './list.ts';

/** Sorted by id: what the detectors declare, and the rules of `theriac sbom compare`. */
export async function ruleCatalogue(): Promise<readonly Rule[]> {
  const declared = await Promise.all(DETECTORS.map((detector) => detector.rules()));
  return [...declared.flat(), ...SBOM_RULES].sort((a, b) => (a.id < b.id ? -1 : 1));
}
