/** Data of patients through the whole command: none of its reports may say any. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { REPORTS } from '@theriac/formats/reports';
import { makeZip } from '@theriac/testing/make-zip';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pairs } from '../packages/scan/src/detectors/phi-files/corpus/pairs.ts';

const FORMATS = ['terminal', 'table', ...REPORTS.map(({ id }) => id)];

let folder = '';
const planted = new Set<string>();

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-phi-'));
  for (const [i, pair] of pairs().entries()) {
    write(`${i}/${pair.path}`, pair.leaking);
    for (const value of pair.planted) planted.add(value);
  }
  const [hl7] = pairs();
  write('packed/all.zip', makeZip(Object.fromEntries(pairs().map((p, i) => [`${i}/${p.path}`, p.leaking]))));
  // Patients and a damaged part in one file.
  write('packed/adt.hl7', `${String(hl7?.leaking)}${hl7?.planted.join(' ')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scanned = async (
  ...more: readonly string[]
): Promise<{ text: string; code: number; stderr: string }> => {
  const output = join(folder, 'report');
  const { code, stderr } = await runInProcess([
    'scan',
    folder,
    '--offline',
    '--all',
    ...more,
    '--output',
    `json=${output}`,
  ]);
  const text = readFileSync(output, 'utf8');
  rmSync(output);
  return { text, code, stderr };
};

test.each(FORMATS)('%s holds no value of a patient', async (format) => {
  const output = join(folder, `report.${format}`);
  const { code, stderr } = await runInProcess([
    'scan',
    folder,
    '--offline',
    '--all',
    '--output',
    `${format}=${output}`,
  ]);
  const text = `${readFileSync(output, 'utf8')}${stderr}`;
  rmSync(output);
  expect(code).toBe(1);
  expect(planted.size).toBeGreaterThan(50);
  expect([...planted].filter((value) => text.includes(value))).toEqual([]);
});

test('what is damaged makes the area partial, and says where', async () => {
  const { text } = await scanned();
  const { coverage } = JSON.parse(text) as { coverage: { area: string; state: string; reasons: string[] }[] };
  expect(coverage.find(({ area }) => area === 'phi-files')).toMatchObject({
    state: 'partial',
    reasons: expect.arrayContaining(['packed/adt.hl7: 1 line of the HL7 file is no segment']),
  });
  expect(text).toContain('packed/all.zip');
});

test('files that are ignored or excluded are not read', async () => {
  write('.gitignore', ['/packed/', ...Array.from({ length: 100 }, (_, i) => `/${i}/`)].join('\n'));
  const { text } = await scanned('--exclude', '1??/**');
  rmSync(join(folder, '.gitignore'));
  expect(text).not.toContain('THERIAC-PHI-');
  expect(text).toContain('"phi-files"');
});
