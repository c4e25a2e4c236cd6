/** What is broken or not read is told: coverage is never complete over it. */
import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { expect, test } from 'vitest';
import { ssnOf } from './corpus/numbers.ts';
import { pairs } from './corpus/pairs.ts';
import { phiFiles } from './index.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

async function scanned(files: Files): Promise<readonly [string[], readonly string[]]> {
  const { findings, reasons } = await detectInMemory(phiFiles, { files });
  return [findings.map(({ rule }) => rule.id.replace('THERIAC-PHI-', '')), reasons];
}

const HL7 = [
  'MSH|^~\\&|ADT1|GENHOSP|LAB|GENHOSP|202403121530||ADT^A01|MSG0917|P|2.5.1',
  'EVN|A01|202403121530',
  'PID|1||MR7304918^^^GENHOSP^MR||Kowalczyk^Rosalind||19580723|F',
  'PV1|1|I',
  '',
].join('\r');

test('a whole HL7 file has no gap; other separators are read', async () => {
  expect(await scanned({ 'a.hl7': HL7 })).toEqual([['HL7'], []]);
  const other = HL7.replaceAll('|', '#').replaceAll('^', '@');
  expect(await scanned({ 'a.hl7': other })).toEqual([['HL7'], []]);
  expect(await scanned({ 'a.hl7': `\v${HL7}\x1c\r` })).toEqual([['HL7'], []]);
});

test.each([
  [
    'cut off in the header',
    HL7.slice(0, 40),
    [],
    '1 HL7 message without what every such message has: cut off or damaged',
  ],
  [
    'cut off before the patient',
    HL7.slice(0, 90),
    [],
    '1 HL7 message without what every such message has: cut off or damaged',
  ],
  [
    'a second message that is cut off',
    HL7 + HL7.slice(0, 80),
    ['HL7'],
    '1 HL7 message without what every such message has: cut off or damaged',
  ],
  ['lines that are no segments', `${HL7}continued here\r`, ['HL7'], '1 line of the HL7 file is no segment'],
  [
    'a batch without end',
    `BHS|^~\\&|X\r${HL7}`,
    ['HL7'],
    'the HL7 file has no end (FTS, BTS, end of block): it was cut off',
  ],
  [
    'a frame without end',
    `\v${HL7}`,
    ['HL7'],
    'the HL7 file has no end (FTS, BTS, end of block): it was cut off',
  ],
  [
    'without its beginning',
    HL7.slice(HL7.indexOf('PID')),
    ['HL7'],
    'the HL7 file does not begin with a header: its beginning is missing',
  ],
])('HL7: %s', async (_, text, rules, message) => {
  expect(await scanned({ 'a.hl7': text })).toEqual([rules, [`a.hl7: ${message}`]]);
});

test('messages that a program quotes are no broken files', async () => {
  expect((await scanned({ 'a.ts': `const m = "MSH|^~\\\\&|A";\n` }))[1]).toEqual([]);
  expect((await scanned({ 'a.md': 'A header looks like `MSH|^~\\&|`.\n' }))[1]).toEqual([]);
});

test('a template with resources is no broken file', async () => {
  const files = {
    'patient.liquid': '{\n "resourceType": "Patient",\n {% if id %}"id": "{{ id }}",{% endif %}\n}\n',
  };
  expect(await scanned(files)).toEqual([[], []]);
});

const X12 = [
  'ISA*00*          *00*          *ZZ*SENDERID       *ZZ*RECEIVERID     *240312*1530*^*00501*000000905*0*P*:',
  'GS*HC*SENDER*RECEIVER*20240312*1530*1*X*005010X222A1',
  'ST*837*0021',
  'NM1*IL*1*KOWALCZYK*ROSALIND****MI*MR7304918',
  'DMG*D8*19580723*F',
  'SE*4*0021',
  'GE*1*1',
  'IEA*1*000000905',
  '',
];

test('X12 that ends as it should has no gap; one that was cut off or lacks segments has', async () => {
  expect(await scanned({ 'a.x12': X12.join('~\n') })).toEqual([['X12'], []]);
  expect(await scanned({ 'a.x12': X12.slice(0, 5).join('~\n') })).toEqual([
    ['X12'],
    [
      'a.x12: 1 X12 transaction without an end, or with another number of segments than stated',
      'a.x12: the X12 interchange has no end (GE, IEA): it was cut off',
    ],
  ]);
  expect((await scanned({ 'a.x12': X12.toSpliced(4, 1).join('~\n') }))[1]).toEqual([
    'a.x12: 1 X12 transaction without an end, or with another number of segments than stated',
  ]);
  expect((await scanned({ 'a.x12': 'ISA*00*  *GS*HC~' }))[1]).toEqual([
    'a.x12: the X12 interchange has a damaged header (ISA)',
  ]);
});

const pairOf = (id: string): { path: string; text: string } => {
  const pair = pairs().find((one) => one.id.startsWith(id));
  if (typeof pair?.leaking !== 'string') throw new RangeError(`no text ${id}`);
  return { path: pair.path, text: pair.leaking };
};

test.each(['FHIR resource', 'FHIR in XML', 'clinical document'])(
  '%s: whole without a gap, cut off with one, and the patient is told',
  async (id) => {
    const { path, text } = pairOf(id);
    const [rules, none] = await scanned({ [path]: text });
    expect(none).toEqual([]);
    const cut = text.trimEnd().slice(0, -2);
    const [still, reasons] = await scanned({ [path]: cut });
    expect(still).toEqual(rules);
    expect(reasons).toEqual([expect.stringMatching(/cut off/)]);
  },
);

