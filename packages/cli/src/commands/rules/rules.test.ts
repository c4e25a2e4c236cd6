import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QUERY_HELP, QUERY_WORDS, TEST_WORDS } from '@theriac/core/configuration';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'theriac-rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pod = (port: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: web, ports: [{${port}: 80}]}]}\n`;
const rules = (pass: string, examples = true): string =>
  JSON.stringify({
    version: 1,
    rules: [
      {
        id: 'ACME-HOST-PORT',
        title: 'Container takes a port of the host',
        severity: 'medium',
        on: 'kubernetes.container',
        pass: { ports: { no: { [pass]: { exists: true } } } },
        rationale: 'We publish through the ingress only.',
        remediation: 'Remove `hostPort`.',
        ...(examples
          ? { examples: { file: 'pod.yaml', fail: pod('hostPort'), pass: pod('containerPort') } }
          : {}),
      },
    ],
  });

function given(text: string): string {
  const path = join(folder, 'rules.yaml');
  writeFileSync(path, text);
  return path;
}

describe('rules of your own', () => {
  test('are asked in a scan, with the place where they fail', async () => {
    const target = join(folder, 'scanned');
    mkdirSync(target);
    writeFileSync(join(target, 'theriac.yaml'), 'version: 1\nrules: [ours.yaml]\n');
    writeFileSync(join(target, 'pod.yaml'), pod('hostPort'));
    writeFileSync(join(target, 'ours.yaml'), rules('hostPort'));
    const { stdout } = await runInProcess(['scan', target, '--offline', '-q', '--format', 'json']);
    const { findings } = JSON.parse(stdout);
    expect(findings.filter((f: { rule: string }) => f.rule === 'ACME-HOST-PORT')).toMatchObject([
      { locations: [{ path: 'pod.yaml', line: 4 }], decision: { outcome: 'scheduled' } },
    ]);
  });

  test('that do what their examples say pass the test', async () => {
    const { code, stdout } = await runInProcess([
      'rules',
      'test',
      folder,
      '--rules',
      given(rules('hostPort')),
    ]);
    expect([code, stdout]).toEqual([0, 'ok    ACME-HOST-PORT (rules.yaml:1)\n\n1 rule, 0 failed\n']);
  });

  test.each([
    ['reports nothing', rules('hostPorts'), 'the example that must fail passes'],
    ['reports both', rules('*').replace('"*"', '"@key"'), 'the example that must pass fails: 1 found'],
    ['has no examples', rules('hostPort', false), 'it has no examples'],
  ])('one that %s does not', async (_, text, told) => {
    const { code, stdout } = await runInProcess(['rules', 'test', folder, '--rules', given(text)]);
    expect(code).toBe(1);
    expect(stdout).toContain('FAIL  ACME-HOST-PORT');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(told);
  });

  test('are listed after those of Theriac, and shown', async () => {
    const path = given(rules('hostPort'));
    const listed = await runInProcess([
      'rules',
      'list',
      folder,
      '--rules',
      path,
      '--on',
      'kubernetes.container',
    ]);
    expect(listed.stdout).toMatch(/THERIAC-CFG-K8S-PRIVILEGED[\s\S]*ACME-HOST-PORT/);
    const { stdout } = await runInProcess(['rules', 'show', 'acme-host-port', folder, '--rules', path]);
    expect(stdout).toContain('Must hold\n  ports:\n    no:\n      hostPort:\n        exists: true\n');
  });

  test('outside the target must be named on the command line', async () => {
    writeFileSync(join(folder, 'theriac.yaml'), 'version: 1\nrules: [../rules.yaml]\n');
    const { code, stderr } = await runInProcess(['rules', 'list', folder]);
    rmSync(join(folder, 'theriac.yaml'));
    expect([code, stderr]).toEqual([2, expect.stringContaining('give it with --rules instead')]);
  });
});

test('every word of queries is explained', async () => {
  const words = [...TEST_WORDS, ...QUERY_WORDS, 'path', '@key', '@value'];
  expect(QUERY_HELP.map(({ name }) => name).sort()).toEqual(words.sort());
  const { stdout } = await runInProcess(['rules', 'show', 'query']);
  for (const word of words) expect(stdout).toContain(`\n${word}\n`.slice(word === 'path' ? 1 : 0));
});

test('a rule that does not exist is refused with the nearest one', async () => {
  const { code, stderr } = await runInProcess(['rules', 'show', 'THERIAC-CFG-K8S-PRIVILEGE']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('did you mean THERIAC-CFG-K8S-PRIVILEGED?')]);
});

test('what a target declares is shown without secrets', async () => {
  const compose = 'services:\n  db:\n    image: x.example/db:1\n    environment: {DB_PASSWORD: pl4nted}\n';
  writeFileSync(join(folder, 'compose.yaml'), compose);
  const { code, stdout } = await runInProcess(['rules', 'resources', folder, '--on', 'compose.*', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).resources).toMatchObject([
    { type: 'compose.service', name: 'services.db', values: { environment: { DB_PASSWORD: '[not shown]' } } },
  ]);
});
