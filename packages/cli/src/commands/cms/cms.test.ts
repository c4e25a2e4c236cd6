/** The commands about sites on the examples of the repository. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, describe, expect, test } from 'vitest';

const EXAMPLES = fileURLToPath(new URL('../../../../../examples', import.meta.url));
const PORTAL = join(EXAMPLES, 'drupal-portal');
const HARDENED = join(EXAMPLES, 'drupal-portal-hardened');

afterAll(removeFolders);

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

describe('matrix', () => {
  test('names each role that may do something, within 80 columns', async () => {
    const { code, stdout } = await runInProcess(['cms', 'matrix', PORTAL]);
    expect(code).toBe(0);
    expect(stdout).toContain('  anonymous      -       -       -       -       any\n');
    expect(widest(stdout)).toBeLessThanOrEqual(80);
  });

  test('as JSON and Markdown', async () => {
    const json: { sites: { matrices: { store: string }[] }[] } = JSON.parse(
      (await runInProcess(['cms', 'matrix', PORTAL, '--format', 'json'])).stdout,
    );
    expect(json.sites[0]?.matrices.map(({ store }) => store)).toEqual([
      'submissions of webforms',
      'submissions of the form appointment',
      'patient',
    ]);
    const { stdout } = await runInProcess(['cms', 'matrix', HARDENED, '--format', 'markdown']);
    expect(stdout).toContain('| laboratory | any | – | – | – | – |');
  });

  test('where there is no site, the exit code is 3', async () => {
    const { code, stdout } = await runInProcess(['cms', 'matrix', makeFolder({ 'a.txt': 'x' })]);
    expect([code, stdout]).toEqual([3, 'No Drupal configuration export and no WordPress site is there.\n']);
  });
});

describe('forms', () => {
  test('patient data, encryption, retention and receivers', async () => {
    const { code, stdout } = await runInProcess(['cms', 'forms', HARDENED]);
    expect(code).toBe(0);
    expect(stdout).toContain('  asks for   symptoms (health; encrypted)\n');
    expect(stdout).toContain('  stored     database; kept: 90 days\n');
    expect(stdout).toContain('  mailed to  desk@clinic.example\n');
    expect(stdout).not.toContain('feedback');
    expect(widest(stdout)).toBeLessThanOrEqual(80);
    const all = await runInProcess(['cms', 'forms', HARDENED, '--all', '--format', 'markdown']);
    expect(all.stdout).toContain('| webform feedback |');
  });
});

describe('diff', () => {
  test('privileges that grew fail where that was asked for', async () => {
    const worse = await runInProcess(['cms', 'diff', HARDENED, PORTAL, '--fail-on-privilege']);
    expect(worse.code).toBe(1);
    expect(worse.stdout).toContain('  ! role anonymous: view encrypted values\n');
    expect(worse.stdout).toContain('    user.settings: register: admin_only → visitors\n');
    expect(worse.stdout).toContain('  ! form appointment: is sent to another server (crm.vendor.example)\n');
    expect((await runInProcess(['cms', 'diff', HARDENED, PORTAL])).code).toBe(0);
    const same = await runInProcess(['cms', 'diff', PORTAL, PORTAL, '--fail-on-privilege']);
    expect([same.code, same.stdout]).toEqual([0, '0 changes\n']);
  });

  test('privileges that shrank do not', async () => {
    const folder = makeFolder({});
    cpSync(HARDENED, folder, { recursive: true });
    const path = join(folder, 'config/sync/user.role.front_desk.yml');
    writeFileSync(path, readFileSync(path, 'utf8').replace("  - 'view any webform submission'\n", ''));
    const { code, stdout } = await runInProcess(['cms', 'diff', HARDENED, folder, '--fail-on-privilege']);
    expect(code).toBe(0);
    expect(stdout).toContain('  ! role front_desk: view any webform submission\n');
  });

  test('values of secrets are not shown', async () => {
    const site = (secret: string): string =>
      makeFolder({
        'config/sync/core.extension.yml': 'module: {node: 0, openid_connect: 0}\n',
        'config/sync/openid_connect.client.a.yml': `status: true\nsettings: {client_secret: ${secret}}\n`,
      });
    const { stdout } = await runInProcess([
      'cms',
      'diff',
      site('pl4nted-secret-one'),
      site('pl4nted-secret-number-two'),
    ]);
    expect(stdout.replace(/\s+/g, ' ')).toContain('a value of 18 characters → a value of 25 characters');
    expect(stdout).not.toContain('pl4nted');
  });
});

test('the hardened twin of the example has no finding that is high', async () => {
  const { stdout } = await runInProcess([
    'scan',
    HARDENED,
    '--offline',
    '--quiet',
    '--format',
    'json',
    '--as-of',
    '2026-11-22',
  ]);
  const { findings }: { findings: { rule: string; severity: string }[] } = JSON.parse(stdout);
  expect(findings.filter(({ severity }) => severity !== 'low')).toEqual([]);
  expect(findings.map(({ rule }) => rule).sort()).toEqual([
    'THERIAC-CMS-DRUPAL-PASSWORD-NEVER-EXPIRES',
    'THERIAC-CMS-DRUPAL-PASSWORD-REUSE',
    'THERIAC-CMS-DRUPAL-PASSWORD-SIMPLE',
  ]);
});
