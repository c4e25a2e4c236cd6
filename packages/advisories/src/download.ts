/**
 * Feeds over HTTP: conditional, resumed, verified, put in place with one rename. Proxies (HTTP_PROXY, HTTPS_PROXY,
 * NO_PROXY) and custom CAs (NODE_EXTRA_CA_CERTS, SSL_CERT_FILE) are honoured. Nothing is sent but the request.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { TheriacError } from '@theriac/core';
import { type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { fileDigest, fileSha256 } from './file-hash.ts';
import { systemReason } from './flat-file.ts';

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
}

interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

interface Meta extends Validators {
  readonly url: string;
  readonly sha256: string;
}

const MAX_BYTES = 4 * 1024 * 1024 * 1024;
const ATTEMPTS = 3;

export function downloader(options: DownloadOptions): Downloader {
  const agent = agentOf(options.env);
  return async (url, { optional = false, name }) => {
    const folder = join(options.folder, createHash('sha256').update(url).digest('hex').slice(0, 16));
    mkdirSync(folder, { recursive: true });
    const final = join(folder, name ?? (url.slice(url.lastIndexOf('/') + 1) || 'feed'));
    const meta = readMeta(final);
    // One download at a time may resume `.part`; a second one starts afresh beside it.
    const shared = `${final}.part`;
    const lock = takeLock(`${final}.lock`);
    const part = lock === undefined ? `${final}.${randomBytes(4).toString('hex')}.part` : shared;
    try {
      for (let attempt = 1; ; attempt += 1) {
        try {
          const outcome = await once({ url, final, part, meta, agent, options });
          if (outcome === 'missing') {
            if (optional) return undefined;
            throw new TheriacError('THERIAC_FEED_MISSING', 'the server does not have it (404)', {
              path: url,
            });
          }
          return final;
        } catch (error) {
          if (error instanceof TheriacError || attempt === ATTEMPTS) throw asFeedError(url, error);
        }
      }
    } finally {
      if (part !== shared) rmSync(part, { force: true });
      lock?.();
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

async function once({
  url,
  final,
  part,
  meta,
  agent,
  options,
}: Attempt): Promise<'fresh' | 'unchanged' | 'missing'> {
  const started = readPartial(part);
  const headers: Record<string, string> = { 'user-agent': options.userAgent, 'accept-encoding': 'identity' };
  if (started !== undefined) {
    headers.range = `bytes=${started.bytes}-`;
    headers['if-range'] = started.validator;
  } else if (meta !== undefined) {
    if (meta.etag !== undefined) headers['if-none-match'] = meta.etag;
    if (meta.lastModified !== undefined) headers['if-modified-since'] = meta.lastModified;
  }
  const response = await request(url, {
    dispatcher: agent,
    headers,
    headersTimeout: 30_000,
    bodyTimeout: 60_000,
  });
  const { statusCode } = response;
  if (statusCode === 304) {
    await response.body.dump();
    return 'unchanged';
  }
  if (statusCode === 404 || statusCode === 410) {
    await response.body.dump();
    return 'missing';
  }
  if (statusCode === 416 && started !== undefined) {
    await response.body.dump();
    dropPartial(part);
    throw new Error('the part on disk no longer fits');
  }
  if (statusCode !== 200 && statusCode !== 206) {
    await response.body.dump();
    throw new TheriacError('THERIAC_FEED_MISSING', `the server answered ${statusCode}`, { path: url });
  }
  const header = (name: string): string | undefined => {
    const value = response.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  const resumed = statusCode === 206 && started !== undefined;
  const offset = resumed ? started.bytes : 0;
  const length = Number(header('content-length') ?? Number.NaN);
  const total = Number.isFinite(length) ? offset + length : undefined;
  if ((total ?? 0) > MAX_BYTES)
    throw new TheriacError('THERIAC_INPUT_LIMIT', 'the feed is larger than 4 GiB', { path: url });
  const validators: Validators = {
    ...(header('etag') === undefined ? {} : { etag: header('etag') ?? '' }),
    ...(header('last-modified') === undefined ? {} : { lastModified: header('last-modified') ?? '' }),
  };
  // A weak validator cannot prove that the bytes are the same, so such a part is not resumed.
  const strong = validators.etag?.startsWith('W/') === false ? validators.etag : validators.lastModified;
  if (strong === undefined) rmSync(`${part}.json`, { force: true });
  else writeFileSync(`${part}.json`, JSON.stringify({ validator: strong }));
  const fd = openSync(part, resumed ? 'a' : 'w');
  let received = offset;
  try {
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      received += chunk.length;
      if (received > MAX_BYTES)
        throw new TheriacError('THERIAC_INPUT_LIMIT', 'the feed is larger than 4 GiB', { path: url });
      writeAll(fd, chunk, part);
      options.progress?.(url, received, total);
    }
  } finally {
    closeSync(fd);
  }
  if (total !== undefined && received !== total)
    throw new Error(`cut off after ${received} of ${total} bytes`);
  const wrong = wrongDigest(
    part,
    header('x-goog-hash'),
    header('repr-digest') ?? header('content-digest'),
    resumed,
  );
  if (wrong !== undefined) {
    dropPartial(part);
    throw new TheriacError('THERIAC_FEED_INVALID', `the ${wrong} that the server announced does not hold`, {
      path: url,
    });
  }
  const next: Meta = { url, ...validators, sha256: fileSha256(part) };
  renameSync(part, final);
  rmSync(`${part}.json`, { force: true });
  writeFileSync(`${final}.json.meta`, JSON.stringify(next));
  return 'fresh';
}

function writeAll(fd: number, chunk: Buffer, path: string): void {
  try {
    for (let done = 0; done < chunk.length; ) done += writeSync(fd, chunk, done);
  } catch (cause) {
    throw new TheriacError(
      'THERIAC_STORE',
      `cannot write the download: ${systemReason(cause)}`,
      { path },
      { cause },
    );
  }
}

/** Name of the digest that does not hold, or undefined. `content-digest` of a resumed answer covers only its part. */
function wrongDigest(
  path: string,
  goog: string | undefined,
  digest: string | undefined,
  resumed: boolean,
): string | undefined {
  const md5 = /(?:^|[,\s])md5=([A-Za-z0-9+/=]+)/.exec(goog ?? '')?.[1];
  if (md5 !== undefined && Buffer.from(fileDigest(path, 'md5'), 'hex').toString('base64') !== md5)
    return 'MD5';
  const sha256 = /sha-256=:([A-Za-z0-9+/=]+):/.exec(digest ?? '')?.[1];
  if (sha256 !== undefined && !resumed && Buffer.from(fileSha256(path), 'hex').toString('base64') !== sha256)
    return 'SHA-256';
  return undefined;
}

