import { rulesOf } from '../shared/rule-rows.ts';

/** Rules about licences. */
export const LICENCE_RULES = rulesOf('THERIAC-LIC', 'licence', {
  DENIED: {
    title: 'Licence is denied by the policy',
    severity: 'high',
    cwe: [],
    rationale:
      'The policy does not permit this licence for the way the system is distributed: its conditions (disclosing the source of the product, no commercial use) cannot be met, or the organisation decided against it.',
    remediation:
      'Replace the component, take another licence where it offers a choice, or have an exception approved.',
  },
  REVIEW: {
    title: 'Licence needs a review',
    severity: 'medium',
    cwe: [],
    rationale:
      'The policy neither permits nor denies this licence here: a person has to check its conditions against the use.',
    remediation: 'Have it reviewed; then record the decision in licences.rules, or replace the component.',
  },
  UNKNOWN: {
    title: 'Unknown licence',
    severity: 'medium',
    cwe: [],
    rationale:
      'Without a licence a work may not be copied. The declaration can mean several licences or none, and no licence text settles it.',
    remediation:
      'Find out which licence applies, from the source or the author, and record it in licences.curations with the reason.',
  },
  CONFLICT: {
    title: 'Declared licence and licence text disagree',
    severity: 'medium',
    cwe: [],
    rationale:
      'The manifest names one licence and the package carries the text of another; which of them the author meant is open.',
    remediation:
      'Ask the author or read the source; then record what applies in licences.curations with the reason.',
  },
  MODIFIED: {
    title: 'Licence text differs from the licence it looks like',
    severity: 'medium',
    cwe: [],
    rationale:
      'The text was changed or other terms were added, so its conditions may differ from those of the licence that it names.',
    remediation:
      'Have the differences reviewed; then record what applies in licences.curations with the reason.',
  },
  CONTRACT: {
    title: 'Licence may conflict with a contract',
    severity: 'high',
    cwe: [],
    rationale:
      'The licence asks for something (source, the way a service is built) that a contract under which the system is run may forbid.',
    remediation:
      'Have both reviewed by a lawyer before the next release; replace the component or agree on an exception.',
  },
  INCOMPATIBLE: {
    title: 'Licence is incompatible with the product licence',
    severity: 'high',
    cwe: [],
    rationale:
      'The conditions of both licences cannot be met at once in a distributed work that links the component.',
    remediation:
      'Replace the component, keep it a separate program, or take another licence for the product.',
  },
  'MISSING-TEXT': {
    title: 'Required licence text is missing',
    severity: 'low',
    cwe: [],
    rationale: 'The licence requires its text to accompany copies, and the packages do not contain it.',
    remediation: '`theriac notice` inserts the standard text and marks it; ask the authors to ship theirs.',
  },
} as const);
