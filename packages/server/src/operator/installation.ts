/** The database of an installation, for work beside the server: one that runs is used, and none is left running. */
import { connected, Database } from '../database/database.ts';
import { embeddedDatabase } from '../database/embedded/embedded.ts';
import { migrate } from '../database/migrate.ts';

export interface Installation {
  readonly dataFolder: string;
  /** Of a PostgreSQL of one's own; absent: the private one. */
  readonly databaseUrl?: string;
}

export async function withDatabase<T>(
  { dataFolder, databaseUrl }: Installation,
  run: (database: Database, url: string) => Promise<T>,
): Promise<T> {
  const embedded = databaseUrl === undefined ? await embeddedDatabase(dataFolder) : undefined;
  try {
    const url = databaseUrl ?? embedded?.url ?? '';
    const database = new Database({ url });
    try {
      await connected(database);
      await migrate(database);
      return await run(database, url);
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}
