/** The header that one registry wants to see: learnt from its challenge, kept until the token expires. */
import { TheriacError } from '@theriac/core';
import { challengesOf } from './challenge.ts';
import { type Login, loginFor } from './credentials.ts';
import { keepsSecrets } from './loopback.ts';
import type { Endpoint } from './mirrors.ts';
import type { RegistryOptions } from './options.ts';
import { basic, fetchToken } from './tokens.ts';
import type { Transport } from './transport.ts';

interface Held {
  readonly header: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** A token is not used in its last moments: the request would arrive too late. */
const USED_PART = 0.9;

export class Authorisation {
  readonly #endpoint: Endpoint;
  readonly #repository: string;
  readonly #options: RegistryOptions;
  readonly #transport: Transport;
  readonly #where: string;
  #held: Held | undefined;
  #login: Promise<Login> | undefined;
  #pending: Promise<string | undefined> | undefined;

  constructor(parts: {
    endpoint: Endpoint;
    repository: string;
    options: RegistryOptions;
    transport: Transport;
    where: string;
  }) {
    this.#endpoint = parts.endpoint;
    this.#repository = parts.repository;
    this.#options = parts.options;
    this.#transport = parts.transport;
    this.#where = parts.where;
  }

  /** The header for the next request, if one is known to be wanted. */
  current(): string | undefined {
    const held = this.#held;
    return held !== undefined && held.until > this.#now() ? held.header : undefined;
  }

  /**
   * What to send after the answer 401.
   * @param refused the header that was sent, if any: another request may have got a newer one in the meantime
   * @returns undefined where nothing more can be shown
   */
  renewed(
    header: string | undefined,
    registry: URL,
    refused: string | undefined,
  ): Promise<string | undefined> {
    const current = this.current();
    if (current !== undefined && current !== refused) return Promise.resolve(current);
    this.#pending ??= this.#renew(header ?? '', registry).finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  /** Why there was nothing to show, for the message of what was refused. */
  async hint(registry: URL): Promise<string> {
    if (!keepsSecrets(registry)) return 'logins are not sent over plain http';
    const login = await this.#loginOnce();
    if (login.kind !== 'none') return `the login in ${login.from} does not give access`;
    return login.why ?? `there is no login for it: docker login ${this.#endpoint.loginHost}`;
  }

  async #renew(header: string, registry: URL): Promise<string | undefined> {
    this.#held = undefined;
    const challenges = challengesOf(header);
    const login: Login = keepsSecrets(registry) ? await this.#loginOnce() : { kind: 'none' };
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer !== undefined) {
      if (login.kind === 'bearer') return this.#hold(`Bearer ${login.token}`, Number.POSITIVE_INFINITY);
      const begun = this.#now();
      const { token, lifetime } = await fetchToken({
        transport: this.#transport,
        waiting: this.#options,
        challenge: bearer,
        login,
        registry,
        repository: this.#repository,
        where: this.#where,
      });
      return this.#hold(`Bearer ${token}`, begun + lifetime * 1000 * USED_PART);
    }
    const isBasic = challenges.some(({ scheme }) => scheme === 'basic');
    if (isBasic && login.kind === 'password')
      return this.#hold(basic(login.username, login.password), Number.POSITIVE_INFINITY);
    if (!isBasic && challenges.length > 0)
      throw new TheriacError(
        'THERIAC_REGISTRY',
        'the registry wants a way to log in that is neither Basic nor Bearer',
        { path: this.#where },
      );
    return undefined;
  }

  #hold(header: string, until: number): string {
    this.#held = { header, until };
    return header;
  }

  #loginOnce(): Promise<Login> {
    this.#login ??= loginFor(this.#endpoint.loginHost, this.#repository, this.#options);
    return this.#login;
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}
