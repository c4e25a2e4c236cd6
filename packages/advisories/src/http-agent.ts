/**
 * How this program reaches the network: through the proxies of HTTP_PROXY, HTTPS_PROXY and NO_PROXY, trusting what
 * Node.js trusts (NODE_EXTRA_CA_CERTS) and the certificates of SSL_CERT_FILE.
 */
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { TheriacError } from '@theriac/core';
import { type Dispatcher, EnvHttpProxyAgent, fetch as undiciFetch } from 'undici';
import { systemReason } from './system-reason.ts';

/** A firewall that swallows packets never answers; every other server takes a connection sooner. */
export const CONNECT_MS = 5000;

export interface AgentOptions {
  /** Certificates of further authorities, PEM. */
  readonly ca?: readonly string[];
  /** Certificate and key with which the client shows who it is, PEM. */
  readonly client?: { readonly cert: string; readonly key: string };
  /** False: HTTP/1.1 only, whatever the server offers. */
  readonly http2?: boolean;
}

/** @throws TheriacError THERIAC_CONFIG when the proxy or CA settings cannot be used */
export function httpAgent(
  env: NodeJS.ProcessEnv,
  { ca = [], client, http2 = true }: AgentOptions = {},
): Dispatcher {
  const file = env.SSL_CERT_FILE;
  const pick = (name: string): string | undefined => env[name] ?? env[name.toUpperCase()];
  const [httpProxy, httpsProxy, noProxy] = [pick('http_proxy'), pick('https_proxy'), pick('no_proxy')];
  const own = file === undefined || file === '' ? ca : [readCa(file), ...ca];
  // To name any authority replaces those that Node.js trusts, so they are named with it.
  const trust = own.length === 0 ? {} : { ca: [...trusted(), ...own] };
  try {
    return new EnvHttpProxyAgent({
      ...(httpProxy === undefined ? {} : { httpProxy }),
      ...(httpsProxy === undefined ? {} : { httpsProxy }),
      ...(noProxy === undefined ? {} : { noProxy }),
      allowH2: http2,
      connect: { timeout: CONNECT_MS, ...trust, ...client },
      requestTls: { ...trust, ...client, allowH2: http2 },
      ...(own.length === 0 ? {} : { proxyTls: trust }),
    });
  } catch (cause) {
    // Without the value: proxy addresses often hold a password.
    throw new TheriacError(
      'THERIAC_CONFIG',
      'HTTP_PROXY or HTTPS_PROXY is not a valid address',
      {},
      { cause },
    );
  }
}

/** `fetch` over such an agent. */
export function fetchWith(env: NodeJS.ProcessEnv): typeof fetch {
  const dispatcher = httpAgent(env);
  // The types of undici and of Node.js describe the same values twice.
  return ((input: string | URL, init?: object) =>
    undiciFetch(input, { ...init, dispatcher })) as unknown as typeof fetch;
}

/** With those of NODE_EXTRA_CA_CERTS and of the system; Node.js 23.8 and 23.9 do not tell them. */
function trusted(): readonly string[] {
  return typeof tls.getCACertificates === 'function'
    ? tls.getCACertificates('default')
    : tls.rootCertificates;
}

function readCa(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TheriacError(
      'THERIAC_CONFIG',
      `SSL_CERT_FILE cannot be read: ${systemReason(cause)}`,
      { path },
      { cause },
    );
  }
}
