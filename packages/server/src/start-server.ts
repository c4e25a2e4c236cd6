/** From a data folder or the address of a database to a server that answers. */
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { installedIndexes } from '@theriac/advisories';
import { TheriacError } from '@theriac/core';
import { bundleStream } from './audit/bundle-stream.ts';
import { signingKey } from './audit/signing-key.ts';
import { Blobs } from './blobs/blobs.ts';
import { connected, Database } from './database/database.ts';
import { embeddedDatabase } from './database/embedded/embedded.ts';
import { migrate } from './database/migrate.ts';
import { HANDLERS } from './handlers.ts';
import { createApp } from './http/app.ts';
import { sealerOf } from './identity/sealer.ts';
import { ReaderPool } from './ingest/reader-pool.ts';
import { prepareQueue, startJobs } from './jobs/runner.ts';
import { keyServiceOf } from './keys/choose-service.ts';
import { DataKeys } from './keys/data-keys.ts';
import { makeFolder } from './make-folder.ts';
import { newSetupLink } from './modules/setup/service.ts';

export interface ServerOptions {
  readonly version: string;
  /** Where the private database and documents are. */
  readonly dataFolder: string;
  /** Of a PostgreSQL of one's own; absent: the private one. */
  readonly databaseUrl?: string;
  readonly host: string;
  /** `api` answers requests, `worker` does what they leave behind; absent: both. */
  readonly role?: 'api' | 'worker';
  /** 0: any free one. */
  readonly port: number;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  /** Proxies in front, which speak TLS to the outside. */
  readonly trustedHops: number;
  readonly log?: { write(line: string): void };
  readonly logLevel?: string;
  /** As browsers reach it, `https://theriac.example.org`; absent: where it listens. */
  readonly publicUrl?: string;
  /** Where ranges of breached passwords are asked for, if an organisation wants it; absent: nothing leaves. */
  readonly breachList?: string;
  readonly clock?: () => Date;
  /** Folder of the advisory indexes; absent: `index` in the data folder. */
  readonly indexes?: string;
  /** Who wraps data keys: `aws-kms:REGION/KEY` or `vault:ADDRESS/MOUNT/KEY`; absent: a file in the data folder. */
  readonly keyService?: string;
  /** Credentials of the key service. */
  readonly keyEnv?: NodeJS.ProcessEnv;
  /** A second place for checkpoints of the audit trail, on another machine or on media that are written once. */
  readonly checkpointFolder?: string;
  /** Sees the text of every query of the application. */
  readonly onQuery?: (sql: string) => void;
  /** What is being done, for who waits. */
  readonly progress?: (step: 'database' | 'migrations' | 'listening') => void;
}

