/**
 * One repository at one registry: `GET` below `/v2/NAME/`, with login, patience and redirects
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md).
 */
import { TheriacError } from '@theriac/core';
import { asArray, asObject, asString, get, parseJson } from '@theriac/read/json';
import { Authorisation } from './authorisation.ts';
import { abandon, drain, readWhole } from './body.ts';
import type { Endpoint } from './mirrors.ts';
import type { RegistryOptions } from './options.ts';
import { persistently } from './persistence.ts';
import { type Followed, follow } from './redirects.ts';
import { type Answer, headerOf, type NoAnswer, Transport } from './transport.ts';

/** More than what holds the code of an error. */
const MAX_ERROR = 64 * 1024;

export class RegistryClient {
  /** Host and repository, as errors name the place. */
  readonly where: string;
  readonly idleMs: number;
  readonly #endpoint: Endpoint;
  readonly #repository: string;
  readonly #options: RegistryOptions;
  readonly #transport: Transport;
  readonly #authorisation: Authorisation;
  #base: Promise<URL> | undefined;

  constructor(endpoint: Endpoint, repository: string, options: RegistryOptions) {
    const where = `${endpoint.host}/${repository}`;
    const transport = new Transport(options);
    this.where = where;
    this.idleMs = transport.idleMs;
    this.#endpoint = endpoint;
    this.#repository = repository;
    this.#options = options;
    this.#transport = transport;
    this.#authorisation = new Authorisation({ endpoint, repository, options, transport, where });
  }

  /**
   * @param path below the repository: `manifests/latest`
   * @param what is asked for, in words
   * @param accepted the statuses that are returned
   * @throws TheriacError THERIAC_REGISTRY for every other answer, and for none
   */
  async get(
    path: string,
    what: string,
    headers: Readonly<Record<string, string>> = {},
    accepted: readonly number[] = [200],
  ): Promise<Answer> {
    this.#base ??= this.#findBase();
    const base = await this.#base;
    const url = new URL(`/v2/${this.#repository}/${path}`, base);
    let authorisation = this.#authorisation.current();
    for (let again = false; ; again = true) {
      const { answer, elsewhere, host } = await this.#follow(url, headers, authorisation);
      if (answer.kind === 'none') throw this.#unreachable(host, answer);
      if (accepted.includes(answer.status)) return answer;
      if (answer.status === 401 && !elsewhere && !again) {
        await drain(answer.body);
        const challenge = headerOf(answer.headers, 'www-authenticate');
        const renewed = await this.#authorisation.renewed(challenge, base, authorisation);
        authorisation = renewed;
        if (renewed !== undefined) continue;
        throw this.#error(`access is refused (status 401): ${await this.#authorisation.hint(base)}`);
      }
      throw await this.#refused(answer, what, base, elsewhere ? host : undefined);
    }
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  /** The last of the tries that were needed. */
  async #follow(
    url: URL,
    headers: Readonly<Record<string, string>>,
    authorisation: string | undefined,
  ): Promise<Followed> {
    let last: Followed | undefined;
    const answer = await persistently(async () => {
      last = await follow(this.#transport, url, { headers, authorisation, where: this.where });
      return last.answer;
    }, this.#options);
    return { elsewhere: false, host: url.host, ...last, answer };
  }

  /** Where a registry may be without TLS, TLS is tried first: a server of TLS does not understand plain http. */
  async #findBase(): Promise<URL> {
    const { host, scheme } = this.#endpoint;
    const plain = new URL(`http://${host}/`);
    const safe = new URL(`https://${host}/`);
    if (scheme !== 'either') return scheme === 'http' ? plain : safe;
    const answer = await this.#transport.send(new URL('/v2/', safe), {});
    if (answer.kind === 'none') return answer.notTls ? plain : safe;
    await drain(answer.body);
    return safe;
  }

  async #refused(
    answer: Answer,
    what: string,
    base: URL,
    elsewhere: string | undefined,
  ): Promise<TheriacError> {
    const { status } = answer;
    const code = await this.#codeOf(answer);
    const told = `status ${status}${code === undefined ? '' : ` ${code}`}`;
    if (elsewhere !== undefined)
      return this.#error(`${elsewhere}, to which the registry redirects for ${what}, answers with ${told}`);
    if (status === 401 || status === 403)
      return this.#error(`access is refused (${told}): ${await this.#authorisation.hint(base)}`);
    if (status === 404) return this.#error(`the registry does not have ${what} (${told})`);
    if (status === 429)
      return this.#error(
        `the registry refuses further requests (${told}): wait, or log in with docker login`,
      );
    return this.#error(`the registry answers with ${told} where ${what} was asked for`);
  }

  /** The first code of an error: `MANIFEST_UNKNOWN`. Its message is the registry's own words and is not repeated. */
  async #codeOf(answer: Answer): Promise<string | undefined> {
    if (!(headerOf(answer.headers, 'content-type') ?? '').includes('json')) {
      abandon(answer.body);
      return undefined;
    }
    try {
      const { idleMs, where } = this;
      const bytes = await readWhole(answer, { most: MAX_ERROR, idleMs, what: 'the error', where });
      const [first] = asArray(get(asObject(parseJson(bytes.toString('utf8'), where).value), 'errors'));
      const code = asString(get(asObject(first), 'code')) ?? '';
      return /^[A-Z_]{2,40}$/.test(code) ? code : undefined;
    } catch {
      // The status says enough.
      return undefined;
    }
  }

  #unreachable(host: string, { what, cause }: NoAnswer): TheriacError {
    return new TheriacError('THERIAC_REGISTRY', `${host}: ${what}`, { path: this.where }, { cause });
  }

  #error(what: string): TheriacError {
    return new TheriacError('THERIAC_REGISTRY', what, { path: this.where });
  }
}
