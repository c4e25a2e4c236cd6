/**
 * Authorities and client certificates for one registry, where docker and podman keep them: `certs.d/HOST[:PORT]/` with
 * `*.crt` (authorities) and `NAME.cert` with `NAME.key` (https://docs.docker.com/engine/security/certificates/).
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentOptions } from '@theriac/advisories/http-agent';
import { TheriacError } from '@theriac/core';
import { homeOf, readSmall } from './configuration-files.ts';
import { DEFAULT_SYSTEM_FOLDER, type RegistryOptions } from './options.ts';

const MAX_FILES = 100;

/** @param hosts the ways to write one host, with its port or without */
export function certificatesOf(
  hosts: readonly string[],
  { env, systemFolder = DEFAULT_SYSTEM_FOLDER }: Pick<RegistryOptions, 'env' | 'systemFolder'>,
): AgentOptions {
  const home = homeOf(env);
  const config = env.XDG_CONFIG_HOME ?? join(home, '.config');
  const ca: string[] = [];
  let client: AgentOptions['client'];
  for (const folder of [
    join(systemFolder, 'docker'),
    join(systemFolder, 'containers'),
    join(home, '.docker'),
    join(config, 'docker'),
    join(config, 'containers'),
  ].flatMap((parent) => hosts.map((host) => join(parent, 'certs.d', host)))) {
    for (const name of namesIn(folder)) {
      const path = join(folder, name);
      if (name.endsWith('.crt')) ca.push(pem(path, 'CERTIFICATE'));
      else if (name.endsWith('.cert'))
        client ??= { cert: pem(path, 'CERTIFICATE'), key: pem(`${path.slice(0, -5)}.key`, 'PRIVATE KEY') };
    }
  }
  return { ca, ...(client === undefined ? {} : { client }) };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort().slice(0, MAX_FILES);
  } catch {
    // Most registries have no certificates of their own.
    return [];
  }
}

function pem(path: string, label: string): string {
  const text = readSmall(path);
  if (text === undefined)
    throw new TheriacError('THERIAC_CONFIG', 'cannot be read; a certificate of a registry needs it', {
      path,
    });
  if (!text.includes(`${label}-----`))
    throw new TheriacError('THERIAC_CONFIG', `holds no ${label.toLowerCase()} in PEM`, { path });
  return text;
}
