/** What the configuration of a target names is read inside the target only. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, expect, test } from 'vitest';
import { configFor, readAdvisories, readVex } from './config-file.ts';

afterAll(removeFolders);

const outside = makeFolder({ 'secret.json': '{"a": 1}', 'theriac.yaml': 'vex: [x]\n' });
const target = makeFolder({ 'vex/a.txt': '' });
symlinkSync(join(outside, 'secret.json'), join(target, 'link.json'));
symlinkSync(outside, join(target, 'folder'));
symlinkSync(join(outside, 'secret.json'), join(target, 'vex/b.json'));

test.each([
  '../x.json',
  'vex/../../x.json',
  '/etc/passwd',
  join(outside, 'secret.json'),
  'C:\\x.json',
  'link.json',
  'folder',
  'folder/secret.json',
])('%s', async (name) => {
  const refused = { code: 'THERIAC_CONFIG', message: expect.stringContaining('outside the target') };
  await expect(readVex(target, { ...DEFAULT_CONFIG, vex: [name] }, [])).rejects.toMatchObject(refused);
  await expect(readAdvisories(target, { ...DEFAULT_CONFIG, csaf: [name] }, [])).rejects.toMatchObject(
    refused,
  );
});

test('a member of a folder that is a link out of it is not applied, and is told', async () => {
  const { statements, warnings } = await readVex(target, { ...DEFAULT_CONFIG, vex: ['vex'] }, []);
  expect(statements).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(/^vex\/b\.json: not applied: is a link that leads out/)]);
  const advisories = await readAdvisories(target, { ...DEFAULT_CONFIG, csaf: ['vex'] }, []);
  expect(advisories.warnings).toHaveLength(1);
});

test('a configuration that is a link out of the target', async () => {
  const linked = makeFolder({});
  symlinkSync(join(outside, 'theriac.yaml'), join(linked, 'theriac.yaml'));
  await expect(configFor(linked, {})).rejects.toMatchObject({ code: 'THERIAC_CONFIG' });
  mkdirSync(join(linked, 'in'));
  writeFileSync(join(linked, 'in/real.yaml'), 'vex: []\n');
  const inner = makeFolder({ 'real.yaml': 'version: 1\nvex: [a.json]\n' });
  symlinkSync('real.yaml', join(inner, 'theriac.yaml'));
  expect((await configFor(inner, {})).vex).toEqual(['a.json']);
});
