import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const config = extractorOf(extractors, 'precommit/config');
const NAME = '.pre-commit-config.yaml';
const read = (text: string) => extractInMemory(config, { [NAME]: text }, NAME);

const TEXT = `repos:
- repo: https://github.com/psf/black
  rev: 22.1.0
  hooks: [{id: black}]
- repo: https://git.example.org/team/hooks.git
  rev: abc123
  hooks:
  - id: check
    additional_dependencies: [flake8-bugbear==1.0]
- repo: local
  hooks:
  - id: own
- repo: https://github.com/clinic/hooks
  hooks: []
`;

test('pre-commit: repositories with their revisions; additional dependencies are not read', async () => {
  const result = await read(TEXT);
  expect(listing(result)).toEqual([
    'psf/black@22.1.0 development direct',
    'git.example.org/team/hooks@abc123 development direct',
    'clinic/hooks@? development direct',
  ]);
  expect(result.unknowns.map((u) => `${u.reason} ${u.location.line} ${u.losesComponents}`)).toEqual([
    'not-read 9 true',
    'unresolved-version 13 false',
  ]);
});

test.each([['repos: none\n'], ['ci: {}\n'], [''], ['repos:\n- hooks: []\n']])(
  'a file without repositories is a known unknown: %j',
  async (text) => {
    expect((await read(text)).unknowns).toMatchObject([{ losesComponents: true }]);
  },
);

damaged(config, NAME, TEXT);
