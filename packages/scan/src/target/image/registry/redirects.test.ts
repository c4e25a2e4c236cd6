/** Redirects of blobs, and busy servers. */

import {
  answering,
  closeServers,
  collect,
  type Handler,
  quietly,
  sampleImage,
  serve,
} from '@theriac/testing/loopback-registry';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openRegistry } from './index.ts';
import { mayBeAsked } from './redirects.ts';

afterEach(closeServers);
afterAll(removeFolders);

const image = sampleImage();
const { layer, descriptors } = image;
const BASIC = `Basic ${Buffer.from('nurse:secret').toString('base64')}`;

/** A registry with a login that sends those who ask for the layer elsewhere. */
const redirecting =
  (location: (url: string) => string, status = 307): Handler =>
  (request, response) => {
    if (request.headers.authorization !== BASIC)
      response.writeHead(401, { 'www-authenticate': 'Basic realm="clinic"' }).end();
    else if (request.url.includes(descriptors.layer.digest))
      response.writeHead(status, { location: location(request.url) }).end();
    else answering(image)(request, response);
  };

function pull(host: string): Promise<Buffer> {
  const auth = Buffer.from('nurse:secret').toString('base64');
  const home = makeFolder({ '.docker/config.json': JSON.stringify({ auths: { [host]: { auth } } }) });
  return collect(openRegistry(`${host}/clinic/portal:1.4`, quietly(home)).blob(descriptors.layer));
}

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])(
    'with %i to another host is followed without the login',
    async (status) => {
      const store = await serve((_, response) => response.end(layer));
      const location = `${store.origin.replace('http://', 'http://user:pass@')}/layer?signature=hunter2`;
      const registry = await serve(redirecting(() => location, status));
      expect((await pull(registry.host)).equals(layer)).toBe(true);
      expect(store.heard).toHaveLength(1);
      expect(store.heard[0]?.url).toBe('/layer?signature=hunter2');
      expect(store.heard[0]?.headers.authorization).toBeUndefined();
    },
  );

  test('that leads back does not bring the login back', async () => {
    const registry: { host: string; heard: readonly { url: string; headers: object }[] } = await serve(
      (request, response) => {
        if (request.url === '/final') response.end(layer);
        else redirecting(() => `${other.origin}/away`)(request, response);
      },
    );
    const other = await serve((_, response) =>
      response.writeHead(302, { location: `http://${registry.host}/final` }).end(),
    );
    expect((await pull(registry.host)).equals(layer)).toBe(true);
    expect(registry.heard.find(({ url }) => url === '/final')?.headers).not.toHaveProperty('authorization');
  });

  test('to the same host keeps the login', async () => {
    const { host, heard } = await serve((request, response) => {
      if (request.url === '/elsewhere' && request.headers.authorization === BASIC) response.end(layer);
      else redirecting(() => '/elsewhere')(request, response);
    });
    expect((await pull(host)).equals(layer)).toBe(true);
    expect(heard.at(-1)?.headers.authorization).toBe(BASIC);
  });

  test.each([
    ['to plain http', 'http://192.0.2.1/layer?signature=hunter2', 'redirects to 192.0.2.1 over plain http'],
    ['to a file', 'file:///etc/passwd', 'redirects to something that is not https'],
    ['to nowhere', 'http://[', 'redirects to something that is not https'],
  ])('%s is not followed', async (_, location, message) => {
    const registry = await serve(redirecting(() => location));
    const error = await pull(registry.host).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'THERIAC_REGISTRY', message: expect.stringContaining(message) });
    expect(String(error)).not.toContain('hunter2');
  });

  test('is followed five times', async () => {
    const hops = (from: number): Promise<Buffer> =>
      serve((request, response) => {
        const hop = /^\/hop(\d+)$/.exec(request.url)?.[1];
        if (hop === '0') response.end(layer);
        else if (hop !== undefined) response.writeHead(302, { location: `/hop${Number(hop) - 1}` }).end();
        else redirecting(() => `/hop${from}`)(request, response);
      }).then(({ host }) => pull(host));
    expect((await hops(4)).equals(layer)).toBe(true);
    await expect(hops(5)).rejects.toMatchObject({ message: expect.stringContaining('for the 6th time') });
  });

  test.each([401, 403])(
    'to a host that answers with %i is told with that host, without the query',
    async (status) => {
      const store = await serve((_, response) =>
        response.writeHead(status, { 'www-authenticate': 'Basic realm="x"' }).end('<Error/>'),
      );
      const registry = await serve(redirecting(() => `${store.origin}/layer?signature=hunter2`));
      const error = await pull(registry.host).catch((caught: unknown) => caught);
      expect(error).toMatchObject({
        message: `${store.host}, to which the registry redirects for the blob ${descriptors.layer.digest}, answers with status ${status}`,
      });
      expect(store.heard).toHaveLength(1);
    },
  );
});

