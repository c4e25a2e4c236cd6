/** The server: its package, and where its data are. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { TheriacError } from '@theriac/core';
import { text } from '../command/spec.ts';

export const DATA = text(
  '--data <dir>',
  'data folder (default: $XDG_DATA_HOME/theriac/server; root: /var/lib/theriac)',
);

/** What a command of who runs the server needs of its surroundings. */
export function databaseUrlOf({ DATABASE_URL: url }: NodeJS.ProcessEnv): { readonly databaseUrl?: string } {
  return url === undefined || url === '' ? {} : { databaseUrl: url };
}

/** It is a package of its own: a database and its programs are not for everybody who scans. */
export async function serverPackage(): Promise<typeof import('@theriac/server')> {
  try {
    return await import('@theriac/server');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND')
      throw new TheriacError('THERIAC_SERVER_MISSING', 'the server is not installed', {}, { cause });
    throw cause;
  }
}

export function defaultFolder(env: NodeJS.ProcessEnv): string {
  if (process.getuid?.() === 0) return '/var/lib/theriac';
  const given = env.XDG_DATA_HOME;
  const base = given !== undefined && isAbsolute(given) ? given : join(homedir(), '.local', 'share');
  return join(base, 'theriac', 'server');
}
