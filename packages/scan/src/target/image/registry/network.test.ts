/** Certificates, proxies, mirrors and plain http: how a registry is reached. */
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  answering,
  closeServers,
  type Handler,
  quietly,
  sampleImage,
  selfSigned,
  serve,
  sha256,
} from '@theriac/testing/loopback-registry';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openRegistry, type RegistryOptions } from './index.ts';

const NAME = 'registry.clinic.example';
const image = sampleImage();
const DIGEST = sha256(image.index);
const BASIC = Buffer.from('nurse:secret').toString('base64');
let ofAddress: { key: string; cert: string };
let ofName: { key: string; cert: string };
const proxies: ReturnType<typeof createServer>[] = [];
const tunnels: Duplex[] = [];

beforeAll(async () => {
  ofAddress = await selfSigned('127.0.0.1');
  ofName = await selfSigned(NAME);
});
afterEach(async () => {
  for (const tunnel of tunnels.splice(0)) tunnel.destroy();
  for (const proxy of proxies.splice(0)) {
    proxy.closeAllConnections();
    await new Promise((done) => proxy.close(done));
  }
  await closeServers();
});
afterAll(removeFolders);

const root = (host: string, home: string, more: Partial<RegistryOptions> = {}) =>
  openRegistry(`${host}/clinic/portal:1.4`, quietly(home, more)).root();

