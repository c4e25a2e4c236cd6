/** Asks registries over HTTP, with a cache that is checked anew: what did not change is not sent again. */
import { readFileSync } from 'node:fs';
import { downloader } from '@theriac/advisories/download';
import { type RegistryAccess, type ReleaseHistory, TheriacError } from '@theriac/core';
import { npmHistory, pypiHistory } from './read-history.ts';
import { userRegistries } from './user-registries.ts';

const MAX_ANSWER = 128 * 1024 * 1024;

export interface RegistryOptions {
  /** Folder for answers. */
  readonly cache: string;
  readonly env: NodeJS.ProcessEnv;
  readonly userAgent: string;
}

export function registryClient(options: RegistryOptions): RegistryAccess {
  const registries = userRegistries(options.env);
  const common = {
    folder: options.cache,
    env: options.env,
    userAgent: options.userAgent,
    maxBytes: MAX_ANSWER,
  };
  const npm = downloader({
    ...common,
    headers: (url) => ({ ...registries.headers(url), accept: 'application/json' }),
  });
  const pypi = downloader({
    ...common,
    headers: (url) => ({ ...registries.headers(url), accept: 'application/vnd.pypi.simple.v1+json' }),
  });
  return {
    history: async (ecosystem, name) => {
      const path =
        ecosystem === 'npm'
          ? await npm(registries.npm(name) + name.replace('/', '%2f'), {
              optional: true,
              name: 'package.json',
            })
          : await pypi(`${registries.pypi}${name}/`, { optional: true, name: 'package.json' });
      if (path === undefined) return null;
      return understood(() => {
        const text = readFileSync(path, 'utf8');
        return ecosystem === 'npm' ? npmHistory(text) : pypiHistory(text, name);
      }, name);
    },
  };
}

function understood(read: () => ReleaseHistory, name: string): ReleaseHistory {
  try {
    return read();
  } catch (cause) {
    throw new TheriacError(
      'THERIAC_FEED_INVALID',
      `the registry's answer for ${name} cannot be read`,
      {},
      { cause },
    );
  }
}
