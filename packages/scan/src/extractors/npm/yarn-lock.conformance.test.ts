import type { Extractor } from '@theriac/core';
import { listing } from '@theriac/testing/check-extraction';
import { fixturePath } from '@theriac/testing/public-sets';
import { runExtractor } from '@theriac/testing/run-extractor';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const FIXTURES = fixturePath(
  'extractors/osv-scalibr/extractor/filesystem/language/javascript/yarnlock/testdata',
);
const extractor = extractors.find((e) => e.id === 'npm/yarn-lock') as Extractor;
/** The fixtures have names of their own; in a project the file is always yarn.lock. */
const fixture = (name: string) => runExtractor(extractor, FIXTURES, name);

describe('yarn.lock of Yarn 1', () => {
  it('lists all without a package.json and says that direct ones are not known', async () => {
    const result = await fixture('files.v1.lock');
    expect(listing(result)).toEqual([
      'etag@1.8.1 production',
      'filedep@1.2.0 production',
      'lodash@1.3.1 production',
      'other_package@0.0.2 production',
      'sprintf-js@0.0.0 production',
      'etag@1.8.0 production',
    ]);
    expect(result.unknowns.map((u) => [u.reason, u.losesComponents])).toEqual([['unresolved-parent', false]]);
  });

  it('names repository and commit of git dependencies, however they are written', async () => {
    const result = await fixture('commits.v1.lock');
    const origins = result.roots[0]?.components.map((c) => c.origin);
    expect(origins).toHaveLength(18);
    expect(origins?.every((o) => o?.kind === 'git')).toBe(true);
    expect(result.roots[0]?.components.find((c) => c.name === 'babel-preset-php')?.origin).toEqual({
      kind: 'git',
      url: 'https://gitlab.com/kornelski/babel-preset-php',
      commit: 'c5a7ba5e0ad98b8db1cb8ce105403dd4b768cced',
    });
  });

  it('gives aliases their real name', async () => {
    expect(listing(await fixture('with-aliases.v1.lock'))).toEqual([
      'ansi-regex@5.0.1 production',
      'ansi-regex@6.0.1 production',
      '@babel/helper-validator-identifier@7.22.20 production',
    ]);
  });
});

describe('yarn.lock of Yarn 2 and later', () => {
  it('knows direct dependencies without manifests, but says that scopes are not', async () => {
    const result = await fixture('with-aliases.v2.lock');
    expect(listing(result)).toEqual([
      'ansi-regex@5.0.1 production direct',
      'ansi-regex@6.0.1 production direct',
      '@babel/helper-validator-identifier@7.22.20 production direct',
    ]);
    expect(result.unknowns.map((u) => u.reason)).toEqual(['unresolved-parent']);
  });

  it('reads git and file locators', async () => {
    const commits = await fixture('commits.v2.lock');
    expect(commits.roots[0]?.components.map((c) => c.origin?.kind)).toEqual(new Array(7).fill('git'));
    expect(commits.roots[0]?.components.find((c) => c.name === '@typegoose/typegoose')?.origin).toMatchObject(
      {
        commit: '3ed06e5097ab929f69755676fee419318aaec73a',
      },
    );
    const files = await fixture('files.v2.lock');
    expect(files.roots[0]?.components[0]?.origin).toEqual({
      kind: 'path',
      path: '../../deps/my-local-package',
    });
  });
});
