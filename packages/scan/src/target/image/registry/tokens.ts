/**
 * Tokens for one repository of one registry, from the server that the registry names
 * (https://distribution.github.io/distribution/spec/auth/token/). Only `pull` is asked for, whatever is offered.
 */
import { TheriacError } from '@theriac/core';
import { asObject, asString, get, type JsonObject, parseJson } from '@theriac/read/json';
import { abandon, readWhole } from './body.ts';
import type { Challenge } from './challenge.ts';
import type { Login } from './credentials.ts';
import { keepsSecrets } from './loopback.ts';
import { persistently, type Waiting } from './persistence.ts';
import { follow, mayBeAsked } from './redirects.ts';
import type { Answer, NoAnswer, Transport } from './transport.ts';

export interface Token {
  readonly token: string;
  /** Seconds; 60 where the server does not say. */
  readonly lifetime: number;
}

export interface TokenRequest {
  readonly transport: Transport;
  readonly waiting: Waiting;
  readonly challenge: Challenge;
  readonly login: Login;
  /** The registry's own address. */
  readonly registry: URL;
  readonly repository: string;
  readonly where: string;
}

const MAX_ANSWER = 1024 * 1024;
const DEFAULT_LIFETIME = 60;
const MAX_TOKEN = 64 * 1024;
/** What can be in a header. */
const PRINTABLE = /^[\x21-\x7e]+$/;
const CLIENT_ID = 'theriac';

/** @throws TheriacError THERIAC_REGISTRY */
export async function fetchToken(wanted: TokenRequest): Promise<Token> {
  const { challenge, login, registry, where } = wanted;
  const realm = URL.parse(challenge.parameters.get('realm') ?? '');
  const refuse = (what: string): TheriacError => new TheriacError('THERIAC_REGISTRY', what, { path: where });
  if (realm === null || realm.username !== '' || realm.password !== '')
    throw refuse('the registry wants a token but names no server of tokens');
  realm.hash = '';
  if (!mayBeAsked(realm, registry))
    throw refuse(`the registry names a server of tokens (${realm.host}) without https; it is not asked`);
  const used = keepsSecrets(realm) ? login : { kind: 'none' as const };
  const { answer } = await ask(wanted, realm, used);
  if (answer.kind === 'none')
    throw new TheriacError(
      'THERIAC_REGISTRY',
      `the server of tokens, ${realm.host}: ${answer.what}`,
      { path: where },
      { cause: answer.cause },
    );
  if (answer.status !== 200) {
    abandon(answer.body);
    const isLogin = [400, 401, 403].includes(answer.status) && used.kind !== 'none';
    const why =
      isLogin && 'from' in used ? `; the login in ${used.from} is not accepted: docker login again` : '';
    throw refuse(`the server of tokens, ${realm.host}, answers with status ${answer.status}${why}`);
  }
  const text = await readWhole(answer, {
    most: MAX_ANSWER,
    idleMs: wanted.transport.idleMs,
    what: 'the answer of the server of tokens',
    where,
  }).catch((cause) => {
    throw cause instanceof TheriacError ? cause : refuse(`${realm.host} did not send the whole of a token`);
  });
  return tokenIn(text.toString('utf8'), realm.host, where);
}

function ask(
  { transport, waiting, challenge, repository, where }: TokenRequest,
  realm: URL,
  login: Login,
): Promise<{ readonly answer: Answer | NoAnswer }> {
  const service = challenge.parameters.get('service');
  const scopes = scopesOf(repository, challenge.parameters.get('scope'));
  if (login.kind === 'identity') {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: login.token,
      client_id: CLIENT_ID,
      scope: scopes.join(' '),
      ...(service === undefined ? {} : { service }),
    });
    const post = {
      method: 'POST' as const,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    };
    return persistently(() => transport.send(realm, post), waiting).then((answer) => ({ answer }));
  }
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  const authorisation = login.kind === 'password' ? basic(login.username, login.password) : undefined;
  if (login.kind === 'password') url.searchParams.set('account', login.username);
  return persistently(
    async () => (await follow(transport, url, { authorisation, where })).answer,
    waiting,
  ).then((answer) => ({ answer }));
}

/**
 * The repository itself and, where the registry calls it otherwise (a prefix for the organisation), what it calls it.
 */
function scopesOf(repository: string, offered: string | undefined): readonly string[] {
  const own = `repository:${repository}:pull`;
  const others = (offered ?? '').split(' ').flatMap((scope) => {
    const [type, name = '', ...rest] = scope.split(':');
    return type === 'repository' && rest.length === 1 && name.endsWith(`/${repository}`)
      ? [`repository:${name}:pull`]
      : [];
  });
  return [...new Set([own, ...others])].slice(0, 4);
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function tokenIn(text: string, host: string, where: string): Token {
  let value: JsonObject;
  try {
    value = asObject(parseJson(text, where).value);
  } catch {
    // The parser's message may quote a token.
    throw new TheriacError(
      'THERIAC_REGISTRY',
      `the server of tokens, ${host}, sends something that is no JSON`,
      {
        path: where,
      },
    );
  }
  const token = asString(get(value, 'token')) ?? asString(get(value, 'access_token')) ?? '';
  if (token.length > MAX_TOKEN || !PRINTABLE.test(token))
    throw new TheriacError('THERIAC_REGISTRY', `the server of tokens, ${host}, sends no token`, {
      path: where,
    });
  const lifetime = get(value, 'expires_in');
  return {
    token,
    lifetime: typeof lifetime === 'number' && lifetime > 0 ? lifetime : DEFAULT_LIFETIME,
  };
}
