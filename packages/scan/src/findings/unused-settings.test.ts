/** A setting that nothing answers to is reported, with what may have been meant. */
import { DEFAULT_CONFIG } from '@theriac/govern';
import { makeFolder, makeStore, removeFolders, scanWith } from '@theriac/testing/make-target';
import { afterAll, expect, test } from 'vitest';

afterAll(removeFolders);

test('support entries, accepted ecosystems and VEX statements', async () => {
  const folder = makeFolder({ 'requirements.txt': 'Foo_Bar==1.0.0\n' });
  const statement = {
    vulnerability: ['CVE-2020-10001'],
    products: [{ id: 'pkg:pypi/other', subcomponents: [] }],
    status: 'fixed' as const,
    timestamp: '2026-01-01T00:00:00Z',
    author: 'A',
  };
  const support = (name: string, line: number) => ({
    package: name,
    level: 'support' as const,
    source: `theriac.yaml:${line}`,
  });
  const { warnings } = await scanWith(await makeStore(), folder, {
    config: {
      ...DEFAULT_CONFIG,
      policy: { ...DEFAULT_CONFIG.policy, acceptUnmatched: ['helm'] },
      support: [support('foo-bar', 3), support('foo-baz', 4)],
    },
    vex: [
      { ...statement, source: 'a.json#1' },
      { ...statement, source: 'a.json#2' },
      { ...statement, source: 'b.json#1' },
    ],
  });
  expect(warnings).toEqual([
    'a.json: 2 of 2 VEX statements match no finding, for instance a.json#1 about CVE-2020-10001',
    'b.json: VEX statement b.json#1 about CVE-2020-10001 matches no finding',
    'policy.acceptUnmatched: nothing of Helm chart was found',
    'theriac.yaml:4: support of foo-baz matches no component; did you mean Foo_Bar?',
  ]);
});
