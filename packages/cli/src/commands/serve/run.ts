/** `theriac serve`. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createSecureContext } from 'node:tls';
import { TheriacError } from '@theriac/core';
import type { CommandContext } from '../../command/command.ts';
import { databaseUrlOf, defaultFolder, serverPackage } from '../../inputs/server.ts';
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
    ...databaseUrlOf(env),
    host: given.host,
    ...(given.role === 'all' ? {} : { role: given.role }),
    port: given.port ?? PORT,
    ...(tls === undefined ? {} : { tls }),
    ...(given.keyService === undefined ? {} : { keyService: given.keyService, keyEnv: env }),
    ...(given.checkpoints === undefined ? {} : { checkpointFolder: given.checkpoints }),
    trustedHops,
    ...(given.publicUrl === undefined ? {} : { publicUrl: given.publicUrl }),
    ...(given.breachList === undefined ? {} : { breachList: given.breachList }),
    log: { write: (line) => stdout.write(line, 'json') },
    logLevel: given.log,
  });
  stderr.write(server.address === '' ? 'theriac: working\n' : `theriac: listening at ${server.address}\n`);
  if (server.withoutIndexes !== undefined)
    stderr.write(
      [
        'theriac: there is no advisory index: only the gravest advisories are known.',
        `  next: THERIAC_DATA=${dirname(server.withoutIndexes)} theriac db update`,
        '',
      ].join('\n'),
    );
  if (server.setupToken !== undefined)
    stderr.write(
      [
        'theriac: there is no organisation yet. Make it, and its first administrator, within a day:',
        `  ${given.publicUrl ?? server.address}/setup#${server.setupToken}`,
        '  or POST /api/v1/setup with this token (`theriac docs server`). The link works once.',
        '',
      ].join('\n'),
    );
  const why = await context.untilStopped?.();
  stderr.write(`theriac: ${why ?? 'no signal'}: stopping\n`);
  await server.stop();
  return 0;
}

function tlsOf({ tlsCert, tlsKey }: ServeGiven): { cert: Buffer; key: Buffer } | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined)
    throw new TheriacError('THERIAC_USAGE', '--tls-cert and --tls-key belong together');
  const pair = { cert: readPem(tlsCert), key: readPem(tlsKey) };
  try {
    createSecureContext(pair);
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new TheriacError(
      'THERIAC_SERVER_TLS',
      `${tlsCert} and ${tlsKey} do not serve${why}`,
      {},
      { cause },
    );
  }
  return pair;
}

function readPem(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new TheriacError('THERIAC_FILE', `${path} cannot be read`, {}, { cause });
  }
}
