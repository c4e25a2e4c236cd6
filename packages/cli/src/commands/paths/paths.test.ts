import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'theriac-paths-'));
afterAll(() => rmSync(folder, { recursive: true }));

const given = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('what is not known is not an all-clear', () => {
  test.each([
    [
      'an empty folder',
      mkdtempSync(join(folder, 'empty-')),
      'No configuration that paths are read from was found.',
    ],
    ['configuration without a store', '', 'No store of data was recognised'],
  ])('%s', async (_, target, text) => {
    const own =
      target === '' ? given('compose.yaml', 'services: {web: {image: registry.example/web:1}}\n') : target;
    const { code, stdout } = await runInProcess(['paths', own, '-q']);
    expect([code, stdout]).toEqual([3, expect.stringContaining(text)]);
  });
});

describe('a single file', () => {
  test('of configuration is a target', async () => {
    const path = given('compose.yaml', 'services: {db: {image: postgres:17, ports: ["5432:5432"]}}\n');
    const { code, stdout } = await runInProcess(['paths', path, '-q']);
    expect([code, stdout]).toEqual([1, expect.stringContaining('services.db: reached directly')]);
  });

  test('of a server is one for a scan too', async () => {
    const path = given(
      'nginx.conf',
      'http {\n  server {\n    listen 443 ssl;\n    ssl_protocols TLSv1;\n  }\n}\n',
    );
    const { stdout } = await runInProcess(['scan', path, '--offline', '-q', '--format', 'json']);
    expect(JSON.parse(stdout).findings.map((f: { rule: string }) => f.rule)).toContain(
      'THERIAC-CFG-NGINX-OLD-TLS',
    );
  });

  test('that is neither is refused', async () => {
    const { code, stderr } = await runInProcess([
      'scan',
      given('notes.conf', 'hello\u0000\n'),
      '--offline',
      '-q',
    ]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('(THERIAC_TARGET_KIND)')]);
  });
});
