/** A rule for each kind of document; others for many persons, for hints and for data that were made up. */
import type { Rule } from '@theriac/core';
import type { Judgement } from './judge.ts';

const REMEDY =
  'Remove it and replace it with synthetic data (Synthea). Rewrite the history of the repository and delete copies: forks, caches, artefacts, images. Ask the privacy officer whether a breach has to be notified (HIPAA 164.402 to 164.408, GDPR 33 and 34).';
const RATIONALE =
  'Identifiers of persons (HIPAA 164.514(b)(2)) beside health data are protected health information and data concerning health (GDPR 9). Everybody who can read the repository, its history or what is built of it can read them.';
const CONTROLS = [
  'HIPAA 164.502(a)',
  'HIPAA 164.514(b)(2)',
  'HIPAA 164.312(a)(1)',
  'GDPR 9',
  'GDPR 32(1)(b)',
  'NIST 800-53 SI-19',
];

type RuleName = Judgement['rule'];

const TITLES: readonly (readonly [RuleName, Rule['severity'], string])[] = [
  ['HL7', 'high', 'Patients in an HL7 v2 message'],
  ['FHIR', 'high', 'Patients in FHIR resources'],
  ['CCDA', 'high', 'Patients in a clinical document (C-CDA)'],
  ['X12', 'high', 'Patients in a transaction of a health plan (X12)'],
  ['DICOM', 'high', 'A patient in a DICOM file'],
  ['EXIF', 'high', 'A patient in the description of a picture'],
  ['TABLE', 'high', 'Patients in a table: CSV, SQL, spreadsheet, JSON'],
  ['LOG', 'high', 'Patients in a log'],
  ['TEXT', 'high', 'A patient in a text'],
  ['MANY', 'critical', 'More than 500 patients in a file'],
  ['WEAK', 'medium', 'Perhaps data of patients'],
  ['SYNTHETIC', 'low', 'Synthetic data of patients'],
];

const OTHER: Readonly<Partial<Record<RuleName, Pick<Rule, 'rationale' | 'remediation'>>>> = {
  MANY: {
    rationale: `${RATIONALE} A breach that concerns more than 500 persons is notified to the Secretary without unreasonable delay (HIPAA 164.408(b)), and to the media where they are residents of one State (164.406).`,
    remediation: REMEDY,
  },
  WEAK: {
    rationale:
      'One identifier beside health data, or persons in an example without a sign that they were made up. Whether they are real is not known.',
    remediation:
      'Ask where the data come from. When they are real: remove them, rewrite the history, ask whether a breach has to be notified. When they are not: mark them (FHIR: meta.tag HTEST) or take reserved ranges.',
  },
  SYNTHETIC: {
    rationale:
      'The data look like those of patients and carry marks of data that were made up. Nobody is concerned, unless real data were mixed in.',
    remediation: 'Nothing, when the data were made up. Keep the marks, so that others can tell.',
  },
};

export const PHI_RULES: readonly Rule[] = TITLES.map(([name, severity, title]) => ({
  id: `THERIAC-PHI-${name}`,
  kind: 'phi',
  title,
  severity,
  cwe: name === 'SYNTHETIC' ? [] : ['CWE-359', 'CWE-312'],
  aliases: [],
  cvss: [],
  rationale: RATIONALE,
  remediation: REMEDY,
  controls: CONTROLS,
  ...OTHER[name],
}));

export const ruleFor = (name: RuleName): Rule | undefined =>
  PHI_RULES.find(({ id }) => id === `THERIAC-PHI-${name}`);
