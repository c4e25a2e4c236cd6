/** What is mutated: the decisions that a patient's safety rests on. `npm run test:mutation` runs one part or all. */
const PARTS = {
  govern: [
    'packages/govern/src/{decide,gate,fix,fix-askers,fix-families,fix-order,fix-per-lockfile,fix-recipes,fix-steps,fix-upgrade}.ts',
    'packages/govern/src/suppression/{suppression,comments}.ts',
  ],
  versions: [
    'packages/core/src/versions/**/*.ts',
    '!packages/core/src/versions/**/*.test.ts',
    '!packages/core/src/versions/test-tables/**',
  ],
  detectors: ['packages/scan/src/plugins/detections.ts', 'packages/scan/src/plugins/running.ts'],
};

const part = process.env.THERIAC_MUTATION_PART ?? '';
const mutate = part === '' ? Object.values(PARTS).flat() : PARTS[part];
if (mutate === undefined)
  throw new Error(`THERIAC_MUTATION_PART=${part}: not one of ${Object.keys(PARTS).join(', ')}`);

export default {
  mutate,
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'tools/mutation/vitest.config.ts', related: true },
  // Stryker rewrites a tsconfig with the old compiler's API, which TypeScript 7 does not have; nothing needs it here.
  tsconfigFile: 'tools/mutation/no-tsconfig.json',
  coverageAnalysis: 'perTest',
  // Nothing is decided while a module is loaded; mutants there are tables, which the tests of data check.
  ignoreStatic: true,
  ignorePatterns: ['dist', 'coverage', 'tools/mutation/node_modules', 'docs', 'examples', 'bench'],
  reporters: ['clear-text', 'progress', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'dist/mutation.json' },
  tempDirName: 'dist/stryker-tmp',
  thresholds: { high: 90, low: 85, break: 85 },
  timeoutMS: 10_000,
};
