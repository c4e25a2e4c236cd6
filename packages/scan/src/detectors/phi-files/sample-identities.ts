/**
 * Persons and systems of the standards' own examples. Names that nobody else has tell alone (`synthetic.ts`); common ones
 * tell only with the day of birth that the example gives them.
 */
import type { Identifier } from './record.ts';

/** Words of the name, in any order → day of birth → where the example stands. */
const PERSONS: readonly (readonly [string, string, string])[] = [
  ['jones william', '19610615', 'HL7 v2, chapter 3'],
  ['everyman adam', '19610615', 'HL7 v2, chapter 3'],
  ['shaw amy', '19870220', 'FHIR US Core'],
  ['jones isabella', '19750501', 'C-CDA'],
  ['jones myra', '19470501', 'C-CDA'],
  ['newman alice', '19700501', 'ONC test data'],
  ['bates jeremy', '19800801', 'ONC test data'],
  ['levin henry', '19320924', 'CDA'],
  ['levin henry', '19320104', 'HL7 v3'],
  ['windsor peter', '19741225', 'FHIR'],
  ['smith ted', '19430501', 'X12 837'],
  ['smith ted', '19730501', 'X12 837'],
];

/** MSH-3 to MSH-6 of messages in HL7 v2.5.1, chapters 2 to 7, and of guides. */
const SYSTEMS: ReadonlySet<string> = new Set([
  'ADT1|MCM|LABADT|MCM',
  'ADT1|GOOD HEALTH HOSPITAL|GHH LAB, INC.|GOOD HEALTH HOSPITAL',
  'GHH LAB|ELAB-3|GHH OE|BLDG4',
  'MegaReg|XYZHospC|SuperOE|XYZImgCtr',
  'EPICADT|DH|LABADT|DH',
]);

export function isSampleSystem(fields: readonly string[]): boolean {
  return SYSTEMS.has(fields.slice(2, 6).join('|'));
}

/** @returns the standard whose example the person is */
export function samplePerson(identifiers: readonly Identifier[]): string | undefined {
  const birth = identifiers
    .find(({ is }) => is === 'birth')
    ?.value.slice(0, 10)
    .replaceAll('-', '');
  if (birth === undefined) return undefined;
  const names = identifiers
    .filter(({ is }) => is === 'name')
    .map(({ value }) => new Set(value.toLowerCase().split(/[\s^,]+/)));
  return PERSONS.find(
    ([words, day]) => day === birth && names.some((name) => words.split(' ').every((word) => name.has(word))),
  )?.[2];
}
