/** What a mistyped word is answered with, whatever command it is given to. */
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, expect, test } from 'vitest';

afterAll(removeFolders);

test.each([
  [
    ['explain', 'THERIAC-SC-NOSUCH'],
    'there is no rule THERIAC-SC-NOSUCH; `theriac docs rules` lists the rules',
  ],
  [['explain', 'theriac-sc-image-latst'], 'did you mean THERIAC-SC-IMAGE-LATEST?'],
  [['explain', 'THERIAC-EOL-PHP-5'], 'no installed index knows a release line called THERIAC-EOL-PHP-5'],
  [['explain', 'THERIAC_CONFG'], 'there is no error code THERIAC_CONFG; did you mean THERIAC_CONFIG?'],
  [['explain', 'CVE-1'], 'no installed index knows CVE-1'],
  [['docs', 'gat'], 'there is no page gat; did you mean gate?'],
  [['docs', 'xxxxxxxx'], 'there is no page xxxxxxxx; `theriac docs` lists the pages'],
  [['scan', '--format', 'jsn'], 'did you mean json?'],
  [['scan', '--output', 'jsn=x'], '--output jsn=x: unknown format: not one of'],
  [['scan', '--fail-on', 'hgh'], 'did you mean high?'],
  [['db', 'build', '--feeds', 'x', '--only', 'npmm'], '--only npmm: not known; did you mean npm?'],
  [['completion', 'bsh'], 'did you mean bash?'],
])('%j', async (args, message) => {
  const { code, stdout, stderr } = await runInProcess(args, { env: { THERIAC_DATA: makeFolder() } });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(stderr).toContain('(THERIAC_USAGE)\n  next: Run `theriac ');
});

const NOTHING = 'No package file was found. Next: name a folder';

test.each([['list'], ['why', 'lodash']])('%s in a folder without package files says so', async (...words) => {
  const { code, stdout } = await runInProcess([...words, makeFolder()]);
  expect(code).not.toBe(0);
  expect(stdout).toContain(NOTHING);
});

test('a narrow terminal gets a package on two lines', async () => {
  const folder = makeFolder({ 'requirements.txt': 'flask==1.0\n' });
  const { stdout } = await runInProcess(['list', folder], { env: { COLUMNS: '40' } });
  expect(stdout).toContain('requirements.txt (1)\n  flask\n    1.0  production  direct\n');
  expect((await runInProcess(['list', folder])).stdout).toContain('  flask  1.0  production  direct\n');
});