const PATIENT = {
  resourceType: 'Patient',
  name: [{ family: 'Kowalczyk', given: ['Rosalind'] }],
  birthDate: '1958-07-23',
};

test('FHIR that was cut off is read as far as it goes', async () => {
  const bundle = JSON.stringify(
    { resourceType: 'Bundle', entry: [{ resource: PATIENT }, { resource: PATIENT }] },
    null,
    1,
  );
  const message = 'JSON with resources of FHIR is cut off or damaged: read as far as it goes';
  expect(await scanned({ 'a.json': bundle.slice(0, -60) })).toEqual([['FHIR'], [`a.json: ${message}`]]);
  expect(await scanned({ 'a.json': bundle.replace('"birthDate"', 'birthDate') })).toEqual([
    [],
    [`a.json: ${message}`],
  ]);
  const line = JSON.stringify(PATIENT);
  expect(await scanned({ 'a.ndjson': `${line}\n${line.slice(0, 70)}\n${line}\n` })).toEqual([
    ['FHIR'],
    ['a.ndjson: 1 line of NDJSON cut off or damaged'],
  ]);
  // Other JSON is broken on purpose, or is a log.
  expect((await scanned({ 'a.json': '{"a": [1,' }))[1]).toEqual([]);
});

test('tables and dumps that end in the middle', async () => {
  const csv = `patient_name,dob,ssn\nRosalind Kowalczyk,1958-07-23,${ssnOf(1)}\n"Tobias`;
  const open = 'the last value of a table about care has no end: cut off or damaged';
  expect(await scanned({ 'a.csv': csv })).toEqual([['TABLE'], [`a.csv: ${open}`]]);
  expect((await scanned({ 'a.csv': 'sku,price\n"1' }))[1]).toEqual([]);
  const sql = `INSERT INTO patients (name, dob) VALUES ('Rosalind Kowalczyk','1958-07-23'), ('Tob`;
  expect(await scanned({ 'a.sql': sql })).toEqual([['TABLE'], [`a.sql: ${open}`]]);
  const dump = '-- MySQL dump 10.13\nCREATE TABLE a (id int);\n';
  expect((await scanned({ 'a.sql': dump }))[1]).toEqual([
    'a.sql: the dump of mysqldump has no end: it was cut off',
  ]);
  expect((await scanned({ 'a.sql': `${dump}-- Dump completed on 2024-01-01\n` }))[1]).toEqual([]);
});

test('a file with patients and a damaged part: the report says neither values nor lines of the file', async () => {
  const files = { 'a.hl7': `${HL7}Kowalczyk 4083 Birchwood Avenue\r` };
  const { findings, reasons, unknowns } = await detectInMemory(phiFiles, { files });
  expect(findings).toHaveLength(1);
  expect(JSON.stringify({ findings, reasons, unknowns })).not.toMatch(/Kowalczyk|Birchwood|7304918|19580723/);
});

const PDF = Buffer.from('%PDF-1.7\n\0\0\0');
const OLE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);

test('kinds that are not read are one sentence', async () => {
  const { reasons, unknowns } = await detectInMemory(phiFiles, {
    files: {
      'in/0001.pdf': PDF,
      'in/0002.pdf': PDF,
      'in/list.xls': OLE,
      'in/secret.xlsx': OLE,
      'in/a.csv': 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n',
    },
  });
  expect(reasons).toEqual([
    '5 files of kinds that are not read (Excel before 2007: 1, PDF: 2, encrypted Office document: 1, pointer of Git LFS: 1): in/0001.pdf, in/0002.pdf, in/a.csv and 2 more; look into them, then exclude them',
  ]);
  expect(unknowns.map(({ reason, location }) => `${reason} ${location.path}`)).toEqual([
    'not-read in/0001.pdf',
    'not-read in/0002.pdf',
    'not-read in/a.csv',
    'not-read in/list.xls',
    'not-read in/secret.xlsx',
  ]);
});

test.each([
  ['docs/manual.pdf', PDF],
  ['README.pdf', PDF],
  ['papers/2024/method.pdf', PDF],
  ['tests/fixtures/sample.pdf', PDF],
  ['node_modules/x/spec.pdf', PDF],
  ['logo.png', Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
  ['Thumbs.db', OLE],
  ['lib.jar', Buffer.from('PK\u0003\u0004')],
  ['font.woff2', Buffer.from('wOF2\0\0')],
])('%s is no gap', async (path, bytes) => {
  expect(await scanned({ [path]: bytes })).toEqual([[], []]);
});

test.each([
  ['uploads/scan-0017.pdf', PDF],
  ['tests/fixtures/discharged patients.pdf', PDF],
  ['backup', Buffer.concat([Buffer.from('PGDMP\0'), Buffer.alloc(20)])],
  ['old.mdb', Buffer.from('\0\u0001\0\0Standard Jet DB\0')],
  ['visits.parquet', Buffer.from('PAR1\0\0')],
  ['export.7z', Buffer.from('377abcaf271c0004', 'hex')],
])('%s is a gap', async (path, bytes) => {
  expect((await scanned({ [path]: bytes }))[1]).toEqual([expect.stringMatching(/^1 file of kinds/)]);
});
