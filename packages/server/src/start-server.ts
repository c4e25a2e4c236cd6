/** From a data folder or the address of a database to a server that answers. */
import type { AddressInfo } from 'node:net';
import { TheriacError } from '@theriac/core';
import { connected, Database } from './database/database.ts';
import { embeddedDatabase } from './database/embedded/embedded.ts';
import { migrate } from './database/migrate.ts';
import { HANDLERS } from './handlers.ts';
import { createApp } from './http/app.ts';
import { newSetupLink } from './modules/setup/service.ts';

export interface ServerOptions {
  readonly version: string;
  /** Where the private database and documents are. */
  readonly dataFolder: string;
  /** Of a PostgreSQL of one's own; absent: the private one. */
  readonly databaseUrl?: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  /** Proxies in front, which speak TLS to the outside. */
  readonly trustedHops: number;
  readonly log?: { write(line: string): void };
  readonly logLevel?: string;
  readonly clock?: () => Date;
  /** Sees the text of every query of the application. */
  readonly onQuery?: (sql: string) => void;
  /** What is being done, for who waits. */
  readonly progress?: (step: 'database' | 'migrations' | 'listening') => void;
}

export interface RunningServer {
  /** `http://127.0.0.1:8420` */
  readonly address: string;
  /** Of the first administrator; absent where there is an organisation. */
  readonly setupToken?: string;
  readonly migrated: readonly string[];
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
    const database = new Database({ url: databaseUrl ?? embedded?.url ?? '', onQuery: options.onQuery });
    closing.push(() => database.close());
    await connected(database);
    progress?.('migrations');
    const migrated = await migrate(database);
    let isStopping = false;
    const app = await createApp({
      database,
      handlers: HANDLERS,
      services: { version, isReady: () => database.isThere(), isStopping: () => isStopping },
      trustedHops,
      isTls: tls !== undefined || trustedHops > 0,
      ...(tls === undefined ? {} : { tls }),
      ...(log === undefined ? {} : { log }),
      ...(logLevel === undefined ? {} : { logLevel }),
      ...(clock === undefined ? {} : { clock }),
    });
    closing.push(() => app.close());
    await listening(app, host, port);
    const setupToken = await newSetupLink(database, (clock ?? (() => new Date()))());
    progress?.('listening');
    return {
      address: addressOf(app.server.address() as AddressInfo, host, tls !== undefined),
      ...(setupToken === undefined ? {} : { setupToken }),
      migrated,
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
