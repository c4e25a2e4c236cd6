/**
 * A private PostgreSQL in the data folder: made, started, watched and stopped with the server. Several processes of one
 * machine may share it: whoever finds it down starts it, and the last one that goes stops it.
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
import { makeFolder } from '../../make-folder.ts';
import { alone } from './alone.ts';
import { postgresIn } from './binaries.ts';
import { DatabaseUsers, isAlive } from './database-users.ts';
import { checkReachable, give, type User, unprivilegedUser } from './unprivileged.ts';

export interface EmbeddedDatabase {
  /** With its password: never to be shown. */
  readonly url: string;
  /** Leaves it; the last one that uses it stops it. */
  stop(): Promise<void>;
}

const NAME = 'theriac';
const START_ATTEMPTS = 3;
const START_TRIES = 600;
const STOP_TRIES = 600;
const TRY_EVERY_MS = 50;
const WATCH_EVERY_MS = 1000;

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

/** @param watches whether this process starts it again where it dies */
export async function embeddedDatabase(dataFolder: string, watches = true): Promise<EmbeddedDatabase> {
  const folder = resolve(dataFolder);
  makeFolder(folder, 0o755);
  const user = unprivilegedUser();
  if (user !== undefined) checkReachable(join(folder, 'database'), user);
  return alone(folder, () => opened(folder, user, watches));
}

async function opened(folder: string, user: User | undefined, watches: boolean): Promise<EmbeddedDatabase> {
  const programs = postgresIn(folder);
  const cluster = join(folder, 'database');
  const password = passwordIn(folder);
  const known = { programs, cluster, password, user, folder };
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(known);
  const port = (await answering(known)) ?? (await startAnywhere(known));
  await ensureDatabase(port, password);
  const users = new DatabaseUsers(folder);
  users.enter();
  const watch = watches ? setInterval(() => void revive({ ...known, port }), WATCH_EVERY_MS) : undefined;
  watch?.unref();
  return {
    url: urlOf(port, password, NAME),
    stop: async () => {
      clearInterval(watch);
      await alone(folder, async () => {
        users.leave();
        if (!users.areThere()) await stop(cluster);
      });
    },
  };
}

/** @returns its port, where it runs */
async function answering({ cluster, password }: Cluster): Promise<number | undefined> {
  const port = runningPort(cluster);
  return port !== undefined && (await answers(urlOf(port, password, 'postgres'))) ? port : undefined;
}

async function startAnywhere(known: Cluster): Promise<number> {
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    const port = await freePort();
    if (await start({ ...known, port })) return port;
  }
  throw new TheriacError(
    'THERIAC_SERVER_DATABASE',
    `PostgreSQL does not start; ${join(known.folder, 'logs', 'postgresql.log')} says why`,
  );
}

/** Starts it again where it died, at the port that everybody knows. */
async function revive(known: Cluster & { readonly port: number }): Promise<void> {
  if (isRunning(known.cluster)) return;
  try {
    await alone(known.folder, async () => {
      if (!isRunning(known.cluster)) await start(known);
    });
  } catch {
    // The folder is gone, or somebody else is at it: tried again in a second.
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

/** @returns whether it answers */
async function start({
  programs,
  cluster,
  port,
  password,
  user,
  folder,
}: Cluster & { readonly port: number }): Promise<boolean> {
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
    if (await answers(urlOf(port, password, 'postgres'))) return true;
    await pause();
  }
  return false;
}

/** Fast shutdown: transactions are rolled back, connections closed, everything written. */
async function stop(cluster: string): Promise<void> {
  const pid = postmaster(cluster)?.pid;
  if (pid === undefined || !isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < STOP_TRIES && isAlive(pid); tries += 1) await pause();
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

/** By its lock file: the process in the first line, the port in the fourth. */
function postmaster(cluster: string): { readonly pid: number; readonly port: number } | undefined {
  try {
    const [pid, , , port] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(pid), port: Number(port) };
  } catch {
    return undefined;
  }
}

function runningPort(cluster: string): number | undefined {
  return postmaster(cluster)?.port;
}

function isRunning(cluster: string): boolean {
  const pid = postmaster(cluster)?.pid;
  return pid !== undefined && isAlive(pid);
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
