/**
 * Everything of an installation in one encrypted file: the rows as one moment had them, the documents that they name, and
 * the keys. The server may run meanwhile.
 */
import {
  createReadStream,
  createWriteStream,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { TheriacError } from '@theriac/core';
import type pg from 'pg';
import { encrypted } from '../../keys/encrypted-file.ts';
import { type Installation, withDatabase } from '../installation.ts';
import { newBackupKey, PLACE } from './backup-key.ts';
import type { BackupLine } from './lines.ts';
import { ORDER, tablesOf } from './tables-of.ts';

export interface BackupAsked extends Installation {
  readonly file: string;
  readonly passphrase: string;
  readonly now: Date;
}

export interface BackupMade {
  readonly rows: number;
  readonly files: number;
  /** Documents that a row names and that are not on disk. */
  readonly missing: number;
}

const PAGE = 200;
const CHUNK_BYTES = 48 * 1024;

export async function writeBackup(asked: BackupAsked): Promise<BackupMade> {
  const { file, passphrase } = asked;
  if (existsSync(file)) throw new TheriacError('THERIAC_USAGE', 'there is a file of this name already');
  const key = await newBackupKey(passphrase);
  const counts = { rows: 0, files: 0, missing: 0 };
  const part = `${file}.part`;
  try {
    await withDatabase(asked, (database) =>
      database.asOwner(async (client) => {
        // One moment for all tables.
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        try {
          await pipeline(
            Readable.from(textOf(linesOf(client, asked, counts))),
            createGzip(),
            (plain: AsyncIterable<Buffer>) => encrypted(plain, key, PLACE),
            createWriteStream(part, { mode: 0o600, flags: 'wx' }),
          );
        } finally {
          await client.query('ROLLBACK');
        }
      }),
    );
    const handle = await open(part, 'r');
    await handle.sync();
    await handle.close();
    linkSync(part, file);
    return counts;
  } finally {
    rmSync(part, { force: true });
  }
}

async function* textOf(lines: AsyncIterable<BackupLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

async function* linesOf(
  client: pg.PoolClient,
  { dataFolder, now }: BackupAsked,
  counts: { rows: number; files: number; missing: number },
): AsyncGenerator<BackupLine> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM theriac.migration ORDER BY number');
  yield { theriacBackup: 1, at: now.toISOString(), migrations: rows.map(({ name }) => name) };
  for (const table of await tablesOf(client)) {
    await client.query(
      `DECLARE backup_rows NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS row FROM theriac.${table} t ${ORDER[table] ?? ''}`,
    );
    for (;;) {
      const page = await client.query<{ row: string }>(`FETCH ${PAGE} FROM backup_rows`);
      if (page.rows.length === 0) break;
      counts.rows += page.rows.length;
      yield { table, rows: page.rows.map(({ row }) => row) };
    }
    await client.query('CLOSE backup_rows');
  }
  const keys = join(dataFolder, 'keys');
  for (const name of readdirSync(keys)
    .filter((one) => /^[a-z.-]+$/.test(one))
    .sort()) {
    counts.files += 1;
    yield { file: `keys/${name}`, data: readFileSync(join(keys, name)).toString('base64'), isFirst: true };
  }
  const contents = await client.query<{ path: string }>(
    `SELECT DISTINCT org_id || '/' || left(encode(sha256, 'hex'), 2) || '/' || encode(sha256, 'hex') AS path
     FROM theriac.document ORDER BY 1`,
  );
  for (const { path } of contents.rows) {
    const stored = join(dataFolder, 'documents', path);
    if (!existsSync(stored)) {
      counts.missing += 1;
      continue;
    }
    counts.files += 1;
    let isFirst = true;
    for await (const chunk of createReadStream(stored, { highWaterMark: CHUNK_BYTES })) {
      yield { file: `documents/${path}`, data: (chunk as Buffer).toString('base64'), isFirst };
      isFirst = false;
    }
  }
  yield { end: { rows: counts.rows, files: counts.files } };
}
