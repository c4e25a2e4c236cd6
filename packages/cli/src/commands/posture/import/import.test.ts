import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, describe, expect, test } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'theriac-posture-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A folder of its own, and the export beside it. */
function given(name: string, text: string): { readonly target: string; readonly file: string } {
  const target = mkdtempSync(join(root, 'target-'));
  const file = join(root, name);
  writeFileSync(file, text);
  return { target, file };
}

const kept = (target: string): string =>
  readdirSync(join(target, 'posture'))
    .map((name) => readFileSync(join(target, 'posture', name), 'utf8'))
    .join('');

describe('an export of GitHub', () => {
  const export_ = (required: boolean): string =>
    JSON.stringify({
      login: 'clinic',
      email: 'ana@clinic.example',
      two_factor_requirement_enabled: required,
    });

  test('is kept without anything personal, and judged', async () => {
    const { target, file } = given('org.json', export_(false));
    const { code, stdout } = await runInProcess(['posture', 'import', file, target]);
    expect([code, stdout]).toEqual([1, expect.stringContaining('THERIAC-CFG-FORGE-NO-SECOND-FACTOR')]);
    expect(kept(target)).toContain('"two_factor_requirement_enabled": false');
    expect(kept(target)).not.toContain('ana@clinic.example');
  });

  test('is judged by each scan, until a newer one takes its place', async () => {
    const { target, file } = given('org.json', export_(false));
    await runInProcess(['posture', 'import', file, target]);
    const scanned = await runInProcess(['scan', target, '--offline', '-q', '--format', 'json']);
    expect(JSON.parse(scanned.stdout).findings).toMatchObject([
      { rule: 'THERIAC-CFG-FORGE-NO-SECOND-FACTOR', subject: { label: expect.stringContaining('clinic') } },
    ]);
    writeFileSync(file, export_(true));
    expect((await runInProcess(['posture', 'import', file, target])).code).toBe(0);
    expect(readdirSync(join(target, 'posture'))).toHaveLength(1);
  });
});

test('a credential report is told by its columns', async () => {
  const { target, file } = given(
    'report.csv',
    'user,arn,password_enabled,mfa_active,access_key_1_active\n<root_account>,a,x,true,true\nana,b,true,false,false\n',
  );
  const { code, stdout } = await runInProcess(['posture', 'import', file, target]);
  expect(code).toBe(1);
  expect(stdout.match(/THERIAC-CFG-[A-Z-]+/g)).toEqual([
    'THERIAC-CFG-CLOUD-ROOT-KEY',
    'THERIAC-CFG-CLOUD-USER-NO-SECOND-FACTOR',
  ]);
});

test.each([
  ['something else', '{"a":1}', 2, 'this is no export that is understood'],
  ['broken JSON', '{"a":', 3, 'not valid JSON'],
  ['nothing', '', 2, 'this is no export that is understood'],
])('%s is refused, and nothing is written', async (_, text, code, message) => {
  const { target, file } = given('x.json', text);
  const result = await runInProcess(['posture', 'import', file, target]);
  expect([result.code, result.stderr.replaceAll(/\s+/g, ' ')]).toEqual([
    code,
    expect.stringContaining(message),
  ]);
  expect(readdirSync(target)).toEqual([]);
});
