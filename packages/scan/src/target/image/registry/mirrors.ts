/**
 * Which hosts are asked for an image: the mirrors that docker's own configuration names for its default registry
 * (`registry-mirrors` of daemon.json), and then the registry itself.
 */
import { join } from 'node:path';
import { asArray, get } from '@theriac/read/json';
import { homeOf, readJsonObject } from './configuration-files.ts';
import { isLoopback } from './loopback.ts';
import { DEFAULT_SYSTEM_FOLDER, type RegistryOptions } from './options.ts';
import { DEFAULT_HOST, DEFAULT_HOST_API, type ImageReference } from './reference.ts';

export interface Endpoint {
  /** Host and port that are asked. */
  readonly host: string;
  /** The host as `docker login` knows it. */
  readonly loginHost: string;
  /** `either`: https, or plain http where the server does not speak TLS. */
  readonly scheme: 'https' | 'http' | 'either';
}

export function endpointsOf(reference: ImageReference, options: RegistryOptions): readonly Endpoint[] {
  const { host } = reference;
  if (host === DEFAULT_HOST)
    return [
      ...mirrorsOf(options),
      { host: DEFAULT_HOST_API, loginHost: DEFAULT_HOST, scheme: 'https' as const },
    ];
  const mayBePlain = options.insecure === true || isLoopback(new URL(`https://${host}/`).hostname);
  return [{ host, loginHost: host, scheme: mayBePlain ? 'either' : 'https' }];
}

function mirrorsOf({ env, systemFolder = DEFAULT_SYSTEM_FOLDER }: RegistryOptions): Endpoint[] {
  const home = homeOf(env);
  const files = [
    join(systemFolder, 'docker', 'daemon.json'),
    join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'docker', 'daemon.json'),
    join(home, '.docker', 'daemon.json'),
  ];
  for (const file of files) {
    const mirrors = asArray(get(readJsonObject(file) ?? {}, 'registry-mirrors')).flatMap((address) => {
      const url = typeof address === 'string' ? URL.parse(address) : null;
      if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '') return [];
      const scheme = url.protocol === 'https:' ? ('https' as const) : ('http' as const);
      return [{ host: url.host, loginHost: url.host, scheme }];
    });
    if (mirrors.length > 0) return mirrors;
  }
  return [];
}
