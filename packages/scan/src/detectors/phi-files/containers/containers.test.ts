import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { makeTar } from '@theriac/testing/make-tar';
import { forgeZip, makeZip } from '@theriac/testing/make-zip';
import { describe, expect, test } from 'vitest';
import { phiFiles } from '../index.ts';

async function scanned(
  path: string,
  bytes: Uint8Array | string,
): Promise<readonly [string[], readonly string[]]> {
  const { findings, reasons } = await detectInMemory(phiFiles, { files: { [path]: bytes } });
  return [
    findings.map(
      ({ rule, locations }) => `${rule.id.replace('THERIAC-PHI-', '')} ${JSON.stringify(locations)}`,
    ),
    reasons,
  ];
}

const told = (rule: string, path: string): string[] => [`${rule} ${JSON.stringify([{ path }])}`];

const CSV = 'patient_name,dob,mrn,diagnosis\nRosalind Kowalczyk,1958-07-23,MR7304918,E11.9\n';

const WORKBOOK = {
  'xl/workbook.xml':
    '<workbook xmlns:r="r"><sheets><sheet name="Patients" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/styles.xml':
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
  'xl/sharedStrings.xml':
    '<sst><si><t>Name</t></si><si><t>Born</t></si><si><r><t>Rosalind </t></r><r><t>Kowalczyk</t></r></si><si><t>Date of birth</t></si></sst>',
};
// 21389 is 1958-07-23.
const SHEET =
  '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Ward 4</t></is></c></row><row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>3</v></c></row><row r="3"><c r="A3" t="s"><v>2</v></c><c r="C3" s="1"><v>21389</v></c></row></sheetData></worksheet>';

describe('office documents', () => {
  test('a spreadsheet: shared and inline texts, days, gaps between columns, a title above the columns', async () => {
    const xlsx = makeZip({ ...WORKBOOK, 'xl/worksheets/sheet1.xml': SHEET });
    expect(await scanned('in/list.xlsx', xlsx)).toEqual([told('TABLE', 'in/list.xlsx'), []]);
    const other = {
      ...WORKBOOK,
      'xl/workbook.xml': WORKBOOK['xl/workbook.xml'].replace('Patients', 'Staff'),
    };
    expect(await scanned('in/list.xlsx', makeZip({ ...other, 'xl/worksheets/sheet1.xml': SHEET }))).toEqual([
      [],
      [],
    ]);
  });

  test('an OpenDocument spreadsheet, with columns that are repeated', async () => {
    const cell = (text: string, more = ''): string =>
      `<table:table-cell ${more}><text:p>${text}</text:p></table:table-cell>`;
    const row = (...cells: string[]): string => `<table:table-row>${cells.join('')}</table:table-row>`;
    const ods = makeZip({
      'content.xml': `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Patients">${row(cell('name'), '<table:table-cell table:number-columns-repeated="2"/>', cell('dob'))}${row(cell('Rosalind Kowalczyk'), '<table:table-cell table:number-columns-repeated="2"/>', cell('23 Jul', 'office:date-value="1958-07-23"'))}</table:table></office:spreadsheet></office:body></office:document-content>`,
    });
    expect(await scanned('in/list.ods', ods)).toEqual([told('TABLE', 'in/list.ods'), []]);
  });

  test('a document: paragraphs, and forms that are tables of labels and values', async () => {
    const p = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
    const docx = (body: string): Buffer =>
      makeZip({ 'word/document.xml': `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>` });
    const letter = docx(p('Patient: Rosalind Kowalczyk') + p('DOB: 07/23/1958') + p('Diagnosis: E11.9'));
    expect(await scanned('in/letter.docx', letter)).toEqual([told('TEXT', 'in/letter.docx'), []]);
    const cells = (...texts: string[]): string =>
      `<w:tr>${texts.map((text) => `<w:tc>${p(text)}</w:tc>`).join('')}</w:tr>`;
    const form = docx(
      `<w:tbl>${cells('Patient name', 'Rosalind Kowalczyk')}${cells('DOB', '07/23/1958')}</w:tbl>`,
    );
    expect(await scanned('in/form.docx', form)).toEqual([told('TEXT', 'in/form.docx'), []]);
  });

  test('SpreadsheetML of 2003, and one that was cut off', async () => {
    const row = (...cells: string[]): string =>
      `<Row>${cells.map((one) => `<Cell><Data ss:Type="String">${one}</Data></Cell>`).join('')}</Row>\n`;
    const xml = `<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>\n${row('patient', 'dob')}${row('Rosalind Kowalczyk', '1958-07-23')}</Table></Worksheet></Workbook>`;
    const [rules, reasons] = await scanned('a.xml', xml);
    expect([rules[0]?.slice(0, 5), reasons]).toEqual(['TABLE', []]);
    expect((await scanned('a.xml', xml.slice(0, -30)))[1]).toEqual([
      expect.stringMatching(/^a.xml: the XML breaks in line \d: /),
    ]);
  });

  test('damage, bombs and encryption are told; what comes before them is judged', async () => {
    const xlsx = makeZip({ ...WORKBOOK, 'xl/worksheets/sheet1.xml': SHEET.slice(0, -20) });
    expect(await scanned('in/list.xlsx', xlsx)).toEqual([
      told('TABLE', 'in/list.xlsx'),
      ['in/list.xlsx: a part of the document breaks: cut off, damaged or not read further'],
    ]);
    expect(await scanned('in/list.xlsx', xlsx.subarray(0, 200))).toEqual([
      [],
      ['in/list.xlsx: the document is damaged: not a ZIP archive, or its directory is damaged'],
    ]);
    const bomb = makeZip({ 'xl/worksheets/sheet1.xml': Buffer.alloc(70 * 1024 * 1024, 32) });
    expect((await scanned('in/list.xlsx', bomb))[1]).toEqual([
      'in/list.xlsx: the document inflates to more than is read',
    ]);
    const locked = forgeZip([{ name: 'xl/worksheets/sheet1.xml', content: SHEET, encrypted: true }]);
    expect((await scanned('in/list.xlsx', locked))[1]).toEqual([
      'in/list.xlsx: a part of the document is not read: an entry is encrypted',
    ]);
    const ods = makeZip({
      'META-INF/manifest.xml': '<m:manifest><m:encryption-data/></m:manifest>',
      'content.xml': 'x',
    });
    expect((await scanned('a.ods', ods))[1]).toContain('a.ods: the document is encrypted: not read');
    const laughs = '<!DOCTYPE l [<!ENTITY a "ha">]><worksheet>&a;</worksheet>';
    expect((await scanned('a.xlsx', makeZip({ 'xl/worksheets/s.xml': laughs })))[1]).toEqual([
      'a.xlsx: a part of the document breaks: cut off, damaged or not read further',
    ]);
    expect((await scanned('a.xlsx', Buffer.alloc(100)))[1]).toEqual([
      'a.xlsx: named as an Office document, and is none',
    ]);
  });
});

