/** A rule for each kind of secret. */
import type { Rule } from '@theriac/core';
import { GENERIC_KEY, GENERIC_PASSWORD } from './generic.ts';
import type { SecretKind } from './kind.ts';
import { SECRET_KINDS } from './kinds/all.ts';

const CONTROLS = [
  'HIPAA 164.308(a)(5)(ii)(D)',
  'HIPAA 164.312(d)',
  'NIST 800-53 IA-5',
  'GDPR 32(1)(b)',
  'ASVS 13.3.1',
];

function ruleOf({ id, title, severity, revoke }: Omit<SecretKind, 'how'>): Rule {
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

/** By the id of the kind. */
export const SECRET_RULES: ReadonlyMap<string, Rule> = new Map(
  [...SECRET_KINDS, GENERIC_PASSWORD, GENERIC_KEY].map((kind) => [kind.id, ruleOf(kind)]),
);
