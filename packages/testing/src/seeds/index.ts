/** A small whole file of every text format that is read, as its tool writes it: what attacks begin with. */
import { CHART_LOCK_FILES, DEPLOYMENT } from './deployment.ts';
import { JAVASCRIPT } from './javascript.ts';
import { JVM } from './jvm.ts';
import { MORE_LANGUAGES } from './more-languages.ts';
import { PYTHON } from './python.ts';
import type { Seed } from './seed.ts';
import { SYSTEM } from './system.ts';

export type { Seed } from './seed.ts';

export const SEEDS: readonly Seed[] = [
  ...JAVASCRIPT,
  ...PYTHON,
  ...JVM,
  ...MORE_LANGUAGES,
  ...DEPLOYMENT,
  { extractor: 'helm/chart', files: CHART_LOCK_FILES },
  ...SYSTEM,
];
