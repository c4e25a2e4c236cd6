import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { expect, test } from 'vitest';
import { phiFiles } from './index.ts';

const message = (systems: string, name: string, birth: string): string =>
  [
    `MSH|^~\\&|${systems}|202403121530||ADT^A01|MSG0917|P|2.5.1`,
    'EVN|A01|202403121530',
    `PID|1||MR7304918^^^X^MR||${name}||${birth}|F`,
    '',
  ].join('\r');
const OWN = 'ADT1|GENHOSP|LAB|GENHOSP';

async function told(path: string, text: string): Promise<string[]> {
  const { findings } = await detectInMemory(phiFiles, { files: { [path]: text } });
  return findings.map(({ rule, evidence: [first] }) => {
    const observed = first !== undefined && 'observed' in first ? first.observed : '';
    return `${rule.severity}${observed.split(';').slice(2).join(';')}`;
  });
}

test.each([
  ['a name of examples', OWN, 'EVERYWOMAN^EVE', '19580723', 'names of examples'],
  [
    'a common name with the day of the example',
    OWN,
    'JONES^WILLIAM^A^III',
    '19610615',
    'a person of the examples of HL7 v2, chapter 3',
  ],
  [
    'systems of the examples',
    'GHH LAB|ELAB-3|GHH OE|BLDG4',
    'Kowalczyk^Rosalind',
    '19580723',
    'systems of the examples of HL7',
  ],
])('%s is told as synthetic, with its reason', async (_, systems, name, birth, reason) => {
  expect(await told('export/adt.hl7', message(systems, name, birth))).toEqual([
    `low taken for synthetic by ${reason}`,
  ]);
});

test('a common name with another day is nobody of an example', async () => {
  expect(await told('export/adt.hl7', message(OWN, 'JONES^WILLIAM', '19610616'))).toEqual(['high']);
});

test('a message below tests stays visible, with the reason why it may be of a test', async () => {
  expect(await told('src/test/resources/adt.hl7', message(OWN, 'Kowalczyk^Rosalind', '19580723'))).toEqual([
    'medium perhaps of a test by its path, which is of tests or examples',
  ]);
});