/** A proxy that leads every host to one port of this machine, and what it was asked. */
async function proxyTo(port: number, refuses?: number): Promise<{ address: string; asked: string[] }> {
  const asked: string[] = [];
  const proxy = createServer((asking, response) => {
    const { pathname, host } = new URL(asking.url ?? '');
    asked.push(host);
    const { headers } = asking;
    request({ host: '127.0.0.1', port, path: pathname, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).end();
  });
  proxy.on('connect', (asking, socket) => {
    asked.push(asking.url ?? '');
    tunnels.push(socket);
    socket.on('error', () => undefined);
    if (refuses !== undefined) {
      socket.end(`HTTP/1.1 ${refuses} No\r\n\r\n`);
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
  });
  proxies.push(proxy);
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  return { address: `http://user:hunter2@127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked };
}

describe('a certificate of an own authority', () => {
  test('is not trusted by itself, also on this machine, and http is not used instead', async () => {
    const { host, heard } = await serve(answering(image), ofAddress);
    await expect(root(host, makeFolder())).rejects.toMatchObject({
      code: 'THERIAC_REGISTRY',
      message: expect.stringMatching(
        /its certificate is not trusted \([A-Z_]*SELF_SIGNED[A-Z_]*\); put that/,
      ),
    });
    expect(heard).toEqual([]);
  });

  test.each(['.docker', '.config/docker', '.config/containers', 'etc/docker', 'etc/containers'])(
    'is trusted when it is in certs.d of %s',
    async (folder) => {
      const { host } = await serve(answering(image), ofAddress);
      const home = makeFolder({ [`${folder}/certs.d/${host}/ca.crt`]: ofAddress.cert });
      expect((await root(host, home)).digest).toBe(DIGEST);
    },
  );

  test('is trusted for its own registry only', async () => {
    const [one, other] = await Promise.all([
      serve(answering(image), ofAddress),
      serve(answering(image), ofAddress),
    ]);
    const home = makeFolder({ [`.docker/certs.d/${one.host}/ca.crt`]: ofAddress.cert });
    await expect(root(other.host, home)).rejects.toMatchObject({ code: 'THERIAC_REGISTRY' });
  });

  test('is trusted when SSL_CERT_FILE names it', async () => {
    const { host } = await serve(answering(image), ofAddress);
    const home = makeFolder({ 'ca.pem': ofAddress.cert });
    expect((await root(host, home, { env: { SSL_CERT_FILE: `${home}/ca.pem` } })).digest).toBe(DIGEST);
  });

  test('with a certificate of the client beside it, where the registry wants one', async () => {
    const { host } = await serve(answering(image), {
      ...ofAddress,
      requestCert: true,
      rejectUnauthorized: true,
      ca: ofName.cert,
    });
    const folder = `.docker/certs.d/${host}`;
    const files = { [`${folder}/ca.crt`]: ofAddress.cert };
    await expect(root(host, makeFolder(files))).rejects.toMatchObject({
      code: 'THERIAC_REGISTRY',
      message: expect.stringContaining('it may want a certificate of the client'),
    });
    files[`${folder}/client.cert`] = ofName.cert;
    await expect(root(host, makeFolder(files))).rejects.toMatchObject({
      code: 'THERIAC_CONFIG',
      place: { path: expect.stringMatching(/client\.key$/) },
    });
    files[`${folder}/client.key`] = ofName.key;
    expect((await root(host, makeFolder(files))).digest).toBe(DIGEST);
  });

  test('that is no certificate is told', async () => {
    const { host } = await serve(answering(image), ofAddress);
    const home = makeFolder({ [`.docker/certs.d/${host}/ca.crt`]: 'hunter2' });
    await expect(root(host, home)).rejects.toMatchObject({
      code: 'THERIAC_CONFIG',
      message: 'holds no certificate in PEM',
    });
  });
});

describe('a proxy', () => {
  test('is used for other hosts, over TLS to the registry itself', async () => {
    const server = await serve(answering(image), ofName);
    const proxy = await proxyTo(server.port);
    const home = makeFolder({ [`.docker/certs.d/${NAME}/ca.crt`]: ofName.cert });
    expect((await root(NAME, home, { env: { https_proxy: proxy.address } })).digest).toBe(DIGEST);
    expect(proxy.asked).toEqual([`${NAME}:443`]);
  });

  test('is not used for this machine', async () => {
    const { host } = await serve(answering(image));
    const proxy = await proxyTo(1);
    await root(host, makeFolder(), { env: { http_proxy: proxy.address, https_proxy: proxy.address } });
    expect(proxy.asked).toEqual([]);
  });

  test('that refuses is told, without its login', async () => {
    const proxy = await proxyTo(1, 407);
    const error = await root(NAME, makeFolder(), { env: { https_proxy: proxy.address } }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({
      code: 'THERIAC_REGISTRY',
      message: `${NAME}: the proxy refuses the connection (status 407); see HTTPS_PROXY and NO_PROXY`,
    });
    expect(JSON.stringify(error) + String(error)).not.toContain('hunter2');
  });
});

describe('plain http', () => {
  const wantsLogin: Handler = (request, response) => {
    if (request.headers.authorization === undefined)
      response.writeHead(401, { 'www-authenticate': 'Basic realm="clinic"' }).end();
    else answering(image)(request, response);
  };
  const login = { '.docker/config.json': JSON.stringify({ auths: { [NAME]: { auth: BASIC } } }) };

  test('is not used for another host', async () => {
    const server = await serve(answering(image));
    const proxy = await proxyTo(server.port);
    const env = { https_proxy: proxy.address, http_proxy: proxy.address };
    await expect(root(NAME, makeFolder(), { env })).rejects.toMatchObject({ code: 'THERIAC_REGISTRY' });
    expect(new Set(proxy.asked)).toEqual(new Set([`${NAME}:443`]));
    expect(server.heard).toEqual([]);
  });

  test('is used when the caller says so, but no login is sent', async () => {
    const server = await serve(answering(image));
    const proxy = await proxyTo(server.port);
    const env = { https_proxy: proxy.address, http_proxy: proxy.address };
    expect((await root(NAME, makeFolder(login), { env, insecure: true })).digest).toBe(DIGEST);
    const guarded = await serve(wantsLogin);
    const other = await proxyTo(guarded.port);
    await expect(
      root(NAME, makeFolder(login), {
        env: { https_proxy: other.address, http_proxy: other.address },
        insecure: true,
      }),
    ).rejects.toMatchObject({
      message: 'access is refused (status 401): logins are not sent over plain http',
    });
    expect(guarded.heard.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test('is not used where the server speaks TLS', async () => {
    const server = await serve(wantsLogin, ofName);
    const proxy = await proxyTo(server.port);
    const home = makeFolder({ ...login, [`.docker/certs.d/${NAME}/ca.crt`]: ofName.cert });
    expect((await root(NAME, home, { env: { https_proxy: proxy.address }, insecure: true })).digest).toBe(
      DIGEST,
    );
  });
});

describe('mirrors of the default registry', () => {
  const withMirrors = (...mirrors: unknown[]): string =>
    makeFolder({ 'etc/docker/daemon.json': JSON.stringify({ 'registry-mirrors': mirrors }) });
  const portal = (home: string, env: NodeJS.ProcessEnv = {}) =>
    openRegistry('clinic/portal:1.4', quietly(home, { env }));

  test('are asked first, and for the blobs too', async () => {
    const mirror = await serve(answering(image));
    const source = portal(withMirrors(5, 'ftp://a.example', 'https://a:b@c.example', `${mirror.origin}/`));
    expect(source.name).toBe('docker.io/clinic/portal:1.4');
    expect((await source.root()).digest).toBe(DIGEST);
    await source.document(image.descriptors.config);
    expect(mirror.heard).toHaveLength(2);
  });

  test('in a file that is not JSON are told at once', () => {
    const home = makeFolder({ 'etc/docker/daemon.json': '{' });
    expect(() => portal(home)).toThrow(
      expect.objectContaining({
        code: 'THERIAC_CONFIG',
        place: expect.objectContaining({ path: `${home}/etc/docker/daemon.json` }),
      }),
    );
  });

  test('whose address has a login are not asked', async () => {
    const [first, second] = await Promise.all([serve(answering(image)), serve(answering(image))]);
    await portal(withMirrors(first.origin.replace('//', '//user:hunter2@'), second.origin)).root();
    expect([first.heard.length, second.heard.length]).toEqual([0, 1]);
  });

  test('are passed by when they do not have it or do not answer, but not when they send wrong bytes', async () => {
    const [empty, busy, mirror] = await Promise.all([
      serve((_, response) => response.writeHead(404).end()),
      serve((_, response) => response.writeHead(503).end()),
      serve(answering(image)),
    ]);
    const home = withMirrors('http://127.0.0.1:1', empty.origin, busy.origin, mirror.origin);
    expect((await portal(home).root()).digest).toBe(DIGEST);
    const wrong = await serve((_, response) =>
      response.writeHead(200, { 'docker-content-digest': `sha256:${'0'.repeat(64)}` }).end(image.index),
    );
    await expect(portal(withMirrors(wrong.origin, mirror.origin)).root()).rejects.toMatchObject({
      code: 'THERIAC_IMAGE_DIGEST',
    });
  });

  test('and then the registry itself, with the login that docker keeps for it', async () => {
    const proxy = await proxyTo(1, 403);
    const home = withMirrors('http://127.0.0.1:1');
    await expect(portal(home, { https_proxy: proxy.address }).root()).rejects.toMatchObject({
      message: expect.stringMatching(/^registry-1\.docker\.io: the proxy refuses/),
    });
    expect(proxy.asked).toEqual(['registry-1.docker.io:443']);
  });
});
