import { rulesOf } from '../shared/rule-rows.ts';

/** Rules about licences. */
export const LICENCE_RULES = rulesOf('THERIAC-LIC', 'licence', {
  DENIED: {
    title: 'Licence is denied by the policy',
    severity: 'high',
    cwe: [],
    rationale:
      'The policy does not permit this licence for the way the system reaches people: its conditions (opening the source of the product, no commercial use) cannot be met, or somebody decided against it.',
    remediation:
      'Replace the component, take another licence where it offers a choice, or have an exception approved.',
  },
  REVIEW: {
    title: 'Licence needs a review',
    severity: 'medium',
    cwe: [],
    rationale:
      'The policy neither permits nor denies this licence here: a person has to read its conditions against the use.',
    remediation: 'Have it read; then write the decision into licences.rules, or replace the component.',
  },
  UNKNOWN: {
    title: 'Licence is not known',
    severity: 'medium',
    cwe: [],
    rationale:
      'Without a licence nobody may copy a work. What is declared can mean several licences or none, and no text settles it.',
    remediation:
      'Find out which licence it is, from its source or its author, and write it into licences.curations with the reason.',
  },
  CONFLICT: {
    title: 'Declared licence and licence text disagree',
    severity: 'medium',
    cwe: [],
    rationale:
      'The manifest names one licence and the package carries the text of another; which of them the author meant is open.',
    remediation:
      'Ask the author or read the source; then write what holds into licences.curations with the reason.',
  },
  MODIFIED: {
    title: 'Licence text differs from the licence it looks like',
    severity: 'low',
    cwe: [],
    rationale:
      'A text was changed or other terms stand beside it, so that the conditions may not be those of the licence it is named for.',
    remediation: 'Have the differences read; then write what holds into licences.curations with the reason.',
  },
  CONTRACT: {
    title: 'Licence may clash with a contract: legal review',
    severity: 'high',
    cwe: [],
    rationale:
      'The licence asks for something (source, the way a service is built) that a contract under which the system is run may forbid.',
    remediation:
      'Have both read by a lawyer before the next release; replace the component or agree on an exception.',
  },
  INCOMPATIBLE: {
    title: 'Licence cannot be kept together with that of the product',
    severity: 'high',
    cwe: [],
    rationale:
      'The conditions of both licences cannot be met at once in a work that links the component and is given to others.',
    remediation:
      'Replace the component, keep it a separate program, or take another licence for the product.',
  },
  'MISSING-TEXT': {
    title: 'Packages without the licence text that has to be given along',
    severity: 'low',
    cwe: [],
    rationale: 'Their licence wants its text given along with copies, and the packages do not contain it.',
    remediation: '`theriac notice` puts the standard text in and says so; ask the authors to ship theirs.',
  },
} as const);
