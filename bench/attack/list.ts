/** Every suite of attacks, in the order in which they run. */
import { BASELINE } from './baseline.ts';
import { duplicates } from './duplicates.ts';
import { output } from './output.ts';
import { RPM } from './rpm.ts';
import type { Suite } from './suite.ts';
import { truncation, truncationByHand } from './truncation.ts';
import { types } from './types.ts';

export const ATTACK_SUITES: readonly Suite[] = [
  truncation,
  truncationByHand,
  types,
  duplicates,
  RPM,
  BASELINE,
  output,
];
