/** The licences under which a product can be taken, one term a choice. */
import type { ProjectLicence } from '@theriac/core';
import { type LicenceTerm, licenceBranches, parseLicence, recogniseLicence } from '@theriac/core/licence';

const OWN: LicenceTerm = { kind: 'licence', id: 'LicenseRef-proprietary', orLater: false };

/** @returns nothing when nobody says, or what is said is not a licence that is known */
export function projectTerms(licence: ProjectLicence | undefined): readonly LicenceTerm[] {
  const recognised = licence === undefined ? null : recogniseLicence(licence.declared);
  // Proprietary: the product gives nothing away, which strong copyleft does not permit.
  if (recognised?.kind === 'proprietary') return [OWN];
  if (recognised?.kind !== 'expression') return [];
  const parsed = parseLicence(recognised.expression);
  const branches = parsed.ok ? licenceBranches(parsed.node) : null;
  // A product under two licences at once is judged by the first of each choice: rare.
  return (branches ?? []).flatMap((branch) => branch.slice(0, 1));
}
