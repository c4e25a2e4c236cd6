/** Controls that rules about infrastructure serve, by topic. */

export const AT_REST = ['HIPAA 164.312(a)(2)(iv)', 'NIST 800-53 SC-28', 'GDPR 32(1)(a)', 'NIS2 21(2)(h)'];
export const IN_TRANSIT = [
  'HIPAA 164.312(e)(1)',
  'HIPAA 164.312(e)(2)(ii)',
  'NIST 800-53 SC-8',
  'GDPR 32(1)(a)',
];
export const KEYS = ['HIPAA 164.312(a)(2)(iv)', 'NIST 800-53 SC-12', 'NIS2 21(2)(h)'];
export const ACCESS = ['HIPAA 164.312(a)(1)', 'NIST 800-53 AC-3', 'GDPR 32(1)(b)'];
export const LEAST = ['HIPAA 164.312(a)(1)', 'HIPAA 164.308(a)(4)(i)', 'NIST 800-53 AC-6', 'NIS2 21(2)(i)'];
export const BOUNDARY = ['HIPAA 164.312(e)(1)', 'NIST 800-53 SC-7', 'GDPR 32(1)(b)'];
export const AUTHENTICATION = ['HIPAA 164.312(d)', 'NIST 800-53 IA-2', 'NIS2 21(2)(j)'];
export const AUDIT = ['HIPAA 164.312(b)', 'NIST 800-53 AU-2', 'NIST 800-53 AU-12'];
export const LOG_PROTECTION = [
  'HIPAA 164.312(b)',
  'HIPAA 164.316(b)(2)(i)',
  'NIST 800-53 AU-9',
  'NIST 800-53 AU-11',
];
export const MONITORING = ['HIPAA 164.308(a)(1)(ii)(D)', 'NIST 800-53 SI-4', 'NIS2 21(2)(b)'];
export const BACKUP = ['HIPAA 164.308(a)(7)(ii)(A)', 'NIST 800-53 CP-9', 'GDPR 32(1)(c)', 'NIS2 21(2)(c)'];
export const RECOVERY = ['HIPAA 164.308(a)(7)(ii)(B)', 'NIST 800-53 CP-10', 'GDPR 32(1)(c)', 'NIS2 21(2)(c)'];
export const INTEGRITY = ['HIPAA 164.312(c)(1)', 'NIST 800-53 SI-7'];
export const PATCHES = ['HIPAA 164.308(a)(1)(ii)(B)', 'NIST 800-53 SI-2', 'NIST 800-53 SA-22'];
export const SECRETS = ['HIPAA 164.312(d)', 'NIST 800-53 IA-5', 'ASVS 13.3.1'];
export const SUPPLY_CHAIN = ['NIST 800-53 SR-3', 'NIS2 21(2)(d)', 'SSDF PW.4.1'];
