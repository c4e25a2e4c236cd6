/**
 * Registries of the user's own configuration: the environment, `.npmrc` and `pip.conf` of the home folder. Never those
 * of the scanned project: it must not decide where names and credentials are sent.
 */
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hostOf } from './npm-settings.ts';

export interface UserRegistries {
  /** Base address for a package, with a slash at the end; undefined where no file and no variable says. */
  readonly npm: (name: string) => string | undefined;
  /** Address of the simple index, with a slash at the end; undefined likewise. */
  readonly pypi: string | undefined;
  /** Headers for a host: credentials that the user keeps for it. */
  readonly headers: (url: URL) => Readonly<Record<string, string>>;
}

const MAX_BYTES = 256 * 1024;

export function userRegistries(env: NodeJS.ProcessEnv): UserRegistries {
  const home = env.HOME ?? env.USERPROFILE ?? homedir();
  const npmrc = new Map<string, string>();
  for (const line of read(
    env.npm_config_userconfig ?? env.NPM_CONFIG_USERCONFIG ?? join(home, '.npmrc'),
  ).split('\n')) {
    const equals = line.indexOf('=');
    if (equals < 0 || /^\s*[#;]/.test(line)) continue;
    npmrc.set(
      line.slice(0, equals).trim(),
      expanded(
        line
          .slice(equals + 1)
          .trim()
          .replace(/^["']|["']$/g, ''),
        env,
      ),
    );
  }
  const pipConf = [
    env.PIP_CONFIG_FILE,
    join(home, '.config', 'pip', 'pip.conf'),
    join(home, '.pip', 'pip.conf'),
  ];
  const pip = pipConf.map((path) => (path === undefined ? '' : read(path))).find((text) => text !== '') ?? '';
  const index =
    env.PIP_INDEX_URL ??
    env.UV_DEFAULT_INDEX ??
    env.UV_INDEX_URL ??
    /^[ \t]*index-url[ \t]*=[ \t]*(\S+)/m.exec(pip)?.[1];
  const npmDefault = env.npm_config_registry ?? env.NPM_CONFIG_REGISTRY ?? npmrc.get('registry');
  const pypi = index === undefined ? undefined : slashed(index);
  const basic = pypi === undefined ? undefined : credentialsIn(pypi);
  return {
    npm: (name) => {
      const scope = name.startsWith('@') ? name.slice(0, name.indexOf('/')) : undefined;
      const bound = scope === undefined ? undefined : npmrc.get(`${scope}:registry`);
      const address = bound ?? npmDefault;
      return address === undefined ? undefined : slashed(address);
    },
    pypi: pypi === undefined ? undefined : withoutUser(pypi),
    headers: (url) => {
      const host = url.host.toLowerCase();
      for (const [key, value] of npmrc) {
        const of = /^\/\/([^/]+)\/.*:(_authToken|_auth)$/.exec(key);
        if (of?.[1]?.toLowerCase() !== host || value === '' || !overTls(url)) continue;
        return { authorization: of[2] === '_auth' ? `Basic ${value}` : `Bearer ${value}` };
      }
      if (basic !== undefined && pypi !== undefined && hostOf(pypi) === host && overTls(url))
        return { authorization: basic };
      return {};
    },
  };
}

/** Credentials leave the machine encrypted or not at all. */
function overTls(url: URL): boolean {
  return url.protocol === 'https:' || /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
}

/** npm fills in `${NAME}` from the environment. */
function expanded(text: string, env: NodeJS.ProcessEnv): string {
  return text.replace(/\$\{(\w+)\}/g, (whole, name: string) => env[name] ?? whole);
}

function slashed(address: string): string {
  return address.endsWith('/') ? address : `${address}/`;
}

function credentialsIn(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || url.username === '') return undefined;
  const plain = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(plain).toString('base64')}`;
}

/** What is asked for; a token in the path of the address is part of it. */
function withoutUser(address: string): string {
  return address.replace(/^(https?:\/\/)[^/@]*@/, '$1');
}

function read(path: string): string {
  try {
    const stat = statSync(path);
    return stat.isFile() && stat.size <= MAX_BYTES ? readFileSync(path, 'utf8') : '';
  } catch {
    // Most users have no such file.
    return '';
  }
}