test.each([
  ['https://cdn.example/', 'https://r.example/', true],
  ['https://cdn.example/', 'http://r.example/', true],
  ['http://cdn.example/', 'https://r.example/', false],
  ['http://r.example/', 'https://r.example/', false],
  ['http://127.0.0.1/', 'https://r.example/', false],
  ['http://169.254.169.254/', 'http://r.example/', false],
  ['http://r.example:8080/', 'http://r.example/', true],
  ['http://[::1]:5000/', 'https://localhost/', true],
  ['http://r.example/', 'http://localhost/', false],
  ['ftp://localhost/', 'http://localhost/', false],
])('%s may be asked for the registry %s: %s', (address, registry, expected) => {
  expect(mayBeAsked(new URL(address), new URL(registry))).toBe(expected);
});

describe('a busy server', () => {
  /** Answers so many times that it is busy, then the image. */
  async function busy(times: number, status: number, headers: Record<string, string> = {}) {
    let left = times;
    const server = await serve((request, response) => {
      left -= 1;
      if (left >= 0) response.writeHead(status, headers).end('{}');
      else answering(image)(request, response);
    });
    const waits: number[] = [];
    const sleep = (milliseconds: number): Promise<void> => Promise.resolve(void waits.push(milliseconds));
    const now = (): number => Date.parse('2026-01-01T00:00:00Z');
    const options = quietly(makeFolder(), { sleep, now });
    const root = openRegistry(`${server.host}/clinic/portal:1.4`, options).root();
    return { server, waits, outcome: await root.catch((error: unknown) => error) };
  }

  test.each([
    ['says how long', { 'retry-after': '7' }, [7000, 7000]],
    ['says until when', { 'retry-after': 'Thu, 01 Jan 2026 00:00:20 GMT' }, [20_000, 20_000]],
    ['says a time that is past', { 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, [0, 0]],
    ['wants too much', { 'retry-after': '86400' }, [60_000, 60_000]],
    ['says nothing', {}, [1000, 2000]],
    ['says nonsense', { 'retry-after': 'soon' }, [1000, 2000]],
  ])('that %s is asked again', async (_, headers, expected) => {
    const { waits, outcome } = await busy(2, 429, headers);
    expect(waits).toEqual(expected);
    expect(outcome).toMatchObject({ bytes: image.index });
  });

  test.each([
    [429, 5, 'refuses further requests (status 429): wait, or log in'],
    [502, 5, 'answers with status 502'],
    [503, 5, 'answers with status 503'],
    [504, 5, 'answers with status 504'],
    [500, 1, 'answers with status 500'],
    [418, 1, 'answers with status 418'],
  ])('with %i for ever is asked %i times', async (status, times, message) => {
    const { server, outcome } = await busy(1000, status);
    expect(server.heard.filter(({ url }) => url.includes('manifests'))).toHaveLength(times);
    expect(outcome).toMatchObject({ code: 'THERIAC_REGISTRY', message: expect.stringContaining(message) });
  });
});
