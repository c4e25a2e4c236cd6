import { globSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { chromiumPath, opensslPath } from './packages/testing/src/programs.ts';

/**
 * The name of a test file says what it needs:
 *
 * - `x.test.ts` needs Git, Node and npm;
 * - `x.conformance.test.ts` the public conformance sets (`THERIAC_FIXTURES=DIR npm run test:conformance`);
 * - `x.accuracy.test.ts` the public advisory feeds (`THERIAC_FEEDS=DIR npm run test:accuracy`);
 * - `x.browser.test.ts` and `x.openssl.test.ts` that program on the PATH.
 *
 * `npm test` runs what can run and says in one line what it leaves out; in CI nothing but the two opt-in suites may
 * be left out.
 */
const FOLDERS = ['packages/*/src', 'e2e', 'tools'];
const named = (kind: string): string[] => FOLDERS.map((folder) => `${folder}/**/*.${kind}test.ts`);

const PROGRAMS = [
  {
    kind: 'browser.',
    found: chromiumPath(),
    get: 'put Chromium on the PATH (Debian: apt-get install chromium)',
  },
  {
    kind: 'openssl.',
    found: opensslPath(),
    get: 'put openssl on the PATH (Debian: apt-get install openssl)',
  },
];
const OPT_IN = [
  { kind: 'conformance.', get: 'THERIAC_FIXTURES=DIR npm run test:conformance' },
  { kind: 'accuracy.', get: 'THERIAC_FEEDS=DIR npm run test:accuracy' },
];

const inCi = process.env.CI === 'true';

export default defineConfig(({ mode }) => {
  const suite = OPT_IN.find(({ kind }) => kind === `${mode}.`);
  const missing = PROGRAMS.filter(({ found }) => found === undefined);
  if (suite === undefined) sayWhatIsLeftOut(missing);
  return {
    test: {
      include: named(suite?.kind ?? ''),
      exclude: [
        '**/node_modules/**',
        ...(suite === undefined ? [...OPT_IN, ...missing].flatMap(({ kind }) => named(kind)) : []),
      ],
      globalSetup: suite === undefined ? ['e2e/set-up.ts'] : [`e2e/set-up-${mode}.ts`],
      pool: 'threads',
      isolate: false,
      testTimeout: 120_000,
      hookTimeout: 240_000,
      coverage: {
        enabled: inCi && suite === undefined,
        provider: 'v8',
        include: ['packages/*/src/**/*.ts'],
        exclude: ['**/*.test.ts', '**/testdata/**', 'packages/testing/**'],
        reporter: ['text-summary', 'json-summary'],
        thresholds: { statements: 85, branches: 75 },
      },
    },
  };
});

function sayWhatIsLeftOut(missing: typeof PROGRAMS): void {
  if (inCi && missing.length > 0)
    throw new Error(`CI must run every test. Next: ${missing.map(({ get }) => get).join('; ')}`);
  const left = [...missing, ...OPT_IN].map(
    ({ kind, get }) => `${globSync(named(kind)).length} ${kind.slice(0, -1)} test files (${get})`,
  );
  process.stderr.write(`Left out: ${left.join(', ')}\n`);
}
