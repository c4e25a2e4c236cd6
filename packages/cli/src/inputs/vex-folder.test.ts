/** Of a folder, what can be read is applied, and what cannot is reported by name. */
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, expect, test } from 'vitest';
import { readAdvisories, readVex } from './config-file.ts';

afterAll(removeFolders);

const VEX = JSON.stringify({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://acme.example/1',
  author: 'Acme',
  timestamp: '2026-01-01T00:00:00Z',
  version: 1,
  statements: [
    { vulnerability: { name: 'CVE-2020-10001' }, products: [{ '@id': 'pkg:npm/a@1.0.0' }], status: 'fixed' },
  ],
});

test('VEX', async () => {
  const folder = makeFolder({
    'vex/a.json': VEX,
    'vex/b/broken.json': '{',
    'vex/c.json': VEX,
    'vex/notes.txt': 'x',
  });
  const { statements, warnings } = await readVex(folder, { ...DEFAULT_CONFIG, vex: ['vex'] }, []);
  expect(statements.map((s) => s.source)).toEqual(['vex/a.json#1', 'vex/c.json#1']);
  expect(warnings).toEqual([expect.stringMatching(/^vex\/b\/broken\.json: not applied: /)]);
  const given = await readVex(folder, DEFAULT_CONFIG, [join(folder, 'vex')]);
  expect(given.statements).toEqual(statements);
  await expect(readVex(folder, DEFAULT_CONFIG, [join(folder, 'vex/b/broken.json')])).rejects.toMatchObject({
    code: 'THERIAC_VEX',
  });
});

test('advisories of vendors', async () => {
  const folder = makeFolder({ 'csaf/broken.json': '{' });
  const { documents, warnings } = await readAdvisories(folder, { ...DEFAULT_CONFIG, csaf: ['csaf'] }, []);
  expect(documents).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(/^csaf\/broken\.json: not applied: /)]);
});
