/** Every suite of attacks, in the order in which they run. */
import { documents } from './documents.ts';
import { output } from './output.ts';
import { secrets } from './secrets.ts';
import type { Suite } from './suite.ts';

export const ATTACK_SUITES: readonly Suite[] = [output, secrets, documents];
