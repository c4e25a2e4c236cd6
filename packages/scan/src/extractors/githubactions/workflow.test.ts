import type { Extractor } from '@theriac/core';
import { extractFromMemory, flawsOf, listing } from '@theriac/testing/check-extraction';
import { describe, expect, it } from 'vitest';
import { matchesFile } from '../../plugins/dispatch.ts';
import { extractors } from './index.ts';

const [extractor] = extractors as [Extractor];
const WORKFLOW = '.github/workflows/ci.yml';
const read = async (text: string, path = WORKFLOW) => {
  const result = await extractFromMemory(extractor, path, { [path]: text });
  expect(flawsOf(result, () => text)).toEqual([]);
  return result;
};
const COMMIT = '8e5e7e5ab8b370d6c329ec480221332ada57f0ab';

describe('GitHub workflows', () => {
  it('lists actions, reusable workflows and images, with the release that a comment names', async () => {
    const result = await read(`name: CI
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    container: node:22-alpine
    services:
      db: {image: 'postgres:16'}
    steps:
      - uses: actions/checkout@v4
      - name: pinned
        uses: actions/setup-node@${COMMIT} # v4.1.1
      - uses: actions/checkout@v4
      - uses: ./.github/actions/own
      - uses: $/.github/actions/own
      - uses: docker://images.example/org/tool:1.2
      - uses: \${{ matrix.action }}@v1
      - uses: not an action
      - run: |
          uses: nothing@v1
  call:
    uses: org/repo/.github/workflows/x.yml@main
`);
    expect(listing(result)).toEqual([
      'node@22-alpine build direct',
      'postgres@16 build direct',
      'actions/checkout@v4 build direct',
      `actions/setup-node@${COMMIT} build direct`,
      'images.example/org/tool@1.2 build direct',
      'org/repo/.github/workflows/x.yml@main build direct',
    ]);
    expect(result.roots[0]?.components[3]).toMatchObject({
      ecosystem: 'githubactions',
      location: { path: WORKFLOW, line: 12 },
      qualifiers: { tag: 'v4.1.1' },
      origin: { kind: 'git', url: 'https://github.com/actions/setup-node', commit: COMMIT },
    });
    expect(result.unknowns.map((u) => `${u.reason} ${u.location.line}`)).toEqual([
      'dynamic 17',
      'unparseable 18',
    ]);
  });

  it('reads composite and container actions', async () => {
    const composite = await read(
      'name: own\nruns:\n  using: composite\n  steps:\n    - uses: actions/cache@v4\n',
      'action.yml',
    );
    expect(listing(composite)).toEqual(['actions/cache@v4 build direct']);
    const container = await read('runs:\n  using: docker\n  image: docker://alpine:3.20\n', 'action.yml');
    expect(listing(container)).toEqual(['alpine@3.20 build direct']);
    expect(listing(await read('runs:\n  using: docker\n  image: Dockerfile\n', 'action.yml'))).toEqual([]);
  });

  it('says what has the wrong type', async () => {
    const result = await read(
      'jobs:\n  a: 7\n  b:\n    steps: no\n  c:\n    steps:\n      - uses: [x]\n      - 7\n',
    );
    expect(result.unknowns.map((u) => `${u.reason} ${u.location.line}`)).toEqual([
      'unparseable 2',
      'unparseable 4',
      'unparseable 7',
    ]);
  });

  it.each([
    ['.github/workflows/a.yml', true],
    ['sub/.github/workflows/a.yaml', true],
    ['x/action.yml', true],
    ['.github/dependabot.yml', false],
  ])('wants %s: %s', (path, wanted) => expect(matchesFile(extractor.files, path)).toBe(wanted));
});
