/** Blobs over connections that are cut, stall, or send something else. */

import {
  answering,
  closeServers,
  collect,
  type Handler,
  type Loopback,
  quietly,
  sampleImage,
  serve,
} from '@theriac/testing/loopback-registry';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openRegistry } from './index.ts';

afterEach(closeServers);
afterAll(removeFolders);

const home = makeFolder();
const image = sampleImage();
const { layer, descriptors } = image;
const SIZE = layer.length;

/** The image, but its layer is sent by `blob`, which is told how many requests for it came before. */
function withBlob(blob: (before: number, ...args: Parameters<Handler>) => void): Promise<Loopback> {
  let before = 0;
  return serve((request, response) => {
    if (request.url.endsWith(descriptors.layer.digest)) blob(before++, request, response);
    else answering(image)(request, response);
  });
}

const pull = ({ host }: Loopback, size = SIZE): Promise<Buffer> =>
  collect(
    openRegistry(`${host}/clinic/portal:1.4`, quietly(home, { idleMs: 400 })).blob({
      ...descriptors.layer,
      size,
    }),
  );
const ranges = ({ heard }: Loopback): (string | undefined)[] =>
  heard.filter(({ url }) => url.includes('/blobs/')).map(({ headers }) => headers.range);

/** Sends so many bytes and hangs up. */
const cutAfter =
  (bytes: number, from = 0): Handler =>
  (_, response) => {
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': SIZE - from,
      ...(from > 0 ? { 'content-range': `bytes ${from}-${SIZE - 1}/${SIZE}` } : {}),
    });
    response.write(layer.subarray(from, from + bytes), () => setImmediate(() => response.destroy()));
  };
const continued: Handler = ({ headers }, response) => {
  const from = Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
  if (from === 0) response.writeHead(200, { 'content-length': SIZE }).end(layer);
  else
    response
      .writeHead(206, { 'content-range': `bytes ${from}-${SIZE - 1}/${SIZE}`, 'content-length': SIZE - from })
      .end(layer.subarray(from));
};

describe('a blob that was cut', () => {
  test('is continued where it broke off', async () => {
    const server = await withBlob((before, ...args) =>
      (before === 0 ? cutAfter(100_000) : continued)(...args),
    );
    expect((await pull(server)).equals(layer)).toBe(true);
    expect(ranges(server)).toHaveLength(2);
    expect(ranges(server)[1]).toMatch(/^bytes=[1-9]\d*-299999$/);
  });

  test('is skipped by counting where the server ignores the range', async () => {
    const server = await withBlob((before, request, response) =>
      (before === 0 ? cutAfter(100_000) : continued)({ ...request, headers: {} }, response),
    );
    expect((await pull(server)).equals(layer)).toBe(true);
  });

  test.each([
    ['begins elsewhere', 206, { 'content-range': `bytes 7-${SIZE - 1}/${SIZE}` }],
    ['has another total', 206, { 'content-range': `bytes 100000-${SIZE - 1}/99999999` }],
    ['is not described', 206, {}],
    ['cannot be had (416)', 416, {}],
  ])('is asked for whole when the range %s', async (_, status, headers) => {
    const server = await withBlob((before, request, response) => {
      if (before === 0) cutAfter(100_000)(request, response);
      else if (request.headers.range === undefined) continued(request, response);
      else response.writeHead(status, headers).end(layer.subarray(100_000));
    });
    expect((await pull(server)).equals(layer)).toBe(true);
    expect(ranges(server)).toEqual([undefined, expect.stringMatching(/^bytes=/), undefined]);
  });

  test('again and again is given up', async () => {
    const server = await withBlob((before, ...args) => cutAfter(10, before * 10)(...args));
    await expect(pull(server)).rejects.toMatchObject({
      code: 'THERIAC_REGISTRY',
      message: expect.stringContaining('cut or stalled 6 times; 60 of 300000 bytes'),
    });
    expect(ranges(server)).toEqual([
      undefined,
      ...[10, 20, 30, 40, 50].map((from) => `bytes=${from}-299999`),
    ]);
  });

  test('by a server that stalls is continued', async () => {
    const server = await withBlob((before, request, response) => {
      if (before > 0) return continued(request, response);
      response.writeHead(200, { 'content-length': SIZE });
      response.write(layer.subarray(0, 5000));
    });
    expect((await pull(server)).equals(layer)).toBe(true);
    expect(ranges(server)).toHaveLength(2);
  });

  test('in its last part is checked as a whole', async () => {
    const server = await withBlob((before, request, response) => {
      if (before === 0) return cutAfter(100_000)(request, response);
      const from = Number(/\d+/.exec(request.headers.range ?? '')?.[0]);
      response
        .writeHead(206, { 'content-range': `bytes ${from}-${SIZE - 1}/${SIZE}` })
        .end(Buffer.alloc(SIZE - from));
    });
    await expect(pull(server)).rejects.toMatchObject({ code: 'THERIAC_IMAGE_DIGEST' });
  });
});

