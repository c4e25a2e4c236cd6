/**
 * Where private keys come from: a PEM file, an environment variable (`env:NAME`), or a key service that never
 * exports them (`vault:KEY`). Others are added as one row.
 */
import { statSync } from 'node:fs';
import { TheriacError } from '@theriac/core';
import { type Signer, signerOf } from '@theriac/formats/attest';
import { readNamed } from '../inputs/read-given.ts';

type Open = (rest: string, env: NodeJS.ProcessEnv) => Promise<Signer>;

const SOURCES: Readonly<Record<string, Open>> = {
  env: async (name, env) => {
    const pem = env[name];
    if (pem === undefined || pem.trim() === '')
      throw new TheriacError('THERIAC_KEY', `the environment variable ${name} is not set`);
    // CI systems often keep line breaks as two characters.
    return signerOf(pem.replaceAll('\\n', '\n'), `env:${name}`, env.THERIAC_KEY_PASSPHRASE);
  },
  vault: async (key, env) => {
    const { vaultSigner } = await import('./vault.ts');
    return vaultSigner(key, env);
  },
};

/**
 * @param given the value of `--key`
 * @param warn told when others of the machine can read the key
 */
export async function openSigner(
  given: string,
  env: NodeJS.ProcessEnv,
  warn: (what: string) => void,
): Promise<Signer> {
  const scheme = /^([a-z]+):(.+)$/.exec(given);
  const open = scheme === null ? undefined : SOURCES[scheme[1] ?? ''];
  if (open !== undefined && scheme !== null) return open(scheme[2] ?? '', env);
  const pem = readPem(given);
  if (isOpenToOthers(given))
    warn(`${given}: others of this machine can read or change this private key; next: chmod 600`);
  return signerOf(pem, given, env.THERIAC_KEY_PASSPHRASE);
}

/**
 * Whether group or others have any right to a file, which `ssh` refuses. Keys that a CI service mounts are often like
 * that, in a container where nobody else is, so it is told and not refused. Windows has no such bits.
 */
function isOpenToOthers(path: string): boolean {
  if (process.platform === 'win32') return false;
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true && (stat.mode & 0o077) !== 0;
}

/** @throws TheriacError THERIAC_FILE */
export function readPem(path: string): string {
  return readNamed(path).toString('utf8');
}
