/** Which files are deployed, and which only serve those who write and test the software. */
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

/** Source files of tests. */
const TEST_SOURCE =
  /(?:[._](?:test|spec)s?\.[a-z]{1,4}|^test_[^/]*\.py|(?:Tests?|IT|Spec)\.(?:java|kt|kts|cs|scala|groovy|php|swift))$/;

/** @param path of a file, below the target */
export function scopeOf(path: string): Scope {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  const isOfTests = parts.some(
    (part, i) => DEVELOPMENT_FOLDERS.has(part) && !parts.slice(0, i).some((above) => ENVIRONMENTS.has(above)),
  );
  const isOfSources = parts.some((part, i) => part === 'src' && /^test/.test(parts[i + 1] ?? ''));
  return isOfTests || isOfSources || DEVELOPMENT_NAME.test(name) || TEST_SOURCE.test(name)
    ? 'development'
    : 'production';
}
