import { defineConfig } from 'vitest/config';
import { MISSING, SUITES, testFiles } from './packages/testing/src/test-kinds.ts';

const inCi = process.env.CI === 'true';

/** `--mode conformance` and `--mode accuracy` run these suites, no mode runs everything else. */
export default defineConfig(({ mode }) => {
  const suite = SUITES.find(({ kind }) => kind === mode)?.kind;
  if (suite === undefined && inCi && MISSING.length > 0)
    throw new Error(`CI must run every test. Next: ${MISSING.map(({ get }) => get).join('; ')}`);
  return {
    test: {
      include: testFiles(suite ?? 'all'),
      exclude: [
        '**/node_modules/**',
        ...(suite === undefined ? [...SUITES, ...MISSING].flatMap(({ kind }) => testFiles(kind)) : []),
      ],
      globalSetup: [suite === undefined ? 'e2e/set-up.ts' : `e2e/set-up-${suite}.ts`],
      pool: 'threads' as const,
      isolate: false,
      testTimeout: 120_000,
      hookTimeout: 240_000,
      coverage: {
        enabled: inCi && suite === undefined,
        provider: 'v8' as const,
        include: ['packages/*/src/**/*.ts'],
        exclude: ['**/*.test.ts', '**/testdata/**', 'packages/testing/**'],
        reporter: ['text-summary', 'json-summary'],
        thresholds: { statements: 85, branches: 75 },
      },
    },
  };
});
