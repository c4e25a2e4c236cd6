/** A single text, and standard input, as targets. */
import { join } from 'node:path';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, expect, test } from 'vitest';
import { plantedSecret } from './repositories.ts';
import { folderWith, removeFolders } from './run-cli.ts';

afterAll(removeFolders);

const TOKEN = plantedSecret('GITHUB-TOKEN');

test.each(['notes', 'a.txt', 'a.unknown', 'package.json', 'bom.json'])(
  'any text is a target: %s',
  async (name) => {
    const folder = folderWith({ [name]: `{"token": "${TOKEN}"}\n` });
    for (const command of ['scan', 'secrets']) {
      const offline = command === 'scan' ? ['--offline'] : [];
      const { code, stdout } = await runInProcess([
        command,
        join(folder, name),
        ...offline,
        '--format',
        'json',
      ]);
      expect([code, JSON.parse(stdout).findings.length]).toEqual([1, 1]);
    }
  },
);

test('a bill of materials is searched for secrets as the text that it is', async () => {
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    properties: [{ name: 'x', value: TOKEN }],
  };
  const folder = folderWith({ 'bom.json': JSON.stringify(bom) });
  expect((await runInProcess(['secrets', join(folder, 'bom.json')])).code).toBe(1);
});

test('what is no text is none', async () => {
  const folder = folderWith({ 'a.unknown': new Uint8Array([1, 0, 2]) });
  for (const command of ['scan', 'secrets']) {
    const { code, stderr } = await runInProcess([command, join(folder, 'a.unknown')]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('(THERIAC_TARGET_KIND)')]);
  }
});

test('a text is searched on standard input, with and without quotes', async () => {
  for (const input of [`TOKEN=${TOKEN}\n`, 'DB_PASSWORD=Wq7xTz93Lm\n', `\uFEFFTOKEN=${TOKEN}\r\n`]) {
    const { code, stdout } = await runInProcess(['secrets', '-', '--format', 'json'], { input });
    const [finding] = JSON.parse(stdout).findings;
    expect([code, finding.locations[0].path, finding.locations[0].line]).toEqual([1, 'stdin', 1]);
  }
  expect((await runInProcess(['secrets', '-'], { input: 'nothing\n' })).code).toBe(0);
  expect((await runInProcess(['secrets', '-'], { input: '' })).code).toBe(0);
  const { stdout } = await runInProcess(['scan', '-', '--offline'], { input: `TOKEN=${TOKEN}\n` });
  expect(stdout).toContain('stdin:1');
});

const OWN = `version: 1
secrets:
  kinds:
    - id: CLINIC-DEVICE
      title: Token of our devices
      keywords: [WARD-]
      expression: WARD-[A-Z0-9]{8}
      examples: {fail: [WARD-4KX9QZ7M], pass: [WARD-1]}
`;

test('kinds of the own are searched for, tested and explained', async () => {
  const folder = folderWith({ 'theriac.yaml': OWN, 'a.txt': 'id WARD-9ZX4MQ7K\n' });
  const found = await runInProcess(['secrets', folder]);
  expect([found.code, found.stdout]).toEqual([
    1,
    expect.stringContaining('Token of our devices in a file (CLINIC-DEVICE)'),
  ]);
  const tested = await runInProcess(['rules', 'test', folder]);
  expect([tested.code, tested.stdout]).toEqual([
    0,
    'ok    CLINIC-DEVICE (theriac.yaml:4)\n\n1 rule, 0 failed\n',
  ]);
  const explained = await runInProcess(['explain', 'CLINIC-DEVICE', folder]);
  expect([explained.code, explained.stdout]).toEqual([
    0,
    expect.stringContaining('Declared at theriac.yaml:4'),
  ]);
});
