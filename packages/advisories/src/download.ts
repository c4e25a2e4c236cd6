/**
 * Feeds over HTTP: conditional, resumed, verified, put in place with one rename. Proxies (HTTP_PROXY, HTTPS_PROXY,
 * NO_PROXY) and custom CAs (NODE_EXTRA_CA_CERTS, SSL_CERT_FILE) are honoured. Nothing is sent but the request.
 */
import { createHash } from 'node:crypto';
import { closeSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { TheriacError } from '@theriac/core';
import { type Dispatcher, request } from 'undici';
import {
  claimPart,
  dropPartial,
  type Meta,
  readMeta,
  readPartial,
  stored,
  type Validators,
} from './download-state.ts';
import { fileDigest, fileSha256 } from './file-hash.ts';
import { CONNECT_MS, httpAgent } from './http-agent.ts';
import { openRegular } from './regular-file.ts';
import { ensureFolder } from './store.ts';
import { discard } from './temporary-file.ts';

/**
 * Fetches `url` and returns the local path; undefined for 404 when `optional`.
 * `name` is the file name to keep (facts feeds take their product from it).
 */
export type Downloader = (
  url: string,
  options: { optional?: boolean; name?: string },
) => Promise<string | undefined>;

export interface DownloadOptions {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly userAgent: string;
  readonly progress?: (url: string, received: number, total: number | undefined) => void;
  /** Further request headers for a host, determined again for each redirect: credentials are never sent to another host. */
  readonly headers?: (url: URL) => Readonly<Record<string, string>>;
  /** Larger answers are refused; 4 GiB when absent. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 4 * 1024 * 1024 * 1024;
const ATTEMPTS = 3;
const MAX_REDIRECTS = 5;
const ANSWER_MS = 30_000;
/** Codes of undici for what a further try would only wait for again. */
const SILENT: ReadonlySet<string> = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT']);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** @throws TheriacError THERIAC_CONFIG when the proxy or CA settings cannot be used */
export function downloader(options: DownloadOptions): Downloader {
  const agent = httpAgent(options.env);
  /** Hosts that did not answer, and how that was told: the next file of one is not waited for. */
  const silent = new Map<string, string>();
  return async (url, { optional = false, name }) => {
    const host = URL.parse(url)?.host ?? url;
    const known = silent.get(host);
    if (known !== undefined) throw new TheriacError('THERIAC_FEED_MISSING', known, { path: url });
    const folder = join(options.folder, createHash('sha256').update(url).digest('hex').slice(0, 16));
    ensureFolder(folder);
    const final = join(folder, name ?? (url.slice(url.lastIndexOf('/') + 1) || 'feed'));
    const meta = readMeta(final);
    const { part, release } = claimPart(final);
    try {
      for (let attempt = 1; ; attempt += 1) {
        try {
          const outcome = await once({ url, final, part, meta, agent, options });
          if (outcome === 'here') return final;
          if (optional) return undefined;
          throw new TheriacError('THERIAC_FEED_MISSING', 'not found on the server (404)', { path: url });
        } catch (error) {
          const code = codeOf(error);
          if (SILENT.has(code)) {
            const seconds = (code === 'UND_ERR_CONNECT_TIMEOUT' ? CONNECT_MS : ANSWER_MS) / 1000;
            const what = `no answer from ${host} within ${seconds} s: a firewall or proxy may swallow the connection`;
            silent.set(host, what);
            throw new TheriacError('THERIAC_FEED_MISSING', what, { path: url }, { cause: error });
          }
          if (error instanceof TheriacError || attempt === ATTEMPTS) throw asFeedError(url, error);
        }
      }
    } finally {
      release();
    }
  };
}

interface Attempt {
  readonly url: string;
  readonly final: string;
  readonly part: string;
  readonly meta: Meta | undefined;
  readonly agent: Dispatcher;
  readonly options: DownloadOptions;
}

/** One try. A `TheriacError` is final; any other error is worth another try. */
async function once(attempt: Attempt): Promise<'here' | 'missing'> {
  const { url, part, meta, agent, options } = attempt;
  const started = readPartial(part);
  const headers: Record<string, string> = { 'user-agent': options.userAgent, 'accept-encoding': 'identity' };
  if (started !== undefined) {
    headers.range = `bytes=${started.bytes}-`;
    headers['if-range'] = started.validator;
  } else if (meta !== undefined) {
    if (meta.etag !== undefined) headers['if-none-match'] = meta.etag;
    if (meta.lastModified !== undefined) headers['if-modified-since'] = meta.lastModified;
  }
  const response = await ask(url, headers, agent, options.headers);
  const { statusCode } = response;
  if (statusCode === 200 || (statusCode === 206 && resumesAt(response, started?.bytes))) {
    await receive(attempt, response, statusCode === 206 ? (started?.bytes ?? 0) : 0);
    return 'here';
  }
  await response.body.dump();
  if (statusCode === 304 && meta !== undefined && started === undefined) return 'here';
  if (statusCode === 404 || statusCode === 410) return 'missing';
  if (statusCode === 416 || statusCode === 206) {
    dropPartial(part);
    throw new Error('the part on disk does not fit what the server sends');
  }
  throw new TheriacError('THERIAC_FEED_MISSING', `the server responded with status ${statusCode}`, {
    path: url,
  });
}

/** Follows redirects: http(s) only, never from https to http, at most five. */
async function ask(
  url: string,
  headers: Record<string, string>,
  dispatcher: Dispatcher,
  more: DownloadOptions['headers'],
): Promise<Dispatcher.ResponseData> {
  let at = new URL(url);
  for (let hop = 0; ; hop += 1) {
    const response = await request(at, {
      dispatcher,
      headers: { ...headers, ...more?.(at) },
      headersTimeout: ANSWER_MS,
      bodyTimeout: 60_000,
    });
    const location = headerOf(response, 'location');
    if (!REDIRECTS.has(response.statusCode) || location === undefined) return response;
    await response.body.dump();
    const next = URL.parse(location, at.href);
    const refused = (what: string): TheriacError =>
      new TheriacError('THERIAC_FEED_MISSING', `the server redirects ${what}`, { path: url });
    if (hop === MAX_REDIRECTS) throw refused(`more than ${MAX_REDIRECTS} times`);
    if (next === null || !/^https?:$/.test(next.protocol)) throw refused('to something that is not http(s)');
    if (at.protocol === 'https:' && next.protocol === 'http:') throw refused('from https to http');
    at = next;
  }
}

/** Whether a 206 continues exactly where the part on disk ends. */
function resumesAt(response: Dispatcher.ResponseData, bytes: number | undefined): boolean {
  const start = /^bytes (\d+)-/.exec(headerOf(response, 'content-range') ?? '')?.[1];
  return bytes !== undefined && start !== undefined && Number(start) === bytes;
}

/** Writes the body behind the first `offset` bytes of the part, checks the whole and puts it in place. */
async function receive(
  { url, final, part, options }: Attempt,
  response: Dispatcher.ResponseData,
  offset: number,
): Promise<void> {
  const total = totalOf(response, offset);
  const most = options.maxBytes ?? MAX_BYTES;
  const limit = (): TheriacError =>
    new TheriacError('THERIAC_INPUT_LIMIT', `larger than ${Math.round(most / 1024 / 1024)} MiB`, {
      path: url,
    });
  if ((total ?? 0) > most) throw limit();
  const validators = validatorsOf(response);
  // A weak validator cannot prove that the bytes are the same, so such a part is not resumed.
  const strong = validators.etag?.startsWith('W/') === false ? validators.etag : validators.lastModified;
  const fd = stored(part, () => {
    if (strong === undefined) discard(`${part}.json`);
    else writeRegular(`${part}.json`, JSON.stringify({ validator: strong }));
    return openRegular(part, offset > 0 ? 'append' : 'write');
  });
  let received = offset;
  try {
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      received += chunk.length;
      if (received > most) throw limit();
      stored(part, () => {
        for (let done = 0; done < chunk.length; ) done += writeSync(fd, chunk, done);
      });
      options.progress?.(url, received, total);
    }
  } finally {
    closeSync(fd);
  }
  if (total !== undefined && received !== total)
    throw new Error(`truncated after ${received} of ${total} bytes`);
  const wrong = wrongDigest(part, response, offset > 0);
  if (wrong !== undefined) {
    dropPartial(part);
    throw new TheriacError('THERIAC_FEED_INVALID', `the ${wrong} announced by the server does not match`, {
      path: url,
    });
  }
  stored(final, () => {
    const next: Meta = { url, ...validators, sha256: fileSha256(part) };
    renameSync(part, final);
    discard(`${part}.json`);
    writeRegular(`${final}.json.meta`, JSON.stringify(next));
  });
}

function writeRegular(path: string, text: string): void {
  const fd = openRegular(path, 'write');
  try {
    writeFileSync(fd, text);
  } finally {
    closeSync(fd);
  }
}

/** Bytes of the whole file, as the answer announces them. A range says it itself, and may end before the file does. */
function totalOf(response: Dispatcher.ResponseData, offset: number): number | undefined {
  const whole = /^bytes \d+-\d+\/(\d+)$/.exec(headerOf(response, 'content-range') ?? '')?.[1];
  if (whole !== undefined && offset > 0) return Number(whole);
  const length = Number(headerOf(response, 'content-length') ?? Number.NaN);
  return Number.isFinite(length) ? offset + length : undefined;
}

function headerOf(response: Dispatcher.ResponseData, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function validatorsOf(response: Dispatcher.ResponseData): Validators {
  const etag = headerOf(response, 'etag');
  const lastModified = headerOf(response, 'last-modified');
  return {
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

/** Name of the digest that does not match, or undefined. `content-digest` of a resumed answer covers only its part. */
function wrongDigest(path: string, response: Dispatcher.ResponseData, resumed: boolean): string | undefined {
  const md5 = /(?:^|[,\s])md5=([A-Za-z0-9+/=]+)/.exec(headerOf(response, 'x-goog-hash') ?? '')?.[1];
  if (md5 !== undefined && Buffer.from(fileDigest(path, 'md5'), 'hex').toString('base64') !== md5)
    return 'MD5';
  const whole = headerOf(response, 'repr-digest');
  const digest = whole ?? (resumed ? undefined : headerOf(response, 'content-digest'));
  const sha256 = /sha-256=:([A-Za-z0-9+/=]+):/.exec(digest ?? '')?.[1];
  if (sha256 !== undefined && Buffer.from(fileSha256(path), 'hex').toString('base64') !== sha256)
    return 'SHA-256';
  return undefined;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function asFeedError(url: string, error: unknown): TheriacError {
  if (error instanceof TheriacError) return error;
  const code = codeOf(error);
  const reason = error instanceof Error ? error.message : 'unknown reason';
  return new TheriacError(
    'THERIAC_FEED_MISSING',
    `cannot fetch: ${code === '' ? reason : `${code} ${reason}`.trim()}`,
    { path: url },
    { cause: error },
  );
}
