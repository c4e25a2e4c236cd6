/**
 * The name of a test file says what it needs:
 *
 * - `x.test.ts` needs Git, Node and npm;
 * - `x.conformance.test.ts` needs the public conformance sets (`npm run test:conformance`);
 * - `x.accuracy.test.ts` needs the public advisory feeds (`npm run test:accuracy`);
 * - `x.browser.test.ts` and `x.openssl.test.ts` need that program on the PATH, `x.curl.test.ts` curl and jq.
 *
 * `npm test` runs what can run and says in one line what it leaves out; in CI only the two opt-in suites may be left
 * out.
 */
import { globSync } from 'node:fs';
import { chromiumPath, curlPaths, opensslPath } from './programs.ts';
import { FEEDS, FIXTURES } from './public-sets.ts';

interface TestKind {
  readonly kind: 'conformance' | 'accuracy' | 'browser' | 'openssl' | 'curl';
  /** How to get these tests to run. */
  readonly get: string;
}

export const SUITES: readonly TestKind[] = [
  { kind: 'conformance', get: FIXTURES.command },
  { kind: 'accuracy', get: FEEDS.command },
];

/** Kinds whose program is not on this machine. */
export const MISSING: readonly TestKind[] = [
  ...(chromiumPath() === undefined
    ? [{ kind: 'browser' as const, get: 'put Chromium on the PATH, Debian: apt-get install chromium' }]
    : []),
  ...(curlPaths() === undefined
    ? [{ kind: 'curl' as const, get: 'put curl and jq on the PATH, Debian: apt-get install curl jq' }]
    : []),
  ...(opensslPath() === undefined
    ? [{ kind: 'openssl' as const, get: 'put openssl on the PATH, Debian: apt-get install openssl' }]
    : []),
];

/** Patterns of the test files of one kind, or of all. */
export function testFiles(kind: TestKind['kind'] | 'all'): string[] {
  const name = kind === 'all' ? '*.test.ts' : `*.${kind}.test.ts`;
  return ['packages/*/src', 'e2e', 'tools'].map((folder) => `${folder}/**/${name}`);
}

/** One line for people, with the number of files of each kind. */
export function whatIsLeftOut(): string {
  const parts = [...MISSING, ...SUITES].map(
    ({ kind, get }) => `${globSync(testFiles(kind)).length} ${kind} test files (${get})`,
  );
  return `Left out: ${parts.join('; ')}`;
}
