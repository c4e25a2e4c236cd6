import { readFileSync } from 'node:fs';
import { runInProcess } from '@theriac/testing/run-in-process';
import { expect, test } from 'vitest';

test.each([
  [[], 'theriac.schema.json'],
  [['config'], 'theriac.schema.json'],
  [['rules'], 'rules.schema.json'],
  [['scan-result'], 'scan-result.schema.json'],
])('theriac schema %j prints docs/schema/%s', async (args, name) => {
  const file = readFileSync(new URL(`../../../../../docs/schema/${name}`, import.meta.url), 'utf8');
  expect(await runInProcess(['schema', ...args])).toEqual({ code: 0, stdout: file, stderr: '' });
});

test('another name is refused with the names there are', async () => {
  const { code, stderr } = await runInProcess(['schema', 'sbom']);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('name sbom: not one of config, rules, scan-result'),
  ]);
});
