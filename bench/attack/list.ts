/** Every suite of attacks, in the order in which they run. */
import { archives } from './archives.ts';
import { baseline } from './baseline.ts';
import { documents } from './documents.ts';
import { duplicates } from './duplicates.ts';
import { executables } from './executables.ts';
import { exits } from './exits.ts';
import { growth } from './growth.ts';
import { inspect } from './inspect.ts';
import { many } from './many.ts';
import { memory } from './memory.ts';
import { output } from './output.ts';
import { rpm } from './rpm.ts';
import { secrets } from './secrets.ts';
import type { Suite } from './suite.ts';
import { truncation, truncationByHand } from './truncation.ts';
import { types } from './types.ts';

export const ATTACK_SUITES: readonly Suite[] = [
  truncation,
  truncationByHand,
  types,
  duplicates,
  documents,
  rpm,
  executables,
  archives,
  inspect,
  baseline,
  output,
  secrets,
  exits,
  growth,
  many,
  memory,
];
