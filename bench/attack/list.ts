/** Every suite of attacks, in the order in which they run. */
import { growth } from './growth.ts';
import { many } from './many.ts';
import type { Suite } from './suite.ts';

export const ATTACK_SUITES: readonly Suite[] = [growth, many];
