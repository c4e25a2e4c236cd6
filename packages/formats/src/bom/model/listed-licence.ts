/** The ids of the SPDX licence list, as CycloneDX copies it. */
import { LICENCE_IDS } from '../cyclonedx/grammar/licence-ids.ts';

const IDS: ReadonlySet<string> = new Set(LICENCE_IDS.trim().split(/\s+/));

export function isListedLicence(id: string): boolean {
  return IDS.has(id);
}
