/** One flaw in many projects of one lockfile is one finding, with every project as a place. */
import { DEFAULT_CONFIG, type Suppression } from '@theriac/govern';
import { makeFolder, makeStore, removeFolders, scanWith } from '@theriac/testing/make-target';
import { afterAll, beforeAll, expect, test } from 'vitest';

let store: Awaited<ReturnType<typeof makeStore>>;
beforeAll(async () => {
  store = await makeStore();
});
afterAll(removeFolders);

const MEMBERS = 32;
const names = Array.from({ length: MEMBERS }, (_, i) => `packages/p${String(i).padStart(2, '0')}`);
const FILES: Readonly<Record<string, string>> = {
  'package.json': '{"name":"top","workspaces":["packages/*"]}',
  'package-lock.json': JSON.stringify({
    name: 'top',
    lockfileVersion: 3,
    packages: {
      '': { name: 'top', workspaces: ['packages/*'] },
      ...Object.fromEntries(
        names.flatMap((path) => [
          [path, { version: '1.0.0', dependencies: { parent: '1.0.0' } }],
          [`node_modules/${path.slice(9)}`, { resolved: path, link: true }],
        ]),
      ),
      'node_modules/parent': { version: '1.0.0', dependencies: { flawed: '1.0.0' } },
      'node_modules/flawed': { version: '1.0.0' },
    },
  }),
  ...Object.fromEntries(
    names.map((path) => [
      `${path}/package.json`,
      `{"name":"${path.slice(9)}","version":"1.0.0","dependencies":{"parent":"1.0.0"}}`,
    ]),
  ),
};

const flaws = async (more: Parameters<typeof scanWith>[2] = {}) => {
  const result = await scanWith(store, makeFolder(FILES), more);
  return { result, flawed: result.findings.filter((f) => f.rule === 'TEST-npm-1') };
};

test('one finding, one fix, thirty-two places', async () => {
  const { result, flawed } = await flaws();
  expect(flawed).toHaveLength(1);
  const [finding] = flawed;
  expect(finding?.subject.roots).toHaveLength(MEMBERS);
  expect(finding?.related?.map((r) => r.location.path)).toEqual(names.map((path) => `${path}/package.json`));
  expect(finding?.locations).toHaveLength(1);
  expect(result.gate.failing).toEqual([finding?.fingerprint]);
  expect(result.fixes.filter((f) => f.package === 'flawed')).toHaveLength(1);
});

test('systems keep their findings apart: each is ranked for itself', async () => {
  const systems = [
    { name: 'portal', paths: ['packages/p00'], source: 'theriac.yaml:1' },
    { name: 'rest', source: 'theriac.yaml:2' },
  ];
  const { flawed } = await flaws({ config: { ...DEFAULT_CONFIG, systems } });
  expect(flawed.map((f) => [f.subject.system, f.subject.roots?.length]).sort()).toEqual([
    ['portal', undefined],
    ['rest', MEMBERS - 1],
  ]);
});

test('what is suppressed for one project counts for the others, under the same fingerprint', async () => {
  const [before] = (await flaws()).flawed;
  const ignore: Suppression = {
    kind: 'ignored path',
    id: 'theriac.yaml:3',
    source: 'theriac.yaml:3',
    path: 'packages/p03',
    reason: 'not shipped',
    expires: '2026-01-05',
  };
  const { flawed } = await flaws({ config: { ...DEFAULT_CONFIG, ignore: [ignore] } });
  const open = flawed.find((f) => f.status.state === 'open');
  expect(open?.subject.roots).toHaveLength(MEMBERS - 1);
  expect(open?.fingerprint).toBe(before?.fingerprint);
  expect(flawed.find((f) => f.status.state === 'excepted')?.subject.root).toContain('packages/p03');
});
