/** Images of a daemon, over real unix sockets. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { fetchFromDaemon } from './index.ts';
import { socketsOf } from './sockets.ts';

const ARCHIVE = Buffer.from('an archive '.repeat(100_000));
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});
afterAll(removeFolders);

async function daemon(listener: RequestListener, path = join(makeFolder(), 'd.sock')) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(path, done));
  return { path, asked, env: { DOCKER_HOST: `unix://${path}` } };
}

describe.skipIf(process.platform === 'win32')('an image of a daemon', () => {
  test('is written to a file that only the user can read, and removed at the end', async () => {
    const { env, asked } = await daemon((_, response) => response.end(ARCHIVE));
    const { path, close } = await fetchFromDaemon('clinic/portal:1.4', { env });
    expect(asked).toEqual(['GET /images/clinic/portal:1.4/get']);
    expect(readFileSync(path).equals(ARCHIVE)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    await close();
    expect(existsSync(dirname(path))).toBe(false);
    await close();
  });

  test.each([
    ['portal', 'portal:latest'],
    ['a.example:5000/portal', 'a.example:5000/portal:latest'],
    ['0123456789ab', '0123456789ab'],
    ['sha256:0123456789ab', 'sha256:0123456789ab'],
    ['portal@sha256:0123456789ab', 'portal@sha256:0123456789ab'],
  ])('with the name %s is one image, not every tag', async (name, wanted) => {
    const { env, asked } = await daemon((_, response) => response.end(ARCHIVE));
    const { close } = await fetchFromDaemon(name, { env });
    await close();
    expect(asked).toEqual([`GET /images/${wanted}/get`]);
  });

  test.each([
    ['404', 404, '{"message":"hunter2"}', 'the daemon has no such image (status 404)'],
    [
      '500 and words',
      500,
      '{"message":"No such image: portal"}',
      'the daemon has no such image (status 500)',
    ],
    ['500', 500, '{"message":"disk on fire"}', 'the daemon answers with status 500'],
    ['a page', 403, '<html>', 'the daemon answers with status 403'],
  ])('that answers with %s is refused, without its words', async (_, status, body, message) => {
    const { env } = await daemon((_request, response) => response.writeHead(status).end(body));
    const error = await fetchFromDaemon('portal', { env }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'THERIAC_REGISTRY',
      message: expect.stringContaining(message),
      place: { path: 'docker-daemon:portal' },
    });
    expect(String(error)).not.toMatch(/hunter2|fire/);
  });

  test.each<[string, RequestListener, object]>([
    ['is larger than the limit', (_, response) => response.end(ARCHIVE), { code: 'THERIAC_INPUT_LIMIT' }],
    [
      'is cut',
      (_, response) => void response.write(ARCHIVE.subarray(0, 99), () => response.destroy()),
      { code: 'THERIAC_REGISTRY', message: expect.stringContaining('stopped sending the image after') },
    ],
    [
      'stalls',
      (_, response) => void response.write('begin'),
      { code: 'THERIAC_REGISTRY', message: 'the daemon stopped sending the image after 5 bytes' },
    ],
  ])('that %s leaves nothing', async (_, listener, error) => {
    const temporaryFolder = makeFolder();
    const { env } = await daemon(listener);
    const options = { env, idleMs: 400, maxBytes: ARCHIVE.length - 1, temporaryFolder };
    await expect(fetchFromDaemon('portal', options)).rejects.toMatchObject(error);
    expect(readdirSync(temporaryFolder)).toEqual([]);
  });

  test('that the disk does not take is told', async () => {
    const { env } = await daemon((_, response) => response.end(ARCHIVE));
    const temporaryFolder = join(makeFolder(), 'gone');
    await expect(fetchFromDaemon('portal', { env, temporaryFolder })).rejects.toMatchObject({
      code: 'THERIAC_STORE',
      message: 'the image cannot be written to the temporary folder: ENOENT; TMPDIR names another',
    });
  });

  test.each(['', '../containers/x', 'a/../b', 'a//b', 'a?b', 'a b', '-a', 'a\nb', 'a%2fb'])(
    'with the name %j is not asked for',
    async (name) => {
      const { env, asked } = await daemon((_, response) => response.end(ARCHIVE));
      await expect(fetchFromDaemon(name, { env })).rejects.toMatchObject({ code: 'THERIAC_USAGE' });
      expect(asked).toEqual([]);
    },
  );
});

describe.skipIf(process.platform === 'win32')('the socket', () => {
  test('is the one of the environment, and no other machine', () => {
    expect(socketsOf({ DOCKER_HOST: 'unix:///a.sock' })).toEqual(['/a.sock']);
    expect(socketsOf({ CONTAINER_HOST: 'unix:///b.sock' })).toEqual(['/b.sock']);
    for (const DOCKER_HOST of ['tcp://192.0.2.1:2375', 'ssh://nurse@host', 'unix://relative'])
      expect(() => socketsOf({ DOCKER_HOST })).toThrow(expect.objectContaining({ code: 'THERIAC_REGISTRY' }));
  });

  test('is looked for where docker and podman put it', () => {
    expect(socketsOf({ HOME: '/home/nurse', XDG_RUNTIME_DIR: '/run/user/1', DOCKER_HOST: '' })).toEqual([
      '/var/run/docker.sock',
      '/run/user/1/docker.sock',
      '/home/nurse/.docker/run/docker.sock',
      '/run/user/1/podman/podman.sock',
      '/run/podman/podman.sock',
    ]);
  });

  test('of podman is used where docker does not listen', async () => {
    const runtime = makeFolder({ 'podman/x': '' });
    const { asked } = await daemon(
      (_, response) => response.end(ARCHIVE),
      join(runtime, 'podman', 'podman.sock'),
    );
    const env = { HOME: makeFolder(), XDG_RUNTIME_DIR: runtime };
    const { close } = await fetchFromDaemon('portal', { env });
    await close();
    expect(asked).toHaveLength(1);
  });

  test('that is none, or where nobody listens, is told', async () => {
    const folder = makeFolder();
    const cases = [
      [join(folder, 'gone.sock'), 'there is no such socket'],
      [join(folder, 'file'), 'nobody listens'],
    ];
    writeFileSync(join(folder, 'file'), '');
    for (const [path, why] of cases)
      await expect(
        fetchFromDaemon('portal', { env: { DOCKER_HOST: `unix://${path}` } }),
      ).rejects.toMatchObject({
        code: 'THERIAC_REGISTRY',
        message: `no daemon of docker or podman: tried ${path} (${why}); start it, or name its socket in DOCKER_HOST`,
      });
  });

  test('whose daemon hangs up is told', async () => {
    const { env, path } = await daemon((_, response) => response.destroy());
    await expect(fetchFromDaemon('portal', { env })).rejects.toMatchObject({
      message: `the daemon at ${path} does not answer (UND_ERR_SOCKET)`,
    });
  });
});
