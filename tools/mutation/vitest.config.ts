import { defineConfig } from 'vitest/config';

/** The tests of the packages in which code is mutated; no bundle and no index is needed. */
export default defineConfig({
  test: {
    include: [
      'packages/govern/src/**/*.test.ts',
      'packages/core/src/versions/**/*.test.ts',
      'packages/scan/src/plugins/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/*.{conformance,accuracy,browser,openssl,property}.test.ts'],
    testTimeout: 60_000,
  },
});
