import type { Inventory } from '@theriac/core';
import { expect, test } from 'vitest';
import { Lookup } from './advisory-lookup.ts';
import { coverageOf } from './coverage.ts';

const reasons = (
  skipped: Inventory['skipped'],
  unknowns: Inventory['unknowns'] = [],
): readonly string[] | undefined => {
  const lookup = new Lookup({ indexes: '/nowhere', downloads: '/nowhere' }, '2026-06-01', 14);
  const inventory: Inventory = { roots: [], components: [], unknowns, skipped };
  return coverageOf({
    inventory,
    lookup,
    defects: [],
    findings: [],
    acceptUnmatched: [],
    onlyNew: false,
  }).find((c) => c.area === 'inventory')?.reasons;
};

test('where nothing was recognised, it is said when installed packages were left out', () => {
  expect(reasons([{ path: '.git', reason: 'version-control' }])).toEqual(['no package file was recognised']);
  expect(reasons([{ path: 'app/node_modules', reason: 'installed-packages' }])).toEqual([
    'no package file was recognised; installed packages in app/node_modules were left out',
  ]);
});

test('a target that could not be looked at is unread, not unrecognised', () => {
  const message = 'nested deeper than 100 folders';
  expect(
    reasons([], [{ reason: 'too-deep', message, location: { path: 'a/b' }, losesComponents: true }]),
  ).toEqual([`a/b: ${message}`]);
});

test('of what a file lacks the first is named and the others are counted, each message once', () => {
  const unknown = (message: string): Inventory['unknowns'][number] => ({
    reason: 'dangling-edge',
    message,
    location: { path: 'a.lock' },
    losesComponents: true,
  });
  expect(reasons([], [unknown('b'), unknown('c'), unknown('b'), unknown('d')])).toEqual([
    'a.lock: b (and 2 more)',
  ]);
});

test('a distribution is judged by its packages; that nothing matches it by itself is no gap', () => {
  const reasonsOf = (name: string): readonly string[] => {
    const lookup = new Lookup({ indexes: '/nowhere', downloads: '/nowhere' }, '2026-06-01', 14);
    const component = {
      id: name,
      root: 'os',
      ecosystem: 'generic',
      name,
      version: '1',
      purl: `pkg:generic/${name}@1`,
      scope: 'production',
      direct: true,
      dependsOn: [],
      location: { path: 'etc/os-release' },
    } as const;
    const root = { id: 'os', path: 'etc/os-release', extractor: 'os/release', ecosystem: 'generic' } as const;
    const inventory: Inventory = { roots: [root], components: [component], unknowns: [], skipped: [] };
    const coverage = coverageOf({
      inventory,
      lookup,
      defects: [],
      findings: [],
      acceptUnmatched: [],
      onlyNew: false,
    });
    return coverage.find((c) => c.area === 'vulnerabilities')?.reasons ?? [];
  };
  for (const name of [
    'debian',
    'wolfi',
    'chainguard',
    'rhel',
    'sles',
    'openeuler',
    'azurelinux',
    'photon',
    'mageia',
  ])
    expect(reasonsOf(name), name).toEqual([]);
  expect(reasonsOf('a-program')).toEqual(['Other: no advisory feed exists; 1 component not matched']);
});
