/** Every rule of Theriac's own, for `theriac explain` and the reference: by hand, since a rule that nobody can look up is no rule. */
import type { Rule } from '@theriac/core';

/** Sorted by id. Advisories are rules too, but stand in the index. */
export async function ruleCatalogue(): Promise<Rule[]> {
  const [names, locks, hygiene, licences, claims] = await Promise.all([
    import('./detectors/names/name-rules.ts'),
    import('./detectors/lockfile/lock-rules.ts'),
    import('./detectors/hygiene/hygiene-rules.ts'),
    import('./detectors/licences/licence-rules.ts'),
    import('./claims.ts'),
  ]);
  const rules: Rule[] = [
    ...Object.values(names.NAME_RULES),
    ...Object.values(locks.LOCK_RULES),
    ...Object.values(hygiene.HYGIENE_RULES),
    ...Object.values(licences.LICENCE_RULES),
    ...claims.SBOM_RULES,
  ];
  return rules.sort((a, b) => (a.id < b.id ? -1 : 1));
}
