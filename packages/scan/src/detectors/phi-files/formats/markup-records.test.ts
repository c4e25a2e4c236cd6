import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { expect, test } from 'vitest';
import { phiFiles } from '../index.ts';

async function told(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { findings } = await detectInMemory(phiFiles, { files });
  return findings.map(
    ({ rule, locations }) =>
      `${rule.id.replace('THERIAC-PHI-', '')} ${locations.map(({ line }) => line).join(' ')}`,
  );
}

const DATASET = `<?xml version="1.0"?>
<dataset>
  <person person_id="7" gender="F" birthdate="1958-07-23 00:00:00.0" dead="0"/>
  <person_name person_name_id="9" person_id="7" given_name="Rosalind" family_name="Kowalczyk"/>
  <patient patient_id="7" creator="1"/>
  <patient_identifier patient_identifier_id="3" patient_id="7" identifier="7304918" identifier_type="2"/>
</dataset>
`;

test.each([
  [
    'attributes of the patient',
    '<export>\n<patient family_name="Kowalczyk" given_name="Rosalind" birthdate="1958-07-23"/>\n</export>',
    ['TABLE 2'],
  ],
  [
    'attributes and texts of elements inside',
    '<r>\n<Patient id="4"><name given="Rosalind" family="Kowalczyk"/><birth date="1958-07-23"/></Patient>\n<Patient id="5"><firstName>Tobias</firstName><lastName>Okonkwo</lastName><dob>1971-11-04</dob></Patient></r>',
    ['TABLE 2 3'],
  ],
  ['data set of DBUnit, with the tables of OpenMRS', DATASET, ['TABLE 3']],
])('%s', async (_, text, expected) => {
  expect(await told({ 'data/export.xml': text.replaceAll('\\\n', '\n') })).toEqual(expected);
});

test('the same tables in SQL are one person', async () => {
  const sql = [
    "INSERT INTO person (person_id, gender, birthdate) VALUES (7, 'F', '1958-07-23');",
    "INSERT INTO person_name (person_id, given_name, family_name) VALUES (7, 'Rosalind', 'Kowalczyk');",
    'INSERT INTO patient (patient_id, creator) VALUES (7, 1);',
  ].join('\n');
  expect(await told({ 'dump.sql': sql })).toEqual(['TABLE 1']);
  expect(await told({ 'dump.sql': sql.replace('INSERT INTO patient ', 'INSERT INTO orders ') })).toEqual([]);
});

test.each([
  ['a person who is no patient', DATASET.replace(/ {2}<patient.*\n/g, '')],
  [
    'staff beside patients',
    '<r><patient id="4"/><user given_name="Rosalind" family_name="Kowalczyk" email="r.kowalczyk@genhosp.org"/></r>',
  ],
  [
    'a form',
    '<form><patient name="family_name" label="Family name" type="text"/><field name="birthdate"/></form>',
  ],
  ['masked values', DATASET.replace(/Kowalczyk|Rosalind|1958-07-23|7304918/g, '****')],
])('%s: nobody', async (_, text) => {
  expect(await told({ 'data/export.xml': text })).toEqual([]);
});

test('hostile documents end', async () => {
  const files = {
    'a.xml': `<patient ${'<patient '.repeat(100_000)}`,
    'b.xml': '<patient>'.repeat(100_000),
    'c.xml': `<patient ${'a="b" '.repeat(100_000)}>`,
    'd.xml': `<a>${'</patient'.repeat(100_000)}`,
  };
  expect(await told(files)).toEqual([]);
});
