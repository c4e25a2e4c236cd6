/** Every type that is translated, by its name. */
import { CONNECTION_ROWS } from './aws-connections.ts';
import { CONTAINER_ROWS } from './aws-containers.ts';
import { DATABASE_ROWS } from './aws-databases.ts';
import { IDENTITY_ROWS } from './aws-identity.ts';
import { NETWORK_ROWS } from './aws-network.ts';
import { STORAGE_ROWS } from './aws-storage.ts';
import type { Row } from './row.ts';

export const TYPES: ReadonlyMap<string, Row> = new Map(
  [STORAGE_ROWS, DATABASE_ROWS, NETWORK_ROWS, CONNECTION_ROWS, CONTAINER_ROWS, IDENTITY_ROWS].flatMap(
    (rows) => rows.map((row) => [row.type, row] as const),
  ),
);