export interface RunningServer {
  /** `http://127.0.0.1:8420`; the empty string for a worker. */
  readonly address: string;
  /** Of the first administrator; absent where there is an organisation. */
  readonly setupToken?: string;
  readonly migrated: readonly string[];
  /** Folder of the advisory indexes, where there is none in it: little is found until then. */
  readonly withoutIndexes?: string;
  /** Answers what was asked, then closes everything, in the order in which it was opened. */
  stop(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { version, dataFolder, databaseUrl, host, port, tls, trustedHops, log, logLevel, clock, progress } =
    options;
  const closing: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    progress?.('database');
    const embedded = databaseUrl === undefined ? await embeddedDatabase(dataFolder) : undefined;
    if (embedded !== undefined) closing.push(() => embedded.stop());
    const url = databaseUrl ?? embedded?.url ?? '';
    const database = new Database({ url, onQuery: options.onQuery });
    closing.push(() => database.close());
    await connected(database);
    progress?.('migrations');
    const migrated = await migrate(database);
    await prepareQueue(url);
    makeFolder(resolve(dataFolder), 0o755);
    const blobs = new Blobs(join(dataFolder, 'documents'));
    blobs.sweep((clock ?? now)());
    const dataKeys = new DataKeys(
      keyServiceOf({
        dataFolder,
        service: options.keyService,
        env: options.keyEnv ?? {},
        clock: clock ?? now,
      }),
    );
    const key = signingKey(join(dataFolder, 'keys'));
    if (options.role !== 'api') closing.push(await worker(options, { url, database, blobs, dataKeys, key }));
    if (options.role === 'worker') {
      progress?.('listening');
      return { address: '', migrated, ...missingIndexes(options), stop: closeAll };
    }
    let isStopping = false;
    let address = '';
    const app = await createApp({
      database,
      handlers: HANDLERS,
      services: {
        version,
        blobs,
        dataKeys,
        auditKey: key,
        auditBundle: (asked) => bundleStream({ database, key, ...asked }),
        sealer: sealerOf(dataKeys),
        breachList: options.breachList,
        publicUrl: () => options.publicUrl ?? address,
        isReady: () => database.isThere(),
        isStopping: () => isStopping,
      },
      trustedHops,
      isTls: tls !== undefined || trustedHops > 0,
      ...(tls === undefined ? {} : { tls }),
      ...(log === undefined ? {} : { log }),
      ...(logLevel === undefined ? {} : { logLevel }),
      ...(clock === undefined ? {} : { clock }),
    });
    closing.push(() => app.close());
    await listening(app, host, port);
    address = addressOf(app.server.address() as AddressInfo, host, tls !== undefined);
    const setupToken = await newSetupLink(database, (clock ?? now)());
    progress?.('listening');
    return {
      address,
      ...(setupToken === undefined ? {} : { setupToken }),
      migrated,
      ...missingIndexes(options),
      stop: async () => {
        isStopping = true;
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function indexesOf({ indexes, dataFolder }: Pick<ServerOptions, 'indexes' | 'dataFolder'>): string {
  return indexes ?? join(dataFolder, 'index');
}

function missingIndexes(options: ServerOptions): Pick<RunningServer, 'withoutIndexes'> {
  const indexes = indexesOf(options);
  const isThere = installedIndexes({ indexes, downloads: indexes }).length > 0;
  return isThere ? {} : { withoutIndexes: indexes };
}

interface WorkerParts {
  readonly url: string;
  readonly database: Database;
  readonly blobs: Blobs;
  readonly dataKeys: DataKeys;
  readonly key: ReturnType<typeof signingKey>;
}

/** @returns what stops it */
async function worker(
  options: ServerOptions,
  { url, database, blobs, dataKeys, key }: WorkerParts,
): Promise<() => Promise<void>> {
  const { log, clock = now, checkpointFolder: folder } = options;
  const readers = new ReaderPool();
  const jobs = await startJobs({
    url,
    processing: {
      database,
      blobs,
      dataKeys,
      readers,
      indexes: indexesOf(options),
      clock,
    },
    checkpointing: { database, key, clock, ...(folder === undefined ? {} : { folder }) },
    concurrency: JOBS_AT_ONCE,
    onFailure: (task, error) =>
      log?.write(`${JSON.stringify({ level: 50, msg: 'job failed', task, name: nameOf(error) })}\n`),
  });
  return async () => {
    await jobs.stop();
    readers.close();
  };
}

/** Of each process: reading a document is a process of its own. */
const JOBS_AT_ONCE = 4;

const now = (): Date => new Date();

/** Messages may quote documents. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

async function listening(
  app: { listen(to: object): Promise<string> },
  host: string,
  port: number,
): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new TheriacError('THERIAC_SERVER_LISTEN', `${host}:${port}: ${why}`, {}, { cause });
  }
}

function addressOf({ port, family }: AddressInfo, host: string, isTls: boolean): string {
  const name = family === 'IPv6' && host.includes(':') ? `[${host}]` : host;
  return `${isTls ? 'https' : 'http'}://${name}:${port}`;
}
