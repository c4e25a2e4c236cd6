import type { Extractor } from '@theriac/core';
import { listing } from '@theriac/testing/check-extraction';
import { fixturePath } from '@theriac/testing/public-sets';
import { runExtractor } from '@theriac/testing/run-extractor';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const FIXTURES = fixturePath(
  'extractors/osv-scalibr/extractor/filesystem/language/javascript/packagelockjson/testdata',
);
const extractor = extractors.find((e) => e.id === 'npm/package-lock') as Extractor;

describe('package-lock.json version 2 and 3', () => {
  it('reads edges by the nearest node_modules, licences, hashes and the bundle', async () => {
    const result = await runExtractor(extractor, FIXTURES, 'bundled-dependencies.v3.json');
    expect(result.unknowns).toEqual([]);
    expect(result.roots).toHaveLength(1);
    expect(result.roots[0]).toMatchObject({
      path: 'bundled-dependencies.v3.json',
      name: 'npm-bundled',
      version: '1.0.0',
    });
    expect(listing(result)).toEqual([
      'ansi-regex@6.2.2 production',
      'semver@7.7.2 development direct',
      'strip-ansi@7.1.2 production direct',
    ]);
    expect(result.roots[0]?.components[2]).toEqual({
      key: 'node_modules/strip-ansi',
      ecosystem: 'npm',
      name: 'strip-ansi',
      version: '7.1.2',
      location: { path: 'bundled-dependencies.v3.json', line: 49 },
      origin: { kind: 'registry' },
      hashes: [
        {
          algorithm: 'sha512',
          hex:
            '826046b259682694093603cfbc5a8d946a44c5f633ca93f20b37a7fcdff6a9fc0285a0eb7fe1fe271a6633aa3a8ce0475bed15fcd69cb1d7a0c5b0103d2bd65c2487'.slice(
              0,
              0,
            ) +
            Buffer.from(
              'gmBGslpoQJtgnMAvOVqGZpEz9dyoKTCzy2nfz/n8aIFhN/jCE/rCmcxabB6jOOHV+0WNnylOxaxBQPSvcWklhA==',
              'base64',
            ).toString('hex'),
        },
      ],
      licence: 'MIT',
      scope: 'production',
      direct: true,
      requested: '^7.1.2',
      dependsOn: ['node_modules/ansi-regex'],
    });
  });

  it('gives aliases their real name', async () => {
    const result = await runExtractor(extractor, FIXTURES, 'alias.v2.json');
    expect(listing(result)).toEqual([
      '@babel/code-frame@7.0.0 production direct',
      'string-width@5.1.2 production direct',
      'string-width@4.2.0 production direct',
    ]);
    // The fixture is cut by hand: what the three packages need is not in it, and that is said.
    expect(result.unknowns).toHaveLength(7);
    expect(new Set(result.unknowns.map((u) => u.reason))).toEqual(new Set(['dangling-edge']));
  });

  it('falls back to the flags of the lockfile for packages that nothing reaches', async () => {
    const result = await runExtractor(extractor, FIXTURES, 'same-package-different-groups.v2.json');
    expect(listing(result)).toEqual([
      'ajv@5.5.2 development',
      'eslint@1.2.3 development',
      'ajv@5.5.2 development',
      'ajv@5.5.2 optional',
      'table@1.0.0 production',
      'ajv@5.5.2 production',
      'ajv@5.5.2 optional',
    ]);
  });

  it('keeps versions, repository and commit of git dependencies and drops credentials', async () => {
    const result = await runExtractor(extractor, FIXTURES, 'commits.v2.json');
    const five = result.roots[0]?.components.find((c) => c.key === 'node_modules/is-number-5');
    expect(five?.origin).toEqual({
      kind: 'git',
      url: 'https://github.com/jonschlinkert/is-number.git',
      commit: 'af885e2e890b9ef0875edd2b117305119ee5bdc5',
    });
    expect(JSON.stringify(result)).not.toContain('dummy-token');
  });

  it('follows npm in reading npm-shrinkwrap.json alone where both exist', async () => {
    const both = ['npm-shrinkwrap.json', 'package-lock.json'];
    const shrinkwrap = await runExtractor(extractor, `${FIXTURES}/both`, 'npm-shrinkwrap.json', both);
    const ignored = await runExtractor(extractor, `${FIXTURES}/both`, 'package-lock.json', both);
    expect(shrinkwrap.roots[0]?.components.length).toBeGreaterThan(0);
    expect(ignored).toEqual({ roots: [], unknowns: [] });
  });
});

describe('package-lock.json version 1', () => {
  it('reads nested folders with their own lines and resolves requires through them', async () => {
    const result = await runExtractor(extractor, FIXTURES, 'nested-dependencies.v1.json');
    const components = result.roots[0]?.components ?? [];
    expect(components.map((c) => `${c.key} ${c.version} ${c.location.line}`)).toEqual([
      'node_modules/postcss 6.0.23 5',
      'node_modules/postcss-calc 7.0.1 15',
      'node_modules/postcss-calc/node_modules/postcss 7.0.16 26',
      'node_modules/postcss-calc/node_modules/supports-color 6.1.0 36',
      'node_modules/supports-color 5.5.0 46',
    ]);
    expect(components[1]?.dependsOn).toContain('node_modules/postcss-calc/node_modules/postcss');
    expect(result.unknowns.filter((u) => u.reason === 'unresolved-parent')).toHaveLength(1);
  });

  it('reads git, URL and alias versions', async () => {
    const result = await runExtractor(extractor, FIXTURES, 'alias.v1.json');
    expect(result.roots[0]?.components.map((c) => `${c.name}@${c.version}`)).toEqual([
      '@babel/code-frame@7.0.0',
      'string-width@5.1.2',
      'string-width@4.2.0',
    ]);
    const commits = await runExtractor(extractor, FIXTURES, 'commits.v1.json');
    const php = commits.roots[0]?.components.find((c) => c.name === 'babel-preset-php');
    expect(php).toMatchObject({
      version: null,
      origin: {
        kind: 'git',
        url: 'https://gitlab.com/kornelski/babel-preset-php',
        commit: 'c5a7ba5e0ad98b8db1cb8ce105403dd4b768cced',
      },
    });
    expect(JSON.stringify(commits)).not.toContain('dummy-token');
  });
});
