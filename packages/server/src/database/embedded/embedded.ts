/**
 * A private PostgreSQL in the data folder: made, started and stopped with the server. Several processes of one machine
 * may share it; the first one starts it, and the last one that is alive may stop it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { TheriacError } from '@theriac/core';
import pg from 'pg';
import { alone } from './alone.ts';
import { postgresIn } from './binaries.ts';
import { checkReachable, give, type User, unprivilegedUser } from './unprivileged.ts';

export interface EmbeddedDatabase {
  /** With its password: never to be shown. */
  readonly url: string;
  /** Whether this process started it, and stops it. */
  readonly isOwn: boolean;
  stop(): Promise<void>;
}

const NAME = 'theriac';
const START_ATTEMPTS = 3;
const START_TRIES = 600;
const STOP_TRIES = 600;
const TRY_EVERY_MS = 50;

/** What every page of the audit trail rests on is on disk when it is acknowledged. */
const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  password_encryption: 'scram-sha-256',
  log_statement: 'none',
  log_min_error_statement: 'panic',
  timezone: 'UTC',
};

export async function embeddedDatabase(dataFolder: string): Promise<EmbeddedDatabase> {
  const folder = resolve(dataFolder);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const user = unprivilegedUser();
  if (user !== undefined) checkReachable(join(folder, 'database'), user);
  return alone(folder, () => opened(folder, user));
}

async function opened(folder: string, user: User | undefined): Promise<EmbeddedDatabase> {
  const programs = postgresIn(folder);
  const cluster = join(folder, 'database');
  const password = passwordIn(folder);
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise({ programs, cluster, password, user, folder });
  const running = runningPort(cluster);
  if (running !== undefined && (await answers(urlOf(running, password, 'postgres')))) {
    await ensureDatabase(running, password);
    return { url: urlOf(running, password, NAME), isOwn: false, stop: async () => undefined };
  }
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const started = await start({ programs, cluster, port, password, user, folder });
    if (started !== undefined) {
      await ensureDatabase(port, password);
      return { url: urlOf(port, password, NAME), isOwn: true, stop: () => stop(started, cluster) };
    }
    if (attempt === START_ATTEMPTS)
      throw new TheriacError(
        'THERIAC_SERVER_DATABASE',
        `PostgreSQL does not start; ${join(folder, 'logs', 'postgresql.log')} says why`,
      );
  }
}

interface Cluster {
  readonly programs: string;
  readonly cluster: string;
  readonly password: string;
  readonly user: User | undefined;
  readonly folder: string;
}

/** Made beside its place and moved there, so that one that was interrupted is made anew. */
function initialise({ programs, cluster, password, user, folder }: Cluster): void {
  const made = `${cluster}.part`;
  const secret = join(folder, 'database.password.part');
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { mode: 0o700 });
  writeFileSync(secret, password, { mode: 0o600 });
  if (user !== undefined) {
    give(made, user);
    giveFile(secret, user);
  }
  try {
    const run = spawnSync(
      join(programs, 'bin', 'initdb'),
      [
        `--pgdata=${made}`,
        `--username=${NAME}`,
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--data-checksums',
      ],
      { encoding: 'utf8', env: environment(programs), ...identity(user), cwd: made },
    );
    if (run.status !== 0)
      throw new TheriacError(
        'THERIAC_SERVER_DATABASE',
        `the data folder of PostgreSQL cannot be made: ${(run.stderr || String(run.error)).slice(-500).trim()}`,
      );
    renameSync(made, cluster);
  } finally {
    rmSync(secret, { force: true });
  }
}

function giveFile(path: string, { uid, gid }: User): void {
  chownSync(path, uid, gid);
}

async function start({
  programs,
  cluster,
  port,
  password,
  user,
  folder,
}: Cluster & { readonly port: number }): Promise<number | undefined> {
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const log = openSync(join(logs, 'postgresql.log'), 'a', 0o600);
  const settings = Object.entries({ ...SETTINGS, port: String(port) }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  const child = spawn(join(programs, 'bin', 'postgres'), ['-D', cluster, ...settings], {
    stdio: ['ignore', log, log],
    env: environment(programs),
    // Ctrl-C in a terminal is for the server, which stops the database last.
    detached: true,
    cwd: cluster,
    ...identity(user),
  });
  let hasEnded = false;
  child.once('exit', () => {
    hasEnded = true;
  });
  child.once('error', () => {
    hasEnded = true;
  });
  child.unref();
  for (let tries = 0; tries < START_TRIES && !hasEnded; tries += 1) {
    if (await answers(urlOf(port, password, 'postgres'))) return child.pid;
    await pause();
  }
  return undefined;
}

/** Fast shutdown: transactions are rolled back, connections closed, everything written. */
async function stop(pid: number, cluster: string): Promise<void> {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return;
  }
  for (let tries = 0; tries < STOP_TRIES; tries += 1) {
    if (!existsSync(join(cluster, 'postmaster.pid'))) return;
    await pause();
  }
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${NAME}`);
  } catch (error) {
    // Two processes that start at once both see that it is missing.
    if (!(error instanceof pg.DatabaseError && ['42P04', '23505'].includes(error.code ?? ''))) throw error;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

function urlOf(port: number, password: string, database: string): string {
  return `postgresql://${NAME}:${password}@127.0.0.1:${port}/${database}`;
}

/** The fourth line of its lock file. */
function runningPort(cluster: string): number | undefined {
  try {
    const [, , , port] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return port === undefined ? undefined : Number(port);
  } catch {
    return undefined;
  }
}

/** Of the one user of the private database; in a file that only who runs the server can read. */
function passwordIn(folder: string): string {
  const path = join(folder, 'database.password');
  if (!existsSync(path)) {
    writeFileSync(`${path}.new`, randomBytes(32).toString('hex'), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  chmodSync(path, 0o600);
  return readFileSync(path, 'utf8').trim();
}

async function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Nothing of the environment of the server reaches it but what it needs. */
function environment(programs: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(process.platform === 'linux' ? { LD_LIBRARY_PATH: join(programs, 'lib') } : {}),
    ...(process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {}),
  };
}

function identity(user: User | undefined): { readonly uid?: number; readonly gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done, TRY_EVERY_MS));
}
