/** Levels of `--fail-on`; the configuration file has the same ones. */
import type { FailOn } from '@theriac/govern';

export const FAIL_ON_LEVELS: readonly FailOn[] = [
  'immediate',
  'out-of-cycle',
  'scheduled',
  'defer',
  'critical',
  'high',
  'medium',
  'low',
  'never',
];
