/** `theriac serve`. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { TheriacError } from '@theriac/core';
import type { CommandContext } from '../../command/command.ts';
import { VERSION } from '../../version.ts';
import type { ServeGiven } from './declare.ts';

const PORT = 8420;
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Runs until it is told to stop. @returns 0 */
export async function run(given: ServeGiven, context: CommandContext): Promise<number> {
  const { env, stdout, stderr } = context;
  const trustedHops = given.trustedProxies ?? 0;
  const tls = tlsOf(given);
  if (!LOOPBACK.has(given.host) && tls === undefined && trustedHops === 0)
    throw new TheriacError(
      'THERIAC_USAGE',
      `--host ${given.host}: passwords would cross the network unencrypted; give --tls-cert and --tls-key, or --trusted-proxies behind a proxy that speaks TLS`,
    );
  const { startServer } = await serverPackage();
  const server = await startServer({
    version: VERSION,
    dataFolder: given.data ?? defaultFolder(env),
    ...(env.DATABASE_URL === undefined || env.DATABASE_URL === '' ? {} : { databaseUrl: env.DATABASE_URL }),
    host: given.host,
    port: given.port ?? PORT,
    ...(tls === undefined ? {} : { tls }),
    trustedHops,
    ...(given.publicUrl === undefined ? {} : { publicUrl: given.publicUrl }),
    ...(given.breachList === undefined ? {} : { breachList: given.breachList }),
    log: { write: (line) => stdout.write(line, 'json') },
    logLevel: given.log,
  });
  stderr.write(`theriac: listening at ${server.address}\n`);
  if (server.setupToken !== undefined)
    stderr.write(
      [
        'theriac: there is no organisation yet. Make it, and its first administrator, within a day:',
        `  ${server.address}/setup#${server.setupToken}`,
        '  or POST /api/v1/setup with this token (`theriac docs server`). The link works once.',
        '',
      ].join('\n'),
    );
  const why = await context.untilStopped?.();
  stderr.write(`theriac: ${why ?? 'no signal'}: stopping\n`);
  await server.stop();
  return 0;
}

/** It is a package of its own: a database and its programs are not for everybody who scans. */
async function serverPackage(): Promise<typeof import('@theriac/server')> {
  try {
    return await import('@theriac/server');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND')
      throw new TheriacError('THERIAC_SERVER_MISSING', 'the server is not installed', {}, { cause });
    throw cause;
  }
}

function tlsOf({ tlsCert, tlsKey }: ServeGiven): { cert: Buffer; key: Buffer } | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined)
    throw new TheriacError('THERIAC_USAGE', '--tls-cert and --tls-key belong together');
  return { cert: readPem(tlsCert), key: readPem(tlsKey) };
}

function readPem(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new TheriacError('THERIAC_FILE', `${path} cannot be read`, {}, { cause });
  }
}

function defaultFolder(env: NodeJS.ProcessEnv): string {
  if (process.getuid?.() === 0) return '/var/lib/theriac';
  const given = env.XDG_DATA_HOME;
  const base = given !== undefined && isAbsolute(given) ? given : join(homedir(), '.local', 'share');
  return join(base, 'theriac', 'server');
}
