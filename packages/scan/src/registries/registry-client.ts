/** Asks registries over HTTP, with a cache that is checked again: what did not change is not sent again. */
import { readFileSync } from 'node:fs';
import { downloader } from '@theriac/advisories/download';
import { type RegistryAccess, type ReleaseHistory, TheriacError } from '@theriac/core';
import { npmHistory, pypiHistory } from './read-history.ts';
import { toolDefault } from './tool-defaults.ts';
import { userRegistries } from './user-registries.ts';

const MAX_ANSWER = 128 * 1024 * 1024;

const NOT_CONFIGURED = {
  npm: 'no npm registry is configured: set `registry` in ~/.npmrc, or npm_config_registry',
  pypi: 'no Python index is configured: set index-url in pip.conf, or PIP_INDEX_URL',
} as const;

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
  const asked = new Map<'npm' | 'pypi', Promise<string | undefined>>();
  const defaultOf = async (ecosystem: 'npm' | 'pypi'): Promise<string> => {
    const answer = asked.get(ecosystem) ?? toolDefault(ecosystem, options.env);
    asked.set(ecosystem, answer);
    const address = await answer;
    if (address === undefined) throw new TheriacError('THERIAC_FEED_MISSING', NOT_CONFIGURED[ecosystem]);
    return address;
  };
  return {
    history: async (ecosystem, name) => {
      const wanted = { optional: true, name: 'package.json' };
      const path =
        ecosystem === 'npm'
          ? await npm((registries.npm(name) ?? (await defaultOf('npm'))) + name.replace('/', '%2f'), wanted)
          : await pypi(`${registries.pypi ?? (await defaultOf('pypi'))}${name}/`, wanted);
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
