import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { expect, test } from 'vitest';
import { ssnOf } from './corpus/numbers.ts';
import { phiFiles } from './index.ts';

const GIVEN = ['Ana', 'Boris', 'Chidi', 'Dolores', 'Emeka', 'Freya', 'Goran', 'Hana'];
const FAMILY = ['Lindqvist', 'Marchetti', 'Nakamura', 'Oyelaran', 'Petrovic', 'Quispe', 'Rasmussen'];

/** A table of so many persons, none of whom is a pattern. */
function table(persons: number): string {
  const rows = Array.from({ length: persons }, (_, i) => {
    const given = GIVEN[i % GIVEN.length] ?? '';
    const family = FAMILY[i % FAMILY.length] ?? '';
    return `${given} ${family},19${40 + (i % 50)}-0${1 + (i % 9)}-1${i % 9},MR${80250 + 7 * i},E11.9`;
  });
  return ['patient_name,dob,mrn,diagnosis', ...rows, ''].join('\n');
}

async function told(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { findings } = await detectInMemory(phiFiles, { files });
  return findings.map(
    ({ rule, locations, scope }) =>
      `${rule.id.replace('THERIAC-PHI-', '')} ${rule.severity} ${locations.map(({ path, line }) => `${path}:${line}`).join(' ')} ${scope}`,
  );
}

test('each person of a table is a place, and all are one finding', async () => {
  expect(await told({ 'a.csv': table(3) })).toEqual(['TABLE high a.csv:2 a.csv:3 a.csv:4 production']);
});

test('more than 500 persons are critical, 500 are not', async () => {
  expect((await told({ 'a.csv': table(501) }))[0]).toMatch(/^MANY critical /);
  expect((await told({ 'a.csv': table(500) }))[0]).toMatch(/^TABLE high /);
});

test('the same person in many rows is one person', async () => {
  const [header = '', row = ''] = table(1).split('\n');
  const { findings } = await detectInMemory(phiFiles, {
    files: { 'a.csv': [header, ...Array.from({ length: 600 }, () => row)].join('\n') },
  });
  expect(findings[0]?.evidence).toEqual([
    {
      source: 'detector/phi-files',
      observed:
        '1 person (name: 1, date of birth: 1, medical record number: 1); columns or a table about care',
    },
  ]);
});

test('one record number beside health data is a hint', async () => {
  expect(await told({ 'a.csv': 'mrn,diagnosis\nMR804215,E11.9\n' })).toEqual([
    'WEAK medium a.csv:2 production',
  ]);
});

test('persons of examples are a hint, unless a national number stands its test', async () => {
  expect(await told({ 'tests/fixtures/a.csv': table(1) })).toEqual([
    'WEAK medium tests/fixtures/a.csv:2 development',
  ]);
  expect(await told({ 'tests/fixtures/a.csv': `patient,ssn\nAna Quispe,${ssnOf(1)}\n` })).toEqual([
    'TABLE high tests/fixtures/a.csv:2 development',
  ]);
});

test('synthetic data of many files are one finding with low severity', async () => {
  const row = 'patient_name,dob,diagnosis\nAbbott774 Kling921,1958-03-14,E11.9\n';
  expect(await told({ 'a.csv': row, 'b.csv': row })).toEqual(['SYNTHETIC low a.csv:2 b.csv:2 production']);
});

test('a test patient in a real table does not make the others synthetic', async () => {
  expect(await told({ 'a.csv': `${table(3)}Test Patient,1980-05-05,MR1234567,E11.9\n` })).toEqual([
    'TABLE high a.csv:2 a.csv:3 a.csv:4 production',
    'SYNTHETIC low a.csv:5 production',
  ]);
});

test.each([
  ['a bare e-mail address', 'users.csv', 'email,diagnosis\nana.quispe@gmail.com,E11.9\n'],
  ['a bare name', 'users.csv', 'patient_name,ward\nAna Quispe,4B\n'],
  [
    'names of hospitals and drugs',
    'list.csv',
    'hospital_name,drug_name,phone\nSaint Ana,Insulin,(412) 683-9027\n',
  ],
  ['a year of birth', 'cohort.csv', 'dob,diagnosis\n1958-01-01,E11.9\n'],
  ['customers', 'customers.csv', 'name,email,phone\nAna Quispe,ana.quispe@gmail.com,(412) 683-9027\n'],
  ['names of columns', 'schema.sql', 'CREATE TABLE patients (ssn text, dob date);\n'],
  ['types', 'patient.ts', 'interface Patient { name: string; ssn: string; dob: Date }\n'],
])('%s is nothing', async (_, path, text) => {
  expect(await told({ [path]: text })).toEqual([]);
});

test('hostile files end: open quotes, deep lists, long lines', async () => {
  const files = {
    'a.csv': `patient,ssn\n"${'""'.repeat(200_000)}`,
    'b.json': `${'['.repeat(100_000)}"resourceType":"Patient"`,
    'c.hl7': `MSH|^~\\&|${'PID|'.repeat(100_000)}`,
    'd.sql': `INSERT INTO patients (ssn) VALUES (${"'".repeat(200_001)}`,
    'e.xml': `<ClinicalDocument xmlns="urn:hl7-org:v3">${'<recordTarget'.repeat(20_000)}`,
    'f.txt': `patient ${'ssn: '.repeat(100_000)}`,
    'h.hl7': `MSH|^~\\&| ${'PID| '.repeat(100_000)}`,
    'i.hl7': `MSH|^~\\&|\nPID|1||7\n${'NK1|1|\n'.repeat(50_000)}`,
    'j.sql': `INSERT INTO patients (ssn) VALUES ('`.repeat(20_000),
    'k.sql': 'create table patients (\n'.repeat(50_000),
    'l.sql': 'copy p (ssn) from stdin\n'.repeat(50_000),
    'm.json': `[${'{"patient":"caf\\u00e9s"},'.repeat(50_000)}0]`,
    'n.sql': 'insert into patients ('.repeat(50_000),
    'g.xml': `<${'<row'.repeat(100_000)}`,
  };
  expect(await told(files)).toEqual([]);
});

test.each([
  [
    'a line of a log',
    'a.log',
    '2024-01-02 10:00:00 INFO patient Ana Quispe (MRN 7304918, DOB 07/23/1958)\n',
    'LOG',
  ],
  [
    'a search in an access log',
    'a.log',
    '10.0.0.1 - - [02/Jan/2024:10:00:00 +0000] "GET /Patient?family=Quispe&birthdate=1958-07-23"\n',
    'LOG',
  ],
  ['a worded day', 'a.txt', 'Pt: Ana Quispe\nborn July 23, 1958\nprescribed insulin\n', 'TEXT'],
  ['rows in a text', 'a.txt', 'Patient Name|Date of Birth|Dx\nAna Quispe|07/23/1958|E11.9\n', 'TABLE'],
  [
    'German columns',
    'a.csv',
    'Vorname;Nachname;Geburtsdatum;Diagnose\nAna;Quispe;23.07.1958;E11.9\n',
    'TABLE',
  ],
  [
    'JSON in a log',
    'a.log',
    '{"msg":"saved","patient":{"firstName":"Ana","lastName":"Quispe","dob":"1958-07-23"}}\n',
    'TABLE',
  ],
  [
    'elements of XML',
    'a.xml',
    '<patients><patient>\n<name>Ana Quispe</name>\n<dob>1958-07-23</dob>\n</patient></patients>\n',
    'TABLE',
  ],
])('%s is told', async (_, path, text, rule) => {
  expect(await told({ [path]: text })).toEqual([expect.stringMatching(`^${rule} high`)]);
});
