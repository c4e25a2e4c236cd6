/** Secrets through the whole command: none of its reports may say one. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { positives } from '../packages/scan/src/detectors/secrets/corpus/positives.ts';
import { examplesOf, numbersFrom } from '../packages/scan/src/detectors/secrets/examples.ts';
import { SECRET_KINDS } from '../packages/scan/src/detectors/secrets/kinds/all.ts';

const FORMATS = [
  'terminal',
  'table',
  'json',
  'sarif',
  'cyclonedx',
  'spdx',
  'csv',
  'junit',
  'markdown',
  'html',
] as const;

let folder = '';
const planted: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-secrets-'));
  for (const [i, { text }] of positives(3).entries()) writeFileSync(join(folder, `file-${i}.env`), text);
  const random = numbersFrom(3);
  for (const kind of SECRET_KINDS)
    for (const { value } of Array.from({ length: 6 }, () => examplesOf(kind, random))
      .flat()
      .slice(0, 12))
      if (value !== undefined) planted.push(value);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(FORMATS)('%s holds no secret that was planted', async (format) => {
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
  expect(planted.length).toBeGreaterThan(1000);
  expect(planted.filter((value) => value.length >= 8 && text.includes(value))).toEqual([]);
});
