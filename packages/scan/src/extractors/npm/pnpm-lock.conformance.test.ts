import type { Extractor } from '@theriac/core';
import { listing } from '@theriac/testing/check-extraction';
import { fixturePath } from '@theriac/testing/public-sets';
import { runExtractor } from '@theriac/testing/run-extractor';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const FIXTURES = fixturePath(
  'extractors/osv-scalibr/extractor/filesystem/language/javascript/pnpmlock/testdata',
);
const extractor = extractors.find((e) => e.id === 'npm/pnpm-lock') as Extractor;
const fixture = (name: string) => runExtractor(extractor, FIXTURES, name);

describe('pnpm-lock.yaml', () => {
  it.each([
    ['mixed-groups.v53.yaml', ['ansi-regex@5.0.1', 'is-number@7.0.0', 'uuid@8.3.2']],
    ['mixed-groups.v54.yaml', ['ansi-regex@5.0.1', 'is-number@7.0.0', 'uuid@8.3.2']],
    ['mixed-groups.v6.yaml', ['ansi-regex@5.0.0', 'is-number@7.0.0', 'uuid@8.0.0']],
    ['mixed-groups.v9.yaml', ['ansi-regex@5.0.1', 'is-number@7.0.0', 'uuid@8.3.2']],
  ])('tells the three sections apart in %s', async (name, [a, b, c]) => {
    const result = await fixture(name);
    expect(result.unknowns).toEqual([]);
    expect(listing(result)).toEqual([
      `${a} production direct`,
      `${b} development direct`,
      `${c} optional direct`,
    ]);
    expect(result.roots[0]?.components[0]).toMatchObject({
      requested: '^5.0.0',
      hashes: [{ algorithm: 'sha512' }],
    });
  });

  it('finds packages through their peer suffixes', async () => {
    const six = await fixture('peer-dependencies-v6.yaml');
    expect(six.roots[0]?.components.find((c) => c.name === 'react-dom')?.dependsOn).toEqual([
      '/loose-envify@1.4.0',
      '/react@18.2.0',
      '/scheduler@0.23.0',
    ]);
    const nine = await fixture('peer-dependencies-advanced.v9.yaml');
    expect(nine.roots[0]?.components).toHaveLength(13);
    expect(nine.roots[0]?.components.find((c) => c.name === 'tsutils')).toMatchObject({
      key: 'tsutils@3.21.0(typescript@4.9.5)',
      version: '3.21.0',
      dependsOn: ['typescript@4.9.5'],
    });
  });

  it('reads keys of other registries and says which name no package', async () => {
    const result = await fixture('exotic.yaml');
    expect(listing(result)).toEqual([
      'foo@1.0.0 production',
      '@foo/bar@1.0.0 production',
      'foo@1.1.0 production',
      '@foo/bar@1.1.0 production',
      'foo@1.2.0 production',
      'foo@1.3.0 production',
      'foo@1.4.0 production',
      'foo@? production',
    ]);
    expect(result.unknowns.map((u) => `${u.reason} ${u.location.line}`)).toEqual([
      'unparseable 14',
      'invalid-version 18',
      'dangling-edge 7',
    ]);
  });

  it('names repository and commit, folder and tarball', async () => {
    const commits = await fixture('commits.v9.yaml');
    expect(commits.roots[0]?.components.map((c) => c.origin)).toEqual([
      {
        kind: 'git',
        url: 'https://github.com/chalk/ansi-regex',
        commit: '02fa893d619d3da85411acc8fd4e2eea0e95a9d9',
      },
      {
        kind: 'git',
        url: 'https://github.com/jonschlinkert/is-number',
        commit: '98e8ff1da1a89f93d1397a24d7413ed15421c139',
      },
    ]);
    const files = await fixture('files.yaml');
    expect(files.roots[0]?.components.map((c) => c.origin?.kind)).toEqual([
      'path',
      'path',
      'path',
      'path',
      'path',
    ]);
  });
});
