/** One request to one host: proxies, authorities, limits of time; and in plain words why there was no answer. */
import type { IncomingHttpHeaders } from 'node:http';
import { CONNECT_MS, httpAgent } from '@theriac/advisories/http-agent';
import { TheriacError } from '@theriac/core';
import { type Dispatcher, request } from 'undici';
import { certificatesOf } from './certificates.ts';
import { isLoopback } from './loopback.ts';
import { DEFAULT_IDLE_MS, type RegistryOptions } from './options.ts';

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Dispatcher.ResponseData['body'];
  readonly url: URL;
}

/** There was no answer. */
export interface NoAnswer {
  readonly kind: 'none';
  readonly what: string;
  /** Another try may succeed. */
  readonly again: boolean;
  /** The host was reached but does not speak TLS, or nobody listens at the port of https. */
  readonly notTls: boolean;
  readonly cause: unknown;
}

export interface Request {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer, with all that comes before it, may take so many times the idle limit. */
const ANSWER_IDLES = 2;
/** Codes of a server that speaks plain http, or of nobody. */
const NOT_TLS =
  /^(?:ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|EPROTO|ECONNRESET|ECONNREFUSED)$/;
/** Codes of certificates that are not trusted. */
const CERTIFICATE = /CERT|SIGNATURE|ALTNAME|UNABLE_TO_|HOSTNAME_MISMATCH/;
/** What is said for a code of the system or of undici. */
const REASONS: Readonly<Record<string, { readonly what: string; readonly again: boolean }>> = {
  ENOTFOUND: { what: 'the name of the host is not known', again: false },
  EAI_AGAIN: { what: 'the name of the host could not be looked up', again: true },
  ECONNREFUSED: { what: 'nobody listens there', again: false },
  UND_ERR_CONNECT_TIMEOUT: {
    what: `no connection within ${CONNECT_MS / 1000} s; a firewall or proxy may swallow it`,
    again: false,
  },
  UND_ERR_HEADERS_TIMEOUT: { what: 'no answer in time', again: true },
  UND_ERR_SOCKET: {
    what: 'the server closed the connection without an answer; it may want a certificate of the client (certs.d of docker)',
    again: true,
  },
  UND_ERR_ABORTED: { what: 'no answer in time', again: true },
  AbortError: { what: 'no answer in time', again: true },
  UND_ERR_INVALID_ARG: { what: 'a login or an address has characters that cannot be sent', again: false },
};

export class Transport {
  readonly idleMs: number;
  readonly #options: RegistryOptions;
  readonly #agents = new Map<string, Dispatcher>();

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.idleMs = options.idleMs ?? DEFAULT_IDLE_MS;
  }

  /** @throws TheriacError THERIAC_CONFIG when proxies or certificates cannot be used */
  async send(url: URL, { method = 'GET', headers = {}, body }: Request): Promise<Answer | NoAnswer> {
    const dispatcher = this.#agentOf(url);
    // The limits of undici begin anew with interim answers and with each step of a connection.
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), this.idleMs * ANSWER_IDLES);
    try {
      const answer = await request(url, {
        method,
        dispatcher,
        signal: controller.signal,
        headers: { 'user-agent': this.#options.userAgent, 'accept-encoding': 'identity', ...headers },
        headersTimeout: this.idleMs,
        bodyTimeout: this.idleMs,
        ...(body === undefined ? {} : { body }),
      });
      return { kind: 'answer', status: answer.statusCode, headers: answer.headers, body: answer.body, url };
    } catch (error) {
      return noAnswer(error);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    const agents = [...this.#agents.values()];
    this.#agents.clear();
    await Promise.all(agents.map((agent) => agent.destroy()));
  }

  #agentOf(url: URL): Dispatcher {
    const known = this.#agents.get(url.origin);
    if (known !== undefined) return known;
    const { env } = this.#options;
    // What is sent to this machine itself in plain text must not pass through another.
    const proxies = isLoopback(url.hostname) ? { http_proxy: '', https_proxy: '', no_proxy: '*' } : {};
    const port = url.port === '' ? '443' : url.port;
    const hosts = [...new Set([url.host, `${url.hostname}:${port}`])];
    // HTTP/1.1 tells apart what went wrong: a cut connection, a certificate that was refused.
    const agent = httpAgent(
      { ...env, ...proxies },
      { ...certificatesOf(hosts, this.#options), http2: false },
    );
    this.#agents.set(url.origin, agent);
    return agent;
  }
}

/** @returns the value of a header; lists are joined */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function noAnswer(cause: unknown): NoAnswer {
  if (cause instanceof TheriacError) throw cause;
  const codes: string[] = [];
  let proxy: string | undefined;

  for (let error = cause; error instanceof Error && codes.length < 5; error = error.cause) {
    codes.push('code' in error && typeof error.code === 'string' ? error.code : error.name);
    proxy ??= /^Proxy response \((\d{3})\)/.exec(error.message)?.[1];
  }
  const none = (what: string, again: boolean): NoAnswer => ({
    kind: 'none',
    what,
    again,
    notTls: codes.some((code) => NOT_TLS.test(code)),
    cause,
  });
  if (proxy !== undefined)
    return none(`the proxy refuses the connection (status ${proxy}); see HTTPS_PROXY and NO_PROXY`, false);
  const known = codes.map((code) => REASONS[code]).find((reason) => reason !== undefined);
  if (known !== undefined) return none(known.what, known.again);
  const certificate = codes.find((code) => CERTIFICATE.test(code));
  if (certificate !== undefined)
    return none(
      `its certificate is not trusted (${certificate}); put that of its authority into certs.d of docker, or name it in NODE_EXTRA_CA_CERTS`,
      false,
    );
  // Only codes: messages of connections may hold addresses with logins of proxies.
  return none(`the connection failed (${codes[0] ?? 'unknown reason'})`, true);
}
