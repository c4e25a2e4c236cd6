/** What rules about servers and applications are about: the weaknesses and the controls that belong to each topic. */

export interface Topic {
  readonly cwe: readonly string[];
  readonly controls: readonly string[];
}

export const TOPICS = {
  /** No encryption on the wire. */
  cleartext: {
    cwe: ['CWE-319'],
    controls: [
      'HIPAA 164.312(e)(1)',
      'HIPAA 164.312(e)(2)(ii)',
      'NIST 800-53 SC-8',
      'GDPR 32(1)(a)',
      'NIS2 21(2)(h)',
      'ASVS 12.2.1',
    ],
  },
  /** Old protocols and weak ciphers. */
  weakTls: {
    cwe: ['CWE-326', 'CWE-327'],
    controls: [
      'HIPAA 164.312(e)(2)(ii)',
      'NIST 800-53 SC-8',
      'NIST 800-53 SC-13',
      'NIS2 21(2)(h)',
      'ASVS 12.1.1',
    ],
  },
  /** The other side of a connection is not verified. */
  peer: {
    cwe: ['CWE-295'],
    controls: ['HIPAA 164.312(d)', 'HIPAA 164.312(e)(1)', 'NIST 800-53 SC-8', 'ASVS 12.3.2'],
  },
  /** Clients are not asked who they are. */
  authentication: {
    cwe: ['CWE-306'],
    controls: [
      'HIPAA 164.312(a)(1)',
      'HIPAA 164.312(d)',
      'NIST 800-53 IA-2',
      'GDPR 32(1)(b)',
      'NIS2 21(2)(i)',
    ],
  },
  /** Weak proofs of who somebody is. */
  credentials: {
    cwe: ['CWE-521'],
    controls: [
      'HIPAA 164.308(a)(5)(ii)(D)',
      'HIPAA 164.312(d)',
      'NIST 800-53 IA-5',
      'NIS2 21(2)(j)',
      'ASVS 6.2.1',
    ],
  },
  defaultCredentials: {
    cwe: ['CWE-1392'],
    controls: ['HIPAA 164.308(a)(5)(ii)(D)', 'HIPAA 164.312(d)', 'NIST 800-53 IA-5', 'NIS2 21(2)(g)'],
  },
  /** A secret stands in the file. */
  secret: {
    cwe: ['CWE-798'],
    controls: ['HIPAA 164.308(a)(5)(ii)(D)', 'HIPAA 164.312(d)', 'NIST 800-53 IA-5', 'ASVS 13.3.1'],
  },
  /** Guessing is not stopped. */
  guessing: {
    cwe: ['CWE-307'],
    controls: ['HIPAA 164.308(a)(5)(ii)(C)', 'HIPAA 164.312(d)', 'NIST 800-53 AC-7', 'NIS2 21(2)(g)'],
  },
  session: {
    cwe: ['CWE-613'],
    controls: ['HIPAA 164.312(a)(2)(iii)', 'NIST 800-53 AC-12', 'NIS2 21(2)(i)'],
  },
  /** More rights than needed. */
  privilege: {
    cwe: ['CWE-250'],
    controls: ['HIPAA 164.312(a)(1)', 'NIST 800-53 AC-6', 'NIS2 21(2)(i)'],
  },
  /** Who may use something is not limited. */
  access: {
    cwe: ['CWE-284'],
    controls: ['HIPAA 164.312(a)(1)', 'NIST 800-53 AC-3', 'GDPR 32(1)(b)', 'NIS2 21(2)(i)'],
  },
  /** Reachable from more networks than needed. */
  exposure: {
    cwe: ['CWE-668'],
    controls: ['HIPAA 164.312(e)(1)', 'NIST 800-53 SC-7', 'NIS2 21(2)(g)', 'ASVS 13.4.5'],
  },
  origin: {
    cwe: ['CWE-942'],
    controls: ['HIPAA 164.312(a)(1)', 'NIST 800-53 AC-4', 'GDPR 25(2)', 'ASVS 3.4.2'],
  },
  /** Says more about itself than needed. */
  disclosure: {
    cwe: ['CWE-200'],
    controls: ['NIST 800-53 CM-7', 'NIS2 21(2)(g)', 'ASVS 13.4.6'],
  },
  files: {
    cwe: ['CWE-552'],
    controls: ['HIPAA 164.312(a)(1)', 'NIST 800-53 AC-3', 'ASVS 13.4.1'],
  },
  debug: {
    cwe: ['CWE-489'],
    controls: ['NIST 800-53 CM-7', 'NIS2 21(2)(g)', 'ASVS 13.4.2'],
  },
  log: {
    cwe: ['CWE-778'],
    controls: ['HIPAA 164.312(b)', 'NIST 800-53 AU-2', 'NIST 800-53 AU-12', 'GDPR 32(1)(b)', 'ASVS 16.3.1'],
  },
  /** Patients' data or secrets in logs. */
  loggedData: {
    cwe: ['CWE-532'],
    controls: ['HIPAA 164.312(a)(1)', 'NIST 800-53 AU-3', 'GDPR 5(1)(c)', 'ASVS 16.2.5'],
  },
  /** Where the user's address or identity comes from can be forged. */
  spoofing: {
    cwe: ['CWE-290', 'CWE-348'],
    controls: ['HIPAA 164.312(b)', 'NIST 800-53 AU-3', 'NIST 800-53 SC-7'],
  },
  /** One client can use up a server. */
  exhaustion: {
    cwe: ['CWE-400'],
    controls: ['HIPAA 164.308(a)(7)(i)', 'NIST 800-53 SC-5', 'GDPR 32(1)(b)', 'NIS2 21(2)(c)'],
  },
  requestForgery: {
    cwe: ['CWE-918'],
    controls: ['HIPAA 164.312(a)(1)', 'NIST 800-53 SC-7', 'NIST 800-53 SI-10', 'ASVS 1.3.6'],
  },
  /** Not encrypted where it is stored. */
  atRest: {
    cwe: ['CWE-311'],
    controls: [
      'HIPAA 164.312(a)(2)(iv)',
      'NIST 800-53 SC-28',
      'GDPR 32(1)(a)',
      'NIS2 21(2)(h)',
      'ASVS 14.2.4',
    ],
  },
  retention: {
    cwe: ['CWE-212'],
    controls: ['HIPAA 164.310(d)(2)(i)', 'NIST 800-53 SI-12', 'GDPR 5(1)(e)', 'ASVS 14.2.7'],
  },
  /** Data can be lost or changed without notice. */
  durability: {
    cwe: ['CWE-664'],
    controls: [
      'HIPAA 164.308(a)(7)(i)',
      'HIPAA 164.312(c)(1)',
      'NIST 800-53 CP-9',
      'GDPR 32(1)(b)',
      'NIS2 21(2)(c)',
    ],
  },
  hardening: {
    cwe: ['CWE-693'],
    controls: ['HIPAA 164.312(c)(1)', 'NIST 800-53 CM-6', 'NIST 800-53 SI-16', 'NIS2 21(2)(g)'],
  },
} as const satisfies Readonly<Record<string, Topic>>;
