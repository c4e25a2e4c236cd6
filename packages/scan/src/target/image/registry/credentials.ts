/**
 * The user's own logins for registries, where docker and podman keep them
 * (https://docs.docker.com/reference/cli/docker/login/, containers-auth.json(5)).
 */
import { join } from 'node:path';
import { asObject, asString, get, type JsonObject } from '@theriac/read/json';
import { homeOf, readJsonObject } from './configuration-files.ts';
import type { RegistryOptions } from './options.ts';
import { DEFAULT_HOST, DEFAULT_HOST_ALIASES } from './reference.ts';

/** `from`: the file or program that keeps it, for messages. */
export type Login =
  | { readonly kind: 'password'; readonly username: string; readonly password: string; readonly from: string }
  /** Exchanged for a token at the server of tokens. */
  | { readonly kind: 'identity'; readonly token: string; readonly from: string }
  /** Sent to the registry as it is. */
  | { readonly kind: 'bearer'; readonly token: string; readonly from: string }
  /** @property why a login that exists could not be used */
  | { readonly kind: 'none'; readonly why?: string };

/** What docker writes in front of names of its default registry, since its first version. */
const DEFAULT_HOST_KEY = 'https://index.docker.io/v1/';
/** The user name of what is no password but an identity token. */
const TOKEN_USER = '<token>';

/**
 * @param host as `docker login` knows it
 * @param repository podman keeps logins for parts of a registry
 * @throws TheriacError THERIAC_CONFIG where a file is not JSON
 */
export async function loginFor(host: string, repository: string, options: RegistryOptions): Promise<Login> {
  let why: string | undefined;
  for (const path of filesOf(options.env)) {
    const file = readJsonObject(path);
    if (file === undefined) continue;
    const login = await loginIn(file, path, { host, repository, options });
    if (login.kind !== 'none') return login;
    why ??= login.why;
  }
  return { kind: 'none', ...(why === undefined ? {} : { why }) };
}

function filesOf(env: NodeJS.ProcessEnv): readonly string[] {
  const home = homeOf(env);
  const given = (name: string, ...rest: string[]): string[] =>
    env[name] === undefined || env[name] === '' ? [] : [join(env[name], ...rest)];
  const named = given('REGISTRY_AUTH_FILE');
  const docker = given('DOCKER_CONFIG', 'config.json');
  return [
    ...named,
    ...(docker.length > 0 ? docker : [join(home, '.docker', 'config.json')]),
    ...given('XDG_RUNTIME_DIR', 'containers', 'auth.json'),
    join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'containers', 'auth.json'),
  ];
}

interface Wanted {
  readonly host: string;
  readonly repository: string;
  readonly options: RegistryOptions;
}

async function loginIn(file: JsonObject, path: string, wanted: Wanted): Promise<Login> {
  const { host, options } = wanted;
  const helpers = asObject(get(file, 'credHelpers'));
  const own = Object.keys(helpers).find((key) => namesHost(key, host));
  const store = own === undefined ? asString(get(file, 'credsStore')) : asString(get(helpers, own));
  let why: string | undefined;
  if (store !== undefined && store !== '') {
    const from = `docker-credential-${store.slice(0, 60)}`;
    const answer = await options.runHelper?.(store, host === DEFAULT_HOST ? DEFAULT_HOST_KEY : host);
    if (answer?.kind === 'login')
      return answer.username === TOKEN_USER
        ? { kind: 'identity', token: answer.secret, from }
        : { kind: 'password', username: answer.username, password: answer.secret, from };
    if (answer === undefined) why = `${from} may keep a login but was not started`;
    if (answer?.kind === 'failed') why = `${from} gave no login: ${answer.reason}`;
  }
  const login = inFile(asObject(get(file, 'auths')), path, wanted);
  return login ?? { kind: 'none', ...(why === undefined ? {} : { why }) };
}

/** The entry that names most of the repository. */
function inFile(auths: JsonObject, from: string, { host, repository }: Wanted): Login | undefined {
  const path = `${host}/${repository}`.toLowerCase();
  const keys = Object.keys(auths)
    .filter(
      (key) => namesHost(key, host) || path === key.toLowerCase() || path.startsWith(`${key.toLowerCase()}/`),
    )
    .sort((a, b) => (namesHost(a, host) ? 0 : a.length) - (namesHost(b, host) ? 0 : b.length))
    .reverse();
  for (const key of keys) {
    const login = entryLogin(asObject(get(auths, key)), from);
    if (login !== undefined) return login;
  }
  return undefined;
}

function entryLogin(entry: JsonObject, from: string): Login | undefined {
  const text = (key: string): string => asString(get(entry, key)) ?? '';
  if (text('identitytoken') !== '') return { kind: 'identity', token: text('identitytoken'), from };
  if (text('registrytoken') !== '') return { kind: 'bearer', token: text('registrytoken'), from };
  const decoded = Buffer.from(text('auth'), 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  const [username, password] =
    colon > 0
      ? [decoded.slice(0, colon), withoutZeros(decoded.slice(colon + 1))]
      : [text('username'), text('password')];
  if (username === '' || password === '') return undefined;
  if (username === TOKEN_USER) return { kind: 'identity', token: password, from };
  return { kind: 'password', username, password, from };
}

/** Some versions of docker padded what they wrote. */
function withoutZeros(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\0') end -= 1;
  return text.slice(0, end);
}

/** Whether a key of `auths` or `credHelpers` means the whole of a host: `HOST`, or an address as docker once wrote. */
function namesHost(key: string, host: string): boolean {
  const small = key.toLowerCase();
  const isAddress = /^https?:\/\//.test(small);
  const rest = small.replace(/^https?:\/\//, '');
  const slash = rest.indexOf('/');
  const name = slash < 0 ? rest : rest.slice(0, slash);
  if (slash >= 0 && !isAddress && !/^\/(?:v[12]\/?)?$/.test(rest.slice(slash))) return false;
  return name === host || (host === DEFAULT_HOST && DEFAULT_HOST_ALIASES.some((alias) => alias === name));
}
