/** Two copies of one package: every report says of each its own version, scope, place and change. */
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { runInProcess } from '@theriac/testing/run-in-process';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterAll, describe, expect, inject, test } from 'vitest';

afterAll(removeFolders);

const LINES = [
  '{"name": "x", "lockfileVersion": 3, "packages": {',
  '"": {"name": "x", "devDependencies": {"lodash": "4.17.11"}, "dependencies": {"parent": "1.0.0"}},',
  '"node_modules/lodash": {"version": "4.17.11", "dev": true},',
  '"node_modules/parent": {"version": "1.0.0", "dependencies": {"lodash": "4.17.10"}},',
  '"node_modules/parent/node_modules/lodash": {"version": "4.17.10"}',
  '}}',
];
const DEV = 'package-lock.json:3';
const PROD = 'package-lock.json:5';

const project = (): string =>
  makeFolder({
    'package.json':
      '{"name": "x", "devDependencies": {"lodash": "4.17.11"}, "dependencies": {"parent": "1.0.0"}}',
    'package-lock.json': LINES.join('\n'),
  });

async function output(...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await runInProcess(
    [args[0] ?? 'scan', project(), '--as-of', AS_OF, '--quiet', ...args.slice(1)],
    { env: { THERIAC_DATA: inject('sampleData') } },
  );
  expect(stderr).toBe('');
  return stdout;
}
const scanned = (...args: readonly string[]): Promise<string> => output('scan', '--offline', ...args);

/** A change with its facts, from its title to the next one. */
function entry(text: string, title: RegExp): string {
  const parts = text.split(/\n(?=(?: |\d)\d?\. )/);
  return (parts.find((part) => title.test(part)) ?? '').replaceAll(/\s+/g, ' ');
}

describe('copies of one package', () => {
  test('terminal: the place and scope of what moves, and what it clears by itself', async () => {
    const text = await scanned();
    const direct = entry(text, /Upgrade lodash 4\.17\.11/);
    const nested = entry(text, /Override lodash 4\.17\.10/);
    expect(direct).toContain(`${DEV} · development`);
    expect(nested).toContain(`${PROD} · production`);
    const number = (of: string): string => /^ ?(\d+)\./.exec(of.trim())?.[1] ?? '';
    expect(direct).toContain(`clears together with change ${number(nested)}:`);
    expect(nested).toContain(`clears together with change ${number(direct)}:`);
  });

  test('csv: a row per copy', async () => {
    const rows = (await scanned('--format', 'csv')).split('\n').filter((row) => row.includes(',lodash,'));
    const copies = new Set(
      rows.map((row) => /,lodash,([\d.]+),[\d.]+,(\w+),([^,]+),/.exec(row)?.slice(1).join(' ')),
    );
    expect([...copies].sort()).toEqual([`4.17.10 production ${PROD}`, `4.17.11 development ${DEV}`]);
    for (const row of rows) {
      const version = row.includes(PROD) ? '4.17.10' : '4.17.11';
      expect(row).toMatch(new RegExp(`(?:Upgrade|Override) lodash ${version.replaceAll('.', '\\.')} `));
      expect(row).toContain(`pkg:npm/lodash@${version}`);
    }
  });

  test.each([
    ['development', '4.17.11', '4.17.10'],
    ['production', '4.17.10', '4.17.11'],
  ])('--scope %s shows the copies of it', async (scope, own, other) => {
    for (const format of ['csv', 'table']) {
      const text = await scanned('--scope', scope, '--format', format);
      expect(text).toMatch(new RegExp(`lodash[ ,]+${own.replaceAll('.', '\\.')}[ ,]`));
      expect(text).not.toMatch(new RegExp(`lodash[ ,]+${other.replaceAll('.', '\\.')}[ ,]`));
    }
    expect(await scanned('--scope', scope)).not.toMatch(
      new RegExp(`(?:Upgrade|Override) lodash ${other.replaceAll('.', '\\.')} `),
    );
  });

  test('SARIF: the version at each place, and both changes', async () => {
    const { runs } = JSON.parse(await scanned('--format', 'sarif'));
    const [result] = runs[0].results.filter((r: { message: { text: string } }) =>
      r.message.text.startsWith('lodash '),
    );
    expect(result.message.text).toMatch(
      /Upgrade lodash 4\.17\.11.*; and Override lodash 4\.17\.10|Override lodash 4\.17\.10.*; and Upgrade lodash 4\.17\.11/,
    );
    const at = result.locations.map(
      (l: {
        physicalLocation: { region: { startLine: number } };
        logicalLocations: [{ fullyQualifiedName: string }];
      }) => [l.physicalLocation.region.startLine, l.logicalLocations[0].fullyQualifiedName],
    );
    expect(at).toEqual([
      [3, 'pkg:npm/lodash@4.17.11'],
      [5, 'pkg:npm/lodash@4.17.10'],
    ]);
  });

  test('Markdown and HTML: place and scope of what moves', async () => {
    const rows = (await scanned('--format', 'markdown'))
      .split('\n')
      .map((row) => row.replaceAll('&#58;', ':'));
    expect(rows.find((row) => row.includes('Upgrade lodash 4.17.11'))).toContain(
      `${DEV}</code>, development`,
    );
    expect(rows.find((row) => row.includes('Override lodash 4.17.10'))).toContain(
      `${PROD}</code>, production`,
    );
    const html = (await scanned('--format', 'html')).split('<li class="card-item');
    const card = (title: string): string => html.find((part) => part.includes(`. ${title}`)) ?? '';
    expect(card('Upgrade lodash 4.17.11')).toContain(`${DEV} · development`);
    expect(card('Override lodash 4.17.10')).toContain(`${PROD} · production`);
    expect(html.find((part) => part.includes('data-scope="production development"'))).toContain(
      `${PROD}: 4.17.10, production`,
    );
  });

  test('JUnit: the place of what moves', async () => {
    const cases = (await scanned('--format', 'junit')).split('<testcase');
    const body = (title: string): string => cases.find((one) => one.includes(title)) ?? '';
    expect(body('Upgrade lodash 4.17.11')).toContain(`(${DEV})`);
    expect(body('Upgrade lodash 4.17.11')).not.toContain(`(${PROD})`);
    expect(body('Override lodash 4.17.10')).toContain(`(${PROD})`);
  });
});
