/** Commands that a report prints run as they are, from where the reader is. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { runInProcess } from '@theriac/testing/run-in-process';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterAll, expect, inject, test } from 'vitest';

afterAll(removeFolders);

const dependencies = { lodash: '4.17.11' };
const MANIFEST = JSON.stringify({ name: 'x', dependencies });
const LOCK = JSON.stringify({
  name: 'x',
  lockfileVersion: 3,
  packages: { '': { name: 'x', dependencies }, 'node_modules/lodash': { version: '4.17.11' } },
});

/** Programs that write down where they were called and with what. */
function programs(names: readonly string[]): { readonly folder: string; readonly log: string } {
  const script = '#!/bin/sh\nprintf "%s\\t%s\\n" "$PWD" "$(basename "$0") $*" >> "$LOG"\n';
  const folder = makeFolder(Object.fromEntries(names.map((name) => [name, script])));
  for (const name of names) chmodSync(join(folder, name), 0o755);
  return { folder, log: join(folder, 'log') };
}

/** Every command below “Next:”, its lines as they are on the screen. */
function nextCommands(text: string): string {
  const next = text.slice(text.indexOf('\nNext:\n'));
  return next
    .split('\n')
    .flatMap((line) => (/^ {2}\$ | {6}\S/.test(line) ? [line.replace(/^ {2}\$ /, '')] : []))
    .join('\n');
}

test.skipIf(process.platform === 'win32').each([
  ['', 40],
  ['services/api', 40],
  ["it's a; folder/$(id)", 80],
])('the folder of the target and of the step (%s, %i columns)', async (inner, width) => {
  const path = (name: string): string => (inner === '' ? name : `${inner}/${name}`);
  const folder = makeFolder({ [path('package.json')]: MANIFEST, [path('package-lock.json')]: LOCK });
  const { stdout } = await runInProcess(['scan', folder, '--offline', '--quiet', '--as-of', AS_OF], {
    env: { THERIAC_DATA: inject('sampleData'), COLUMNS: String(width) },
  });
  const { folder: bin, log } = programs(['npm', 'theriac']);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, LOG: log };
  const here = process.cwd();
  const ran = spawnSync('sh', ['-e', '-c', nextCommands(stdout)], { env, encoding: 'utf8', cwd: here });
  expect([ran.status, ran.stderr]).toEqual([0, '']);
  expect(readFileSync(log, 'utf8').trimEnd().split('\n')).toEqual([
    `${inner === '' ? folder : join(folder, inner)}\tnpm install --save-exact lodash@4.17.21`,
    `${here}\ttheriac explain CVE-2019-10744 ${folder}`,
    `${here}\ttheriac why lodash ${folder}`,
  ]);
});

test('a report in a file names no folder of this machine', async () => {
  const folder = makeFolder({ 'package.json': MANIFEST, 'package-lock.json': LOCK });
  const file = join(makeFolder({}), 'report.txt');
  await runInProcess(
    ['scan', folder, '--offline', '--quiet', '--as-of', AS_OF, '--output', `terminal=${file}`],
    { env: { THERIAC_DATA: inject('sampleData') } },
  );
  expect(readFileSync(file, 'utf8')).toContain(
    '\n  $ npm install --save-exact lodash@4.17.21\n  $ theriac explain ',
  );
  expect(readFileSync(file, 'utf8')).not.toContain(folder);
});
