/** Servers that are not even HTTP: whatever they send, the end is a coded error, soon. */
import { randomBytes } from 'node:crypto';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import {
  answering,
  closeServers,
  collect,
  quietly,
  sampleImage,
  serve,
} from '@theriac/testing/loopback-registry';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openRegistry } from './index.ts';

const servers: Server[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
  await closeServers();
});
afterAll(removeFolders);

/** A server that answers every request in plain text with these bytes, and TLS with nothing. */
async function raw(act: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) =>
      data.subarray(0, 4).equals(Buffer.from('GET ')) ? act(socket) : socket.end('no TLS here'),
    );
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const home = makeFolder();
const image = sampleImage();
const root = (host: string) =>
  openRegistry(`${host}/clinic/portal:1.4`, quietly(home, { idleMs: 300 })).root();

/** Writes for as long as the other side takes it. */
function pour(socket: Socket, piece: string): void {
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(piece)), 5);
}

const head = (lines: string): string => `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${lines}\r\n`;

describe('an answer', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['of nothing', (socket) => socket.end()],
    ['of noise', (socket) => socket.end(randomBytes(5000))],
    ['of another protocol', (socket) => socket.end('220 mail.clinic.example ESMTP\r\n')],
    ['with half a head', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-')],
    ['with a head without end', (socket) => pour(socket, `X-${'a'.repeat(2000)}: b\r\n`)],
    ['that is interim for ever', (socket) => pour(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n')],
    [
      'that changes the protocol',
      (socket) =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    ],
    ['with a status that is none', (socket) => socket.end('HTTP/1.1 99999 No\r\n\r\n')],
    ['of a negative length', (socket) => socket.end(`${head('Content-Length: -5\r\n')}{}`)],
    ['of two lengths', (socket) => socket.end(`${head('Content-Length: 2\r\nContent-Length: 20\r\n')}{}`)],
    [
      'of a length beyond numbers',
      (socket) => socket.end(`${head(`Content-Length: ${'9'.repeat(40)}\r\n`)}{}`),
    ],
    [
      'in chunks that are none',
      (socket) => socket.end(`${head('Transfer-Encoding: chunked\r\n')}zz\r\n{}\r\n`),
    ],
    [
      'in one chunk without end',
      (socket) => socket.write(`${head('Transfer-Encoding: chunked\r\n')}fffffff\r\n{`),
    ],
    [
      'that names a challenge without end',
      (socket) =>
        socket.end(
          `HTTP/1.1 401 No\r\nContent-Length: 0\r\nWWW-Authenticate: Bearer realm="${'a'.repeat(9000)}\r\n\r\n`,
        ),
    ],
    [
      'that leads to itself',
      (socket) =>
        socket.end(
          'HTTP/1.1 307 Go\r\nLocation: /v2/clinic/portal/manifests/1.4\r\nContent-Length: 0\r\n\r\n',
        ),
    ],
    [
      'that leads to itself with a body without end',
      (socket) => {
        socket.write('HTTP/1.1 307 Go\r\nLocation: /\r\n\r\n');
        pour(socket, 'x'.repeat(50_000));
      },
    ],
    [
      'that refuses with a body without end',
      (socket) => {
        socket.write('HTTP/1.1 403 No\r\nContent-Type: application/json\r\n\r\n');
        pour(socket, '[[[['.repeat(10_000));
      },
    ],
  ])('%s', async (_, act) => {
    const host = await raw(act);
    await expect(root(host)).rejects.toMatchObject({
      name: 'TheriacError',
      code: expect.stringMatching(/^THERIAC_(?:REGISTRY|INPUT_LIMIT|IMAGE)$/),
      place: { path: `${host}/clinic/portal` },
    });
  });
});

test('any status, headers and body are the image or a coded error', async () => {
  let answer: { status: number; headers: Record<string, string>; body: string } | undefined;
  const { host } = await serve((request, response) => {
    if (answer === undefined) answering(image)(request, response);
    else response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  const header = fc.stringMatching(/^[\x21-\x7e]{0,40}$/);
  const answers = fc.record({
    status: fc.constantFrom(200, 201, 204, 206, 301, 307, 304, 400, 401, 403, 404, 416, 429, 500, 503),
    headers: fc.dictionary(
      fc.constantFrom(
        'content-type',
        'docker-content-digest',
        'location',
        'www-authenticate',
        'retry-after',
        'content-range',
        'content-encoding',
      ),
      fc.oneof(
        header,
        fc.constantFrom(
          'application/json',
          'bytes 0-1/2',
          'Bearer realm="https://127.0.0.1:1/"',
          'gzip',
          '/v2/',
        ),
      ),
    ),
    body: fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom('', image.index.toString(), image.manifest.toString()),
    ),
  });
  await fc.assert(
    fc.asyncProperty(answers, async (given) => {
      answer = undefined;
      const source = openRegistry(`${host}/clinic/portal:1.4`, quietly(home, { idleMs: 2000 }));
      await source.root();
      answer = given;
      const outcomes = await Promise.allSettled([
        root(host),
        source.document(image.descriptors.config),
        collect(source.blob(image.descriptors.layer)),
      ]);
      await source.close();
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'TheriacError' });
    }),
    { numRuns: 60 },
  );
});
