/** Damaged bytes of every binary format end in readings and gaps, never in an error of the program. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { MemoryFile } from '@theriac/read/text';
import { makeTar } from '@theriac/testing/make-tar';
import { makeZip } from '@theriac/testing/make-zip';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairs } from './corpus/pairs.ts';
import { readContent } from './read-content.ts';

const CSV = 'patient_name,dob,mrn\nRosalind Kowalczyk,1958-07-23,MR7304918\n';
const SHEET =
  '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" s="1"><v>21389</v></c></row></sheetData></worksheet>';

function database(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-damage-'));
  const made = new DatabaseSync(join(folder, 'a.db'));
  made.exec('CREATE TABLE patients (id INTEGER PRIMARY KEY, name TEXT, dob TEXT)');
  for (let i = 0; i < 300; i += 1)
    made.exec(`INSERT INTO patients VALUES (${i}, 'Rosalind Kowalczyk', '1958-07-${10 + (i % 20)}')`);
  made.close();
  const bytes = readFileSync(join(folder, 'a.db'));
  rmSync(folder, { recursive: true });
  return bytes;
}

const binary = pairs().flatMap(({ path, leaking }): [string, Uint8Array][] =>
  typeof leaking === 'string' ? [] : [[path, leaking]],
);

const FILES: readonly (readonly [string, Uint8Array])[] = [
  ...binary,
  [
    'a.xlsx',
    makeZip({
      'xl/sharedStrings.xml': '<sst><si><t>patient</t></si></sst>',
      'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
      'xl/worksheets/sheet1.xml': SHEET,
    }),
  ],
  [
    'a.docx',
    makeZip({ 'word/document.xml': '<w:document xmlns:w="w"><w:p><w:t>Patient: A</w:t></w:p></w:document>' }),
  ],
  ['a.db', database()],
  ['a.csv.gz', gzipSync(CSV)],
  ['a.zip', makeZip({ 'a.csv': CSV })],
  ['a.tar', makeTar([{ name: 'a.csv', content: CSV }])],
];

test.each(FILES)('%s', async (path, whole) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      fc.nat(),
      async (changes, cut) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const length = cut % 3 === 0 ? cut % bytes.length : bytes.length;
        const { gaps } = await readContent(new MemoryFile(path, bytes.subarray(0, length)));
        for (const { message } of gaps) expect(message).not.toMatch(/Kowalczyk|7304918/);
      },
    ),
    { numRuns: 150 },
  );
});