test.each([
  ['sep=,\n', 3],
  ['List of patients of ward 4\n\n', 4],
])('a table below %j is read, and its lines are those of the file', async (above, line) => {
  expect(await scanned('a.csv', `${above}${CSV}`)).toEqual([
    [`TABLE ${JSON.stringify([{ path: 'a.csv', line }])}`],
    [],
  ]);
});

describe('archives', () => {
  test.each([
    ['dump.csv.gz', gzipSync(CSV)],
    ['dump.csv.zst', zstdCompressSync(CSV)],
    ['patients.csv.1.gz', gzipSync(CSV)],
    ['in.zip', makeZip({ 'a/patients.csv': CSV })],
    ['in.tar.gz', gzipSync(makeTar([{ name: 'a/patients.csv', content: CSV }]))],
    ['in.tgz', gzipSync(makeTar([{ name: 'patients.csv.gz', content: gzipSync(CSV) }]))],
  ])('%s is read; the place is the archive', async (path, bytes) => {
    expect(await scanned(path, bytes)).toEqual([told('TABLE', path), []]);
  });

  test('a compressed file that was cut off: what there is, and a gap', async () => {
    const many = gzipSync(
      CSV +
        Array.from(
          { length: 3000 },
          (_, i) => `Ana Quispe,1960-03-0${1 + (i % 9)},MR${i * 7919},E11.9\n`,
        ).join(''),
    );
    const [rules, reasons] = await scanned('a.csv.gz', many.subarray(0, many.length - 2000));
    expect(rules[0]).toMatch(/^MANY/);
    expect(reasons).toContain('a.csv.gz: a compressed file is cut off or damaged');
    expect((await scanned('a.csv.gz', 'hello'))[1]).toEqual([
      'a.csv.gz: named as a compressed file, and is none',
    ]);
  });

  test('bombs are told, and read in their beginning', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from(CSV), Buffer.alloc(200 * 1024 * 1024, 10)]));
    expect(await scanned('a.csv.gz', bomb)).toEqual([
      told('TABLE', 'a.csv.gz'),
      ['a.csv.gz: a compressed file inflates to more than is read'],
    ]);
    let nested = makeZip({ 'a.csv': CSV });
    for (let i = 0; i < 5; i += 1) nested = makeZip({ 'a.zip': nested });
    expect(await scanned('a.zip', nested)).toEqual([
      [],
      ['a.zip: archives in more than 3 archives are not read'],
    ]);
  });

  test('encrypted entries are told, packages of software are passed over', async () => {
    const locked = forgeZip([{ name: 'patients.csv', content: CSV, encrypted: true }]);
    expect(await scanned('a.zip', locked)).toEqual([[], ['a.zip: an archive: an entry is encrypted']]);
    const npm = makeTar([
      { name: 'package/package.json', content: '{}' },
      { name: 'package/patients.csv', content: CSV },
    ]);
    expect(await scanned('vendor/x.tgz', gzipSync(npm))).toEqual([[], []]);
  });

  test('kinds that are not read count in archives as well', async () => {
    const zip = makeZip({ 'faxes/0001.pdf': '%PDF-1.7\n', 'faxes/0002.pdf': '%PDF-1.7\n' });
    expect((await scanned('in.zip', zip))[1]).toEqual([
      '2 files of kinds that are not read (PDF: 2): in.zip; look into them, then exclude them',
    ]);
  });
});

test('tables of SQLite databases are read; a database that was cut off is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-sqlite-'));
  const path = join(folder, 'a.db');
  const database = new DatabaseSync(path);
  database.exec(
    "CREATE TABLE patients (id INTEGER PRIMARY KEY, name VARCHAR(80), dob TEXT, weight DECIMAL(5,2)); INSERT INTO patients VALUES (1, 'Rosalind Kowalczyk', '1958-07-23', 61.5); CREATE TABLE staff (name TEXT, email TEXT); INSERT INTO staff VALUES ('Ana Quispe', 'ana.quispe@gmail.com');",
  );
  database.close();
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  expect(await scanned('data/clinic', bytes)).toEqual([told('TABLE', 'data/clinic'), []]);
  expect((await scanned('data/clinic', bytes.subarray(0, 5000)))[1]).toEqual([
    'data/clinic: the SQLite database is damaged, or in a form that is not read',
  ]);
  expect((await scanned('data/clinic.db', bytes.subarray(0, 100)))[1]).toEqual([
    'data/clinic.db: the SQLite database is cut off',
  ]);
});
