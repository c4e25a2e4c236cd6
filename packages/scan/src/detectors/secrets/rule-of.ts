/** The rule of one kind of secret. Light: whoever explains a kind does not load all of them. */
import type { Rule } from '@theriac/core';
import type { OwnSecretKind } from '@theriac/govern';
import type { SecretKind } from './kind.ts';

const CONTROLS = [
  'HIPAA 164.308(a)(5)(ii)(D)',
  'HIPAA 164.312(d)',
  'NIST 800-53 IA-5',
  'GDPR 32(1)(b)',
  'ASVS 13.3.1',
];

export function ruleOf({ id, title, severity, revoke }: Omit<SecretKind, 'how'>): Rule {
  return {
    id: `THERIAC-SECRET-${id}`,
    kind: 'secret',
    title: `${title} in a file`,
    severity,
    cwe: ['CWE-798', 'CWE-312'],
    aliases: [],
    cvss: [],
    rationale:
      'Everybody who can read the file, its history or an image that was made of it can use the secret; taking it out of the file changes nothing about that.',
    remediation: `Revoke and replace it: ${title.charAt(0).toLowerCase()}${title.slice(1)} (${revoke}). Give the new one from a vault.`,
    controls: CONTROLS,
  };
}

/** Of a kind of the user's own; its id is the whole one, since it is none of Theriac's. */
export function ownRule(kind: OwnSecretKind): Rule {
  return { ...ruleOf(kind), id: kind.id };
}