function agentOf(env: NodeJS.ProcessEnv): Dispatcher {
  const file = env.SSL_CERT_FILE;
  const pick = (name: string): string | undefined => env[name] ?? env[name.toUpperCase()];
  const [httpProxy, httpsProxy, noProxy] = [pick('http_proxy'), pick('https_proxy'), pick('no_proxy')];
  const ca = file === undefined || file === '' ? undefined : [...rootCertificates, readCa(file)];
  return new EnvHttpProxyAgent({
    ...(httpProxy === undefined ? {} : { httpProxy }),
    ...(httpsProxy === undefined ? {} : { httpsProxy }),
    ...(noProxy === undefined ? {} : { noProxy }),
    ...(ca === undefined ? {} : { connect: { ca }, requestTls: { ca }, proxyTls: { ca } }),
  });
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

/** What was fetched before, if the file still is what it was. */
function readMeta(final: string): Meta | undefined {
  try {
    const meta = JSON.parse(readFileSync(`${final}.json.meta`, 'utf8')) as Meta;
    return existsSync(final) && fileSha256(final) === meta.sha256 ? meta : undefined;
  } catch {
    // Never fetched, or cleaned: then it is fetched whole.
    return undefined;
  }
}

function readPartial(part: string): { bytes: number; validator: string } | undefined {
  try {
    const { validator } = JSON.parse(readFileSync(`${part}.json`, 'utf8')) as { validator?: unknown };
    const bytes = statSync(part).size;
    return typeof validator === 'string' && bytes > 0 ? { bytes, validator } : undefined;
  } catch {
    // Nothing was begun.
    return undefined;
  }
}

function dropPartial(part: string): void {
  rmSync(part, { force: true });
  rmSync(`${part}.json`, { force: true });
}

/** A release function, or undefined when another live process holds the lock. */
function takeLock(path: string): (() => void) | undefined {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const fd = openSync(path, 'wx');
      writeSync(fd, String(process.pid));
      closeSync(fd);
      return () => rmSync(path, { force: true });
    } catch {
      if (isHeld(path)) return undefined;
      rmSync(path, { force: true });
    }
  }
  return undefined;
}

function isHeld(path: string): boolean {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    if (!Number.isInteger(pid) || pid <= 0) return false;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function asFeedError(url: string, error: unknown): TheriacError {
  if (error instanceof TheriacError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = error instanceof Error ? error.message : 'unknown reason';
  return new TheriacError(
    'THERIAC_FEED_MISSING',
    `cannot fetch: ${code === '' ? reason : `${code} ${reason}`.trim()}`,
    { path: url },
    { cause: error },
  );
}