describe('a blob is refused', () => {
  test.each<[string, Handler, string, string]>([
    [
      'of another digest',
      (_, response) => response.end(Buffer.alloc(SIZE)),
      'THERIAC_IMAGE_DIGEST',
      'has the digest',
    ],
    [
      'announced with another size',
      (_, response) => response.writeHead(200, { 'content-length': 5 }).end('12345'),
      'THERIAC_IMAGE_DIGEST',
      'announced with 5 bytes',
    ],
    [
      'that ends early, every time',
      (_, response) => response.writeHead(200).write(layer.subarray(0, 9)) && response.end(),
      'THERIAC_IMAGE_DIGEST',
      'ends after 9 of 300000 bytes',
    ],
    [
      'that is a web page',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      'THERIAC_REGISTRY',
      'sends a web page',
    ],
    [
      'with status 500',
      (_, response) => response.writeHead(500).end('boom'),
      'THERIAC_REGISTRY',
      'answers with status 500',
    ],
    ['that never begins', () => undefined, 'THERIAC_REGISTRY', 'no answer in time'],
  ])('%s', async (_, handler, code, message) => {
    const server = await withBlob((_before, ...args) => handler(...args));
    await expect(pull(server)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test('larger than its descriptor, and cut there', async () => {
    let sent = 0;
    const server = await withBlob((_, __, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed) {
          sent += SIZE;
          if (!response.write(layer)) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    });
    const pieces: Uint8Array[] = [];
    const source = openRegistry(`${server.host}/clinic/portal:1.4`, quietly(home));
    const reading = async (): Promise<void> => {
      for await (const piece of source.blob(descriptors.layer)) pieces.push(piece);
    };
    await expect(reading()).rejects.toMatchObject({
      code: 'THERIAC_IMAGE_DIGEST',
      message: expect.stringContaining('larger than the 300000 bytes'),
    });
    expect(Buffer.concat(pieces).length).toBeLessThanOrEqual(SIZE);
    expect(sent).toBeLessThan(100 * SIZE);
  });
});

test('an empty blob, and one that nobody reads to its end', async () => {
  const server = await serve(answering(image));
  const source = openRegistry(`${server.host}/clinic/portal:1.4`, quietly(home));
  for await (const piece of source.blob(descriptors.layer)) {
    expect(piece.length).toBeGreaterThan(0);
    break;
  }
  const empty = await withBlob((_, __, response) => response.end());
  await expect(pull(empty, 0)).rejects.toMatchObject({ code: 'THERIAC_IMAGE_DIGEST' });
});

test('a server that sends a byte now and then is as good as silent', async () => {
  const server = await withBlob((_, __, response) => {
    response.writeHead(200, { 'content-length': SIZE });
    const timer = setInterval(() => response.write('x'), 10);
    response.on('close', () => clearInterval(timer));
  });
  const source = openRegistry(`${server.host}/clinic/portal:1.4`, quietly(home, { idleMs: 20 }));
  await expect(collect(source.blob(descriptors.layer))).rejects.toMatchObject({
    code: 'THERIAC_REGISTRY',
    message: expect.stringContaining('cut or stalled'),
  });
});
