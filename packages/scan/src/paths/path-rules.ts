/** Rules that only the graph can answer. */
import type { Rule } from '@theriac/core';

/** One whose advice is always there. */
export interface PathRule extends Rule {
  readonly remediation: string;
}

const common = { kind: 'misconfiguration', aliases: [], cvss: [] } as const;

export const STORE_EXPOSED: PathRule = {
  ...common,
  id: 'THERIAC-PATH-STORE-EXPOSED',
  title: 'The internet reaches a store of data directly',
  severity: 'high',
  cwe: ['CWE-668', 'CWE-1327'],
  rationale:
    'Nothing stands between every attacker and the records but the login of the store. Stores are searched for by their ports within hours, and one weak password or one flaw is enough.',
  remediation: 'Take the store off the public address, and let only the application that needs it connect.',
  controls: ['HIPAA 164.312(a)(1)', 'HIPAA 164.312(e)(1)', 'NIST 800-53 SC-7', 'NIS2 21(2)(e)'],
};

export const CLINICAL_OPEN: PathRule = {
  ...common,
  id: 'THERIAC-PATH-CLINICAL-OPEN',
  title: 'The internet reaches a clinical server that asks nobody who they are',
  severity: 'critical',
  cwe: ['CWE-306'],
  rationale: 'Whoever knows the address reads and changes patient records: images, observations, messages.',
  remediation: 'Put authentication before it, or take it off the public address.',
  controls: ['HIPAA 164.312(a)(1)', 'HIPAA 164.312(d)', 'NIST 800-53 AC-3', 'NIST 800-53 SC-7'],
};

export const STORE_NOT_SEGMENTED: PathRule = {
  ...common,
  id: 'THERIAC-PATH-NOT-SEGMENTED',
  title: 'What faces the internet reaches a store of data that nothing says it uses',
  severity: 'medium',
  cwe: ['CWE-653'],
  rationale:
    'Who breaks into the part that faces the internet stands before the store at once. Where the two are on separate networks, the next step needs another break-in.',
  remediation: 'Separate their networks, and let only the parts that use the store reach it.',
  controls: ['HIPAA 164.312(a)(1)', 'NIST 800-53 SC-7', 'NIS2 21(2)(e)'],
};

export const EGRESS_OPEN: PathRule = {
  ...common,
  id: 'THERIAC-PATH-EGRESS',
  title: 'A store of patient data may connect to every address',
  severity: 'low',
  cwe: ['CWE-668'],
  rationale: 'Who has broken in sends the records wherever they like. A store has few reasons to call out.',
  remediation: 'Name the addresses that it needs, and forbid the rest.',
  controls: ['NIST 800-53 SC-7', 'HIPAA 164.312(e)(1)'],
};

export const PATH_RULES: readonly PathRule[] = [
  STORE_EXPOSED,
  CLINICAL_OPEN,
  STORE_NOT_SEGMENTED,
  EGRESS_OPEN,
];
