/** Members of a family go to one version; what still holds against each of them there stays open. */
import { makeFolder, makeStore, osvRecord, removeFolders, scanWith } from '@theriac/testing/make-target';
import { afterAll, expect, test } from 'vitest';

afterAll(removeFolders);

const flaw = (name: string, fixed: string) =>
  // Two records, so that the version is confirmed.
  [1, 2].map((n) => osvRecord(`TEST-${name}-${n}`, 'npm', name, [{ introduced: '0' }, { fixed }]));

test('the end of life of a line is not cleared by the version that another member needs', async () => {
  const cycles = [
    { cycle: '19', releaseDate: '2024-12-05', eol: false, latest: '19.0.0' },
    { cycle: '17', releaseDate: '2020-10-20', eol: '2022-03-29', latest: '17.0.9' },
  ];
  const store = await makeStore(
    { npm: [...flaw('react', '17.0.3'), ...flaw('react-dom', '17.0.5')] },
    undefined,
    {
      'eol/react.json': JSON.stringify(cycles),
    },
  );
  const dependencies = { react: '^17.0.0', 'react-dom': '^17.0.0' };
  const root = { name: 'app', version: '1.0.0', dependencies };
  const { findings, fixes } = await scanWith(
    store,
    makeFolder({
      'package.json': JSON.stringify(root),
      'package-lock.json': JSON.stringify({
        name: 'app',
        lockfileVersion: 3,
        packages: {
          '': root,
          'node_modules/react': { version: '17.0.2' },
          'node_modules/react-dom': { version: '17.0.2' },
        },
      }),
    }),
  );
  const ended = findings.find((f) => f.rule === 'THERIAC-EOL-react-17')?.fingerprint ?? 'not found';
  const plan = fixes.filter(({ kind }) => kind === 'upgrade-direct' || kind === 'none');
  expect(plan.map((f) => [f.package, f.to, f.clears.includes(ended)]).sort()).toEqual([
    ['react', null, true],
    ['react', '17.0.5', false],
    ['react-dom', '17.0.5', false],
  ]);
});
