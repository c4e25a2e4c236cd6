/** Tables that a backup holds. */
import type pg from 'pg';

/** Of the installation and of the moment: sessions and setup links do not come back. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'migration',
  'setup_link',
  'session',
  'sign_in_challenge',
  'worker_process',
]);

/** Where the order of rows says something. */
export const ORDER: Readonly<Record<string, string>> = {
  audit_checkpoint: 'ORDER BY org_id, size',
  audit_event: 'ORDER BY org_id, seq',
};

/** Sorted: checkpoints come before events. */
export async function tablesOf(client: pg.PoolClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'theriac'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname`,
  );
  return rows.map(({ name }) => name).filter((name) => !LEFT_OUT.has(name));
}
