/** Types of resources by their names in small letters, as the service compares them. */
import { DATABASE_ROWS } from './databases.ts';
import { MACHINE_ROWS } from './machines.ts';
import { NETWORK_ROWS } from './network.ts';
import { PLATFORM_ROWS } from './platform.ts';
import type { Row } from './row.ts';
import { STORAGE_ROWS } from './storage.ts';

const ALL = [STORAGE_ROWS, DATABASE_ROWS, NETWORK_ROWS, MACHINE_ROWS, PLATFORM_ROWS];

export const ARM_TYPES: ReadonlyMap<string, Row> = new Map(
  ALL.flatMap((rows) => Object.entries(rows).map(([type, row]) => [type.toLowerCase(), row] as const)),
);

/** As they are written. */
export const ARM_NAMES: ReadonlyMap<string, string> = new Map(
  ALL.flatMap((rows) => Object.keys(rows).map((type) => [type.toLowerCase(), type] as const)),
);
