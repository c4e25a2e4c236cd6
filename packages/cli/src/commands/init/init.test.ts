import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseConfig } from '@theriac/govern/config-schema';
import { runInProcess } from '@theriac/testing/run-in-process';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-init-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const written = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('theriac init', () => {
  test('an input that ends early is told on a line of its own, and nothing is written', async () => {
    const { code, stderr } = await runInProcess(['init', folder], { input: 'Portal\n' });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/\] \ntheriac: the input ended before every/)]);
    expect(() => written('theriac.yaml')).toThrow();
  });

  test('writes a file that is valid by the schema which its first line names', async () => {
    expect(await runInProcess(['init', folder, '--yes'])).toMatchObject({ code: 0, stderr: '' });
    const text = written('theriac.yaml');
    const [, named = ''] = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text) ?? [];
    const path = join(dirname(join(folder, 'theriac.yaml')), named);
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(path, 'utf8')));
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ version: 1, polcy: {} })).toBe(false);
    expect(parseConfig(text, 'theriac.yaml').policy.failOn).toBe('out-of-cycle');
  });

  test.each(['theriac.yaml', 'theriac.schema.json'])(
    '%s is not written through a link out of the folder',
    async (name) => {
      const outside = `${folder}-outside.txt`;
      symlinkSync(outside, join(folder, name));
      const { code, stderr } = await runInProcess(['init', folder, '--yes', '--force']);
      expect([code, stderr]).toEqual([2, expect.stringContaining('THERIAC_OUTSIDE')]);
      expect(existsSync(outside)).toBe(false);
    },
  );

  test.each([['theriac.yaml'], ['theriac.schema.json']])('replaces %s only with --force', async (name) => {
    writeFileSync(join(folder, name), 'of somebody else');
    const refused = await runInProcess(['init', folder, '--yes']);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(`${join(folder, name)}: the file exists already; --force replaces it`);
    expect(written(name)).toBe('of somebody else');
    expect(await runInProcess(['init', folder, '--yes', '--force'])).toMatchObject({ code: 0 });
    expect(written(name)).not.toBe('of somebody else');
  });

  test('a schema that is there already and the same is no obstacle', async () => {
    await runInProcess(['schema', 'config', '--output', join(folder, 'theriac.schema.json')]);
    expect(await runInProcess(['init', folder, '--yes'])).toMatchObject({ code: 0 });
  });
});
