/** Rows of rules about sites, with what they have in common. */
import type { ConfigurationRule, Query } from '@theriac/core/configuration';

export const CONTROLS = {
  access: ['HIPAA 164.312(a)(1)', 'NIST 800-53 AC-3', 'GDPR 32(1)(b)'],
  least: ['HIPAA 164.308(a)(4)(ii)(B)', 'NIST 800-53 AC-6', 'NIS2 21(2)(i)'],
  authentication: ['HIPAA 164.312(d)', 'NIST 800-53 IA-2', 'NIS2 21(2)(j)'],
  passwords: ['HIPAA 164.308(a)(5)(ii)(D)', 'NIST 800-53 IA-5'],
  logins: ['HIPAA 164.308(a)(5)(ii)(C)', 'NIST 800-53 AC-7'],
  logoff: ['HIPAA 164.312(a)(2)(iii)', 'NIST 800-53 AC-12'],
  accounts: ['HIPAA 164.308(a)(3)(ii)(C)', 'NIST 800-53 AC-2'],
  encryption: ['HIPAA 164.312(a)(2)(iv)', 'NIST 800-53 SC-28', 'GDPR 32(1)(a)', 'NIS2 21(2)(h)'],
  keys: ['HIPAA 164.312(a)(2)(iv)', 'NIST 800-53 SC-12', 'NIS2 21(2)(h)'],
  secrets: ['HIPAA 164.312(d)', 'NIST 800-53 IA-5', 'ASVS 13.3.1'],
  transmission: ['HIPAA 164.312(e)(1)', 'NIST 800-53 SC-8', 'GDPR 32(1)(a)'],
  retention: ['GDPR 5(1)(e)', 'ASVS 14.2.7', 'NIST 800-53 SI-12'],
  minimum: ['GDPR 5(1)(c)', 'HIPAA 164.306(a)'],
  audit: ['HIPAA 164.312(b)', 'NIST 800-53 AU-2', 'NIS2 21(2)(b)'],
  logs: ['HIPAA 164.312(b)', 'NIST 800-53 AU-9', 'ASVS 16.4.2'],
  partners: ['HIPAA 164.308(b)(1)', 'GDPR 28', 'ASVS 14.2.3'],
  patches: ['HIPAA 164.308(a)(1)(ii)(B)', 'NIST 800-53 SI-2', 'NIS2 21(2)(e)'],
  hardening: ['NIST 800-53 CM-6', 'NIST 800-53 CM-7'],
  leakage: ['NIST 800-53 SI-11', 'ASVS 13.4.2'],
  backup: ['HIPAA 164.308(a)(7)(ii)(A)', 'NIST 800-53 CP-9', 'NIS2 21(2)(c)'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly severity: ConfigurationRule['severity'];
  readonly cwe: string;
  readonly controls: readonly string[];
  readonly why: string;
  readonly fix: string;
  readonly on: string;
  readonly when?: Query;
  readonly pass: Query;
  readonly after: string;
  /** Files after lines `--- path`. */
  readonly bad: string;
  readonly good: string;
}

export function rule({ cwe, why, fix, bad, good, ...row }: Row): ConfigurationRule {
  return {
    ...row,
    cwe: [cwe],
    rationale: why,
    remediation: fix,
    examples: { file: 'config/sync/core.extension.yml', fail: bad, pass: good },
  };
}

/**
 * A rule that weighs more where patient data is: two rows, of which one concerns each site.
 * @param general severity on a site that is not known to hold patient data, and a site that is an example of it
 */
export function bySite(
  row: Row,
  general: {
    readonly severity: ConfigurationRule['severity'];
    readonly title: string;
    readonly bad: string;
    readonly good: string;
  },
): ConfigurationRule[] {
  const when = (phi: Query): Query => (row.when === undefined ? phi : { all: [phi, row.when] });
  return [
    rule({ ...row, when: when({ 'site.phi': 'yes' }) }),
    rule({ ...row, ...general, id: `${row.id}-GENERAL`, when: when({ 'site.phi': { not: 'yes' } }) }),
  ];
}
