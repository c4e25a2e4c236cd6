import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixturePath } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { readOsv } from './osv.ts';

const fixtures = fixturePath('osv');

test('every record of the public test data is read or refused with a reason', () => {
  const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter(
    (f) => f.endsWith('.json') && f.includes('testdata'),
  );
  expect(files.length).toBeGreaterThan(25);
  const states = new Map<string, string>();
  for (const file of files) {
    const json = JSON.parse(readFileSync(join(fixtures, file), 'utf8')) as unknown;
    states.set(file, readOsv(json).state);
  }
  for (const good of ['GHSA-9v2f-6vcg-3hgv', 'GO-2024-2963', 'MAL-2024-10238', 'PYSEC-2023-74'])
    expect(states.get(`tools/osv-linter/testdata/${good}.json`), good).toBe('record');
  const converted = [...states].filter(([f]) => f.endsWith('.osv.json'));
  expect(converted.length).toBeGreaterThan(8);
  for (const [file, state] of converted)
    expect(state, file).toBe(file.includes('withdrawn') ? 'withdrawn' : 'record');
  for (const [file, state] of states)
    if (/CSAF\//.test(file) || /ghsa\/testdata\/[^.]+\.json$/.test(file))
      expect(state, file).not.toBe('record');
});
