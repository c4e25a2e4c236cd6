/** Every suite of attacks, in the order in which they run. */
import { ARCHIVES } from './archives.ts';
import { BASELINE } from './baseline.ts';
import { EXECUTABLES } from './executables.ts';
import { EXITS } from './exits.ts';
import { INSPECT } from './inspect.ts';
import { RPM } from './rpm.ts';
import type { Suite } from './suite.ts';

export const ATTACK_SUITES: readonly Suite[] = [RPM, BASELINE, EXECUTABLES, ARCHIVES, EXITS, INSPECT];
