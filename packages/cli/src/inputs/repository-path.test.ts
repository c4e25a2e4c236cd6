import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { repositoryPath } from './repository-path.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'theriac-repository-')));
afterAll(() => rmSync(folder, { recursive: true }));

const repository = join(folder, 'repository');
mkdirSync(join(repository, 'services/api'), { recursive: true });
mkdirSync(join(repository, '.git'));
writeFileSync(join(repository, 'services/api/package-lock.json'), '{}');

test('a folder or a file of a working copy is known by its path from the root', () => {
  expect(repositoryPath(join(repository, 'services/api'), {})).toBe('services/api');
  expect(repositoryPath(join(repository, 'services/api/package-lock.json'), {})).toBe('services/api');
  expect(repositoryPath(repository, {})).toBe('');
});

test('a submodule and a further working copy have a file called .git', () => {
  const inner = join(repository, 'modules/inner');
  mkdirSync(join(inner, 'web'), { recursive: true });
  writeFileSync(join(inner, '.git'), 'gitdir: ../../.git/modules/inner\n');
  expect(repositoryPath(join(inner, 'web'), {})).toBe('web');
});

test('without version control the checkout of a build service is the root, and anything else its own', () => {
  const api = join(folder, 'exported/services/api');
  mkdirSync(api, { recursive: true });
  expect(repositoryPath(api, {})).toBe('');
  expect(repositoryPath(api, { CI_PROJECT_DIR: join(folder, 'exported') })).toBe('services/api');
  expect(repositoryPath(api, { WORKSPACE: join(folder, 'other'), GITHUB_WORKSPACE: '' })).toBe('');
  expect(repositoryPath(join(folder, 'exported'), { WORKSPACE: api })).toBe('');
  expect(repositoryPath(join(folder, 'nothing'), { WORKSPACE: folder })).toBe('');
});
