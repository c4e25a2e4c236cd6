/**
 * Whether a declared licence is an SPDX licence expression over ids of the list. Packages write anything there (`BSD`,
 * `see LICENSE`); what is not an expression must be carried as a name.
 */
import { formatLicence, licenceTerms, parseLicence } from '@theriac/core/licence';

/**
 * The expression with ids, operators and brackets in their canonical spelling, or null for text that is none. Licence
 * references (`LicenseRef-…`, `AdditionRef-…`) point into a document that is not at hand, so they make it none.
 */
export function licenceExpression(text: string): string | null {
  if (/[^\x20-\x7e]/.test(text)) return null;
  const parsed = parseLicence(text);
  if (!parsed.ok) return null;
  const refers = licenceTerms(parsed.node).some(
    (term) => /LicenseRef-/i.test(term.id) || /AdditionRef-/i.test(term.exception ?? ''),
  );
  return refers ? null : formatLicence(parsed.node);
}
