/** All hand-written advisories; one table an ecosystem. */
import { MAVEN_ROWS } from './maven.ts';
import type { EmbeddedRow } from './row.ts';

export const ROWS: readonly EmbeddedRow[] = [...MAVEN_ROWS];
