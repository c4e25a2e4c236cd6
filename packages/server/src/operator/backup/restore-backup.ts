/** A backup in an empty data folder and an empty database: all of it, or an error. */
import { appendFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TheriacError } from '@theriac/core';
import type pg from 'pg';
import { migrations } from '../../database/migrate.ts';
import { prepareQueue } from '../../jobs/runner.ts';
import { type Installation, withDatabase } from '../installation.ts';
import { readBackup } from './lines.ts';
import { tablesOf } from './tables-of.ts';
import { type BackupVerdict, verifyBackup } from './verify-backup.ts';

export interface RestoreAsked extends Installation {
  readonly file: string;
  readonly passphrase: string;
}

/** Verified before anything is written. */
export async function restoreBackup(asked: RestoreAsked): Promise<BackupVerdict> {
  const { file, passphrase, dataFolder } = asked;
  if (existsSync(dataFolder) && readdirSync(dataFolder).length > 0)
    throw new TheriacError(
      'THERIAC_USAGE',
      `${dataFolder} is not empty: a backup is restored into a new folder`,
    );
  const verdict = await verifyBackup(file, passphrase);
  await withDatabase(asked, async (database, url) => {
    await prepareQueue(url);
    await database.asOwner(async (client) => {
      await client.query('BEGIN');
      try {
        // Rows come in the order of tables, not of what refers to what.
        await client.query('SET LOCAL session_replication_role = replica');
        const { rows } = await client.query('SELECT 1 FROM theriac.organisation LIMIT 1');
        if (rows.length > 0) throw new TheriacError('THERIAC_USAGE', 'the database is not empty');
        await fill(client, asked);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      }
    });
  });
  return verdict;
}

async function fill(client: pg.PoolClient, { file, passphrase, dataFolder }: RestoreAsked): Promise<void> {
  const tables = new Set(await tablesOf(client));
  const known = migrations().map(({ name }) => name);
  for await (const line of readBackup(file, passphrase)) {
    if ('theriacBackup' in line) {
      if (line.migrations.join() !== known.join())
        throw new TheriacError(
          'THERIAC_BACKUP',
          'it was made by another version; restore it with that one, then update',
        );
    } else if ('table' in line) {
      if (!tables.has(line.table))
        throw new TheriacError('THERIAC_BACKUP', `there is no table ${line.table}`);
      await client.query(
        `INSERT INTO theriac.${line.table} OVERRIDING SYSTEM VALUE
         SELECT * FROM jsonb_populate_recordset(NULL::theriac.${line.table}, $1::jsonb)`,
        [`[${line.rows.join(',')}]`],
      );
    } else if ('file' in line) {
      const path = join(dataFolder, line.file);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      appendFileSync(path, Buffer.from(line.data, 'base64'), { mode: 0o600, flush: true });
    }
  }
  await client.query(
    `SELECT setval(pg_get_serial_sequence('theriac.package_version', 'id'), max(id)) FROM theriac.package_version`,
  );
  // Jobs are not in a backup: documents that waited wait again.
  await client.query(
    `SELECT theriac.enqueue('document.process', json_build_object('org', org_id, 'document', id),
       'document.process ' || org_id || ' ' || id) FROM theriac.document WHERE state = 'queued'`,
  );
}
