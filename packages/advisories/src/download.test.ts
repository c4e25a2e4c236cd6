/** Downloads over real servers on the loopback: what they promise, what they break, and what is between. */
// The certificate library expects this polyfill to be loaded before it.
import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { createHash, webcrypto } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { makeFolder, removeFolders } from '@theriac/testing/make-feed';
import { afterAll, afterEach, expect, test } from 'vitest';
import { type Downloader, downloader } from './download.ts';

const BODY = Buffer.from('0123456789'.repeat(5000));
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});
afterAll(removeFolders);

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function listening(server: Server, scheme = 'http'): Promise<string> {
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server, and the requests that it got. */
async function serve(handler: Handler): Promise<{ base: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const base = await listening(
    createServer((request, response) => {
      requests.push(request);
      handler(request, response);
    }),
  );
  return { base, requests };
}

function client(env: NodeJS.ProcessEnv = {}): { download: Downloader; folder: string } {
  const folder = makeFolder();
  // An empty NO_PROXY and proxies keep the environment of whoever runs the tests out of them.
  const clean = { http_proxy: '', https_proxy: '', no_proxy: '', ...env };
  return { download: downloader({ folder, env: clean, userAgent: 'theriac/test' }), folder };
}

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((f) => f.slice(f.indexOf('/') + 1))
    .filter((f) => f.includes('.') || f === 'feed')
    .sort();

test('a second download asks whether anything changed and keeps the file when not', async () => {
  const { base, requests } = await serve((request, response) => {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"v1"' }).end(BODY);
  });
  const { download, folder } = client();
  const first = await download(`${base}/all.zip`, {});
  expect(readFileSync(first ?? '').equals(BODY)).toBe(true);
  expect(await download(`${base}/all.zip`, {})).toBe(first);
  expect(requests.map((r) => r.headers['if-none-match'])).toEqual([undefined, '"v1"']);
  expect(requests[0]?.headers['user-agent']).toBe('theriac/test');
  expect(files(folder)).toEqual(['all.zip', 'all.zip.json.meta']);
});

test('a file that was changed on disk is fetched again', async () => {
  const { base } = await serve((request, response) => {
    if (request.headers['if-none-match'] !== undefined) response.writeHead(304).end();
    else response.writeHead(200, { etag: '"v1"' }).end(BODY);
  });
  const { download } = client();
  const path = (await download(`${base}/all.zip`, {})) ?? '';
  writeFileSync(path, 'tampered');
  await download(`${base}/all.zip`, {});
  expect(readFileSync(path).equals(BODY)).toBe(true);
});

/** Sends the first half and hangs up once; afterwards answers ranges. */
function cutting(headers: Record<string, string>): Handler {
  let cut = false;
  return (request, response) => {
    const start = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    if (start !== undefined && request.headers['if-range'] === (headers.etag ?? headers['last-modified'])) {
      const rest = BODY.subarray(Number(start));
      response
        .writeHead(206, {
          ...headers,
          'content-length': rest.length,
          'content-range': `bytes ${start}-${BODY.length - 1}/${BODY.length}`,
        })
        .end(rest);
      return;
    }
    response.writeHead(200, { ...headers, 'content-length': BODY.length });
    if (cut) response.end(BODY);
    else {
      cut = true;
      response.write(BODY.subarray(0, BODY.length / 2), () => setImmediate(() => response.destroy()));
    }
  };
}

test('a cut connection is resumed where it broke off', async () => {
  const { base, requests } = await serve(cutting({ etag: '"v1"' }));
  const { download, folder } = client();
  const path = await download(`${base}/all.zip`, {});
  expect(readFileSync(path ?? '').equals(BODY)).toBe(true);
  expect(requests).toHaveLength(2);
  expect(requests[1]?.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
  expect(files(folder)).toEqual(['all.zip', 'all.zip.json.meta']);
});

test('a weak validator proves nothing: such a download begins again', async () => {
  const { base, requests } = await serve(cutting({ etag: 'W/"v1"' }));
  const path = await client().download(`${base}/all.zip`, {});
  expect(readFileSync(path ?? '').equals(BODY)).toBe(true);
  expect(requests.map((r) => r.headers.range)).toEqual([undefined, undefined]);
});

test('a range that ends before the file does is not a whole file', async () => {
  const { base } = await serve((request, response) => {
    if (request.headers.range !== undefined) {
      response.writeHead(206, { etag: '"v1"', 'content-range': `bytes 5-9/${BODY.length}` }).end('56789');
      return;
    }
    response.writeHead(200, { etag: '"v1"', 'content-length': BODY.length });
    response.write('01234', () => setImmediate(() => response.destroy()));
  });
  await expect(client().download(`${base}/a`, {})).rejects.toMatchObject({ code: 'THERIAC_FEED_MISSING' });
});

test('a file that changed in between is taken whole', async () => {
  let answers = 0;
  const { base } = await serve((_, response) => {
    answers += 1;
    response.writeHead(200, { etag: `"v${answers}"`, 'content-length': BODY.length });
    if (answers > 1) response.end(BODY);
    else response.write('old bytes', () => setImmediate(() => response.destroy()));
  });
  expect(readFileSync((await client().download(`${base}/a`, {})) ?? '').equals(BODY)).toBe(true);
});

test.each([
  ['a part that begins elsewhere', 206, { 'content-range': 'bytes 7-11/12' }],
  ['416', 416, {}],
])('%s makes the download begin again', async (_, status, headers) => {
  let answers = 0;
  const { base, requests } = await serve((request, response) => {
    answers += 1;
    if (request.headers.range !== undefined) response.writeHead(status, headers).end('xxxxx');
    else if (answers === 1) {
      response.writeHead(200, { etag: '"v1"', 'content-length': BODY.length });
      response.write('01234', () => setImmediate(() => response.destroy()));
    } else response.writeHead(200, { etag: '"v1"' }).end(BODY);
  });
  expect(readFileSync((await client().download(`${base}/a`, {})) ?? '').equals(BODY)).toBe(true);
  expect(requests).toHaveLength(3);
});

test.each([
  ['less than announced', { 'content-length': String(BODY.length + 9) }, 'THERIAC_FEED_MISSING'],
  [
    'an MD5 that does not match',
    { 'x-goog-hash': `crc32c=AAAA,md5=${Buffer.alloc(16).toString('base64')}` },
    'THERIAC_FEED_INVALID',
  ],
  [
    'a digest that does not match',
    { 'repr-digest': `sha-256=:${Buffer.alloc(32).toString('base64')}:` },
    'THERIAC_FEED_INVALID',
  ],
])('%s is refused and leaves no file', async (_, headers, code) => {
  const { base } = await serve((_request, response) => {
    response.writeHead(200, headers);
    response.write(BODY, () => response.destroy());
  });
  const withLength = code === 'THERIAC_FEED_INVALID';
  const honest = withLength
    ? await serve((_request, response) => response.writeHead(200, headers).end(BODY))
    : { base };
  const { download, folder } = client();
  await expect(download(`${honest.base}/a.zip`, {})).rejects.toMatchObject({ code });
  expect(files(folder)).not.toContain('a.zip');
});

test('digests that hold are accepted', async () => {
  const of = (algorithm: string): string => createHash(algorithm).update(BODY).digest('base64');
  const { base } = await serve((_, response) =>
    response
      .writeHead(200, {
        'x-goog-hash': `crc32c=AAAA, md5=${of('md5')}`,
        'repr-digest': `sha-256=:${of('sha256')}:`,
      })
      .end(BODY),
  );
  expect(await client().download(`${base}/a.zip`, {})).toMatch(/a\.zip$/);
});

test.each([
  [404, 'THERIAC_FEED_MISSING'],
  [403, 'THERIAC_FEED_MISSING'],
  [500, 'THERIAC_FEED_MISSING'],
  [206, 'THERIAC_FEED_MISSING'],
  [304, 'THERIAC_FEED_MISSING'],
])('%i without a reason is %s', async (status, code) => {
  const { base } = await serve((_, response) => response.writeHead(status).end());
  await expect(client().download(`${base}/a`, {})).rejects.toMatchObject({ code });
});

test('what is optional may be missing, but not forbidden', async () => {
  const { base } = await serve((request, response) =>
    response.writeHead(request.url === '/gone' ? 410 : request.url === '/a' ? 404 : 403).end(),
  );
  const { download } = client();
  expect(await download(`${base}/a`, { optional: true })).toBeUndefined();
  expect(await download(`${base}/gone`, { optional: true })).toBeUndefined();
  await expect(download(`${base}/b`, { optional: true })).rejects.toMatchObject({
    code: 'THERIAC_FEED_MISSING',
  });
});

test('redirects are followed five times, to http(s) only', async () => {
  const { base } = await serve((request, response) => {
    const hop = /^\/hop(\d+)$/.exec(request.url ?? '')?.[1];
    if (hop === '0') response.writeHead(200).end(BODY);
    else if (hop !== undefined) response.writeHead(302, { location: `/hop${Number(hop) - 1}` }).end();
    else response.writeHead(301, { location: decodeURIComponent((request.url ?? '').slice(1)) }).end();
  });
  const { download } = client();
  expect(readFileSync((await download(`${base}/hop5`, {})) ?? '').equals(BODY)).toBe(true);
  await expect(download(`${base}/hop6`, {})).rejects.toMatchObject({
    message: 'the server redirects more than 5 times',
  });
  for (const target of ['file:///etc/passwd', 'data:text/plain,x', 'ftp://127.0.0.1/x', 'http://['])
    await expect(download(`${base}/${encodeURIComponent(target)}`, {}), target).rejects.toMatchObject({
      code: 'THERIAC_FEED_MISSING',
    });
});

test('nobody listening is a coded error', async () => {
  const { base } = await serve((_, response) => response.end());
  const [server] = servers.splice(0);
  await new Promise((done) => server?.close(done));
  await expect(client().download(`${base}/a`, {})).rejects.toMatchObject({
    code: 'THERIAC_FEED_MISSING',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test('pipes in the places of the files of a download neither block nor count as one', async () => {
  const { base } = await serve((_, response) => {
    response.writeHead(200, { etag: '"v1"' }).end(BODY);
  });
  const { download, folder } = client();
  const path = (await download(`${base}/all.zip`, {})) ?? '';
  const others = ['', '.json.meta', '.part.json', '.lock'].map((ending) => path + ending);
  for (const one of others) rmSync(one, { force: true });
  execFileSync('mkfifo', others);
  await expect(download(`${base}/all.zip`, {})).rejects.toMatchObject({ code: 'THERIAC_STORE' });
  for (const one of [`${path}.json.meta`, `${path}.part.json`]) rmSync(one, { force: true });
  expect(readFileSync((await download(`${base}/all.zip`, {})) ?? '').equals(BODY)).toBe(true);
  expect(files(folder)).toEqual(['all.zip', 'all.zip.json.meta']);
});

test('two downloads at once both get the whole file and leave nothing else', async () => {
  const { base } = await serve((_, response) => {
    response.writeHead(200, { etag: '"v1"', 'content-length': BODY.length });
    response.write(BODY.subarray(0, 100), () => setImmediate(() => response.end(BODY.subarray(100))));
  });
  const { download, folder } = client();
  const paths = await Promise.all([1, 2, 3].map(() => download(`${base}/all.zip`, {})));
  expect(new Set(paths).size).toBe(1);
  expect(readFileSync(paths[0] ?? '').equals(BODY)).toBe(true);
  expect(files(folder)).toEqual(['all.zip', 'all.zip.json.meta']);
});

test('a second download that is truncated for good leaves nothing of its own', async () => {
  const { base } = await serve((request, response) => {
    response.writeHead(200, { etag: '"v1"', 'content-length': BODY.length });
    response.write(BODY.subarray(0, 100), () => setImmediate(() => response.destroy()));
    request.resume();
  });
  const { download, folder } = client();
  const outcomes = await Promise.allSettled([1, 2].map(() => download(`${base}/all.zip`, {})));
  expect(outcomes.map((o) => o.status)).toEqual(['rejected', 'rejected']);
  expect(files(folder)).toEqual(['all.zip.part', 'all.zip.part.json']);
});

test('the lock of a process that died is not in the way', async () => {
  const { base } = await serve((_, response) => response.end(BODY));
  const { download, folder } = client();
  const path = (await download(`${base}/a.zip`, {})) ?? '';
  writeFileSync(`${path}.lock`, '99999999');
  await download(`${base}/a.zip`, {});
  expect(files(folder)).toEqual(['a.zip', 'a.zip.json.meta']);
});

test('a cache that cannot be written is a coded error', async () => {
  const { base, requests } = await serve((_, response) => response.end(BODY));
  const file = join(makeFolder(), 'file');
  writeFileSync(file, '');
  const download = downloader({ folder: join(file, 'below'), env: {}, userAgent: 'x' });
  await expect(download(`${base}/a`, {})).rejects.toMatchObject({ code: 'THERIAC_STORE' });
  expect(requests).toHaveLength(0);
});

test('plain http goes through HTTP_PROXY, except where NO_PROXY says otherwise', async () => {
  const { base, requests } = await serve((_, response) => response.end('direct'));
  const seen: string[] = [];
  const proxy = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.end('through the proxy');
  });
  proxy.on('connect', (request, socket) => {
    seen.push(request.url ?? '');
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  const address = await listening(proxy);
  await client({ http_proxy: address }).download(`${base}/a`, {});
  expect(seen).toHaveLength(1);
  const before = requests.length;
  await client({ http_proxy: address, no_proxy: '127.0.0.1' }).download(`${base}/a`, {});
  expect(seen).toHaveLength(1);
  expect(requests.length).toBe(before + 1);
});

test('a proxy that is not an address is a configuration error that does not repeat it', () => {
  expect(() => client({ http_proxy: 'http://user:hunter2@[' })).toThrow(
    expect.objectContaining({ code: 'THERIAC_CONFIG', message: expect.not.stringContaining('hunter2') }),
  );
});

/** A certificate for this machine that signs itself, and its key, as PEM. */
async function selfSigned(): Promise<{ key: string; cert: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=127.0.0.1',
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true),
      new SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }]),
    ],
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  const body = Buffer.from(key).toString('base64');
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`,
    cert: certificate.toString('pem'),
  };
}

test('a server with a certificate of an own authority is trusted through SSL_CERT_FILE only', async () => {
  const folder = makeFolder();
  const { key, cert } = await selfSigned();
  const authority = join(folder, 'cert.pem');
  writeFileSync(authority, cert);
  const base = await listening(
    createSecureServer({ key, cert }, (request, response) => {
      if (request.url === '/down') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
      else response.end(BODY);
    }),
    'https',
  );
  await expect(client().download(`${base}/a`, {})).rejects.toMatchObject({
    code: 'THERIAC_FEED_MISSING',
    message: expect.stringMatching(/SELF_SIGNED|self-signed/),
  });
  const trusting = client({ SSL_CERT_FILE: authority });
  expect(readFileSync((await trusting.download(`${base}/a`, {})) ?? '').equals(BODY)).toBe(true);
  await expect(trusting.download(`${base}/down`, {})).rejects.toMatchObject({
    message: 'the server redirects from https to http',
  });
  expect(() => client({ SSL_CERT_FILE: join(folder, 'gone.pem') })).toThrow(
    expect.objectContaining({ code: 'THERIAC_CONFIG' }),
  );
});
