/** Which configuration is deployed, and which only serves those who write and test the software. */
import type { Scope } from '@theriac/core';

/** Folders of test data and of machines to develop on. */
const DEVELOPMENT_FOLDERS: ReadonlySet<string> = new Set([
  '.devcontainer',
  '__fixtures__',
  '__mocks__',
  '__tests__',
  'e2e',
  'fixture',
  'fixtures',
  'integration-tests',
  'test-data',
  'test-fixtures',
  'test_data',
  'testdata',
  'tests',
]);

/** What is below these is an environment, whatever its name. */
const ENVIRONMENTS: ReadonlySet<string> = new Set([
  'clusters',
  'environments',
  'envs',
  'live',
  'overlays',
  'stages',
]);

/** `docker-compose.test.yml`, `Dockerfile.dev`, `.env.local`. */
const DEVELOPMENT_NAME =
  /(?:^|[._-])(?:ci|dev|devel|development|e2e|local|test|tests|testing)\.(?:ya?ml|json|env|properties|conf|[Dd]ockerfile)$|^\.?(?:[Dd]ocker|[Cc]ontainer)file[._-](?:ci|dev|devel|development|e2e|local|test|tests|testing)$/;

/** @param path of a file of configuration, below the target */
export function scopeOf(path: string): Scope {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  const isOfTests = parts.some(
    (part, i) => DEVELOPMENT_FOLDERS.has(part) && !parts.slice(0, i).some((above) => ENVIRONMENTS.has(above)),
  );
  return isOfTests || DEVELOPMENT_NAME.test(name) ? 'development' : 'production';
}
