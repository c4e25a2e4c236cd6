/** Logins as registries ask for them, and where they are not sent. */

import {
  answering,
  basic,
  closeServers,
  type Handler,
  type Loopback,
  quietly,
  sampleImage,
  serve,
  sha256,
  wanting,
} from '@theriac/testing/loopback-registry';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openRegistry, type RegistryOptions } from './index.ts';

afterEach(closeServers);
afterAll(removeFolders);

const image = sampleImage();

/** The home of a user with a login for `host`. */
function homeWith(host: string, entry: object, more: object = {}): string {
  return makeFolder({ '.docker/config.json': JSON.stringify({ auths: { [host]: entry }, ...more }) });
}
const auth = (text: string): object => ({ auth: Buffer.from(text).toString('base64') });
const root = (host: string, home: string, more: Partial<RegistryOptions> = {}) =>
  openRegistry(`${host}/clinic/portal:1.4`, quietly(home, more)).root();

describe('basic', () => {
  test('the login of the configuration is sent when it is asked for', async () => {
    const { host, heard } = await serve(wanting(image, basic('nurse:secret:colon'), 'Basic realm="clinic"'));
    expect((await root(host, homeWith(host, auth('nurse:secret:colon')))).digest).toBe(sha256(image.index));
    expect(heard.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      basic('nurse:secret:colon'),
    ]);
  });

  test('is sent with the first request from then on', async () => {
    const { host, heard } = await serve(wanting(image, basic('nurse:secret'), 'Basic realm="clinic"'));
    const source = openRegistry(`${host}/clinic/portal:1.4`, quietly(homeWith(host, auth('nurse:secret'))));
    await source.root();
    await source.document(image.descriptors.config);
    expect(heard).toHaveLength(3);
  });

  test.each([
    ['no login', {}, /access is refused \(status 401\): there is no login for it: docker login 127/],
    [
      'a wrong login',
      auth('nurse:wrong'),
      /\(status 401\): the login in \/.*config\.json does not give access$/,
    ],
  ])('%s is told, without the login', async (_, entry, message) => {
    const { host, heard } = await serve(wanting(image, basic('nurse:secret'), 'Basic realm="clinic"'));
    const error = await root(host, homeWith(host, entry)).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'THERIAC_REGISTRY', message: expect.stringMatching(message) });
    expect(JSON.stringify(error) + String(error)).not.toContain('wrong');
    expect(heard.length).toBeLessThanOrEqual(2);
  });

  test('a way to log in that is not known is told', async () => {
    const { host } = await serve(wanting(image, '', 'Negotiate'));
    await expect(root(host, makeFolder())).rejects.toMatchObject({
      message: 'the registry wants a way to log in that is neither Basic nor Bearer',
    });
  });
});

/** A registry that wants tokens, and the server of tokens beside it. */
async function withTokens(
  tokens: Handler,
  scope = 'repository:clinic/portal:pull,push',
): Promise<{ registry: Loopback; tokens: Loopback }> {
  const server = await serve(tokens);
  const challenge = `Bearer realm="${server.origin}/token",service="registry.clinic",scope="${scope}"`;
  return { registry: await serve(wanting(image, 'Bearer good', challenge)), tokens: server };
}
const giving =
  (answer: object): Handler =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));

describe('bearer', () => {
  test('a token is fetched without a login, for pulling only', async () => {
    const { registry, tokens } = await withTokens(giving({ token: 'good' }));
    await root(registry.host, makeFolder());
    const url = new URL(tokens.heard[0]?.url ?? '', tokens.origin);
    expect([...url.searchParams]).toEqual([
      ['service', 'registry.clinic'],
      ['scope', 'repository:clinic/portal:pull'],
    ]);
    expect(tokens.heard[0]?.headers.authorization).toBeUndefined();
  });

  test('a repository that the registry calls otherwise is asked for too, others are not', async () => {
    const scope = 'repository:remote/clinic/portal:pull,push repository:secret/other:pull registry:catalog:*';
    const { registry, tokens } = await withTokens(giving({ access_token: 'good' }), scope);
    await root(registry.host, makeFolder());
    expect(new URL(tokens.heard[0]?.url ?? '', tokens.origin).searchParams.getAll('scope')).toEqual([
      'repository:clinic/portal:pull',
      'repository:remote/clinic/portal:pull',
    ]);
  });

  test('with a login: it goes to the server of tokens, and only the token to the registry', async () => {
    const { registry, tokens } = await withTokens(giving({ token: 'good' }));
    await root(registry.host, homeWith(registry.host, auth('nurse:secret')));
    expect(tokens.heard[0]?.headers.authorization).toBe(basic('nurse:secret'));
    expect(registry.heard.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer good']);
  });

  test('an identity token is exchanged', async () => {
    for (const entry of [{ identitytoken: 'refresh' }, auth('<token>:refresh')]) {
      const { registry, tokens } = await withTokens(giving({ access_token: 'good' }));
      await root(registry.host, homeWith(registry.host, entry));
      expect(tokens.heard[0]).toMatchObject({ method: 'POST', url: '/token' });
      expect(Object.fromEntries(new URLSearchParams(tokens.heard[0]?.body))).toEqual({
        grant_type: 'refresh_token',
        refresh_token: 'refresh',
        client_id: 'theriac',
        service: 'registry.clinic',
        scope: 'repository:clinic/portal:pull',
      });
    }
  });

  test('a token of the registry itself is sent as it is', async () => {
    const { registry, tokens } = await withTokens(giving({}));
    await root(registry.host, homeWith(registry.host, { registrytoken: 'good' }));
    expect(tokens.heard).toEqual([]);
  });

  test('a token is kept until it expires, and one that is refused is fetched once more', async () => {
    let now = 1_000_000;
    const { registry, tokens } = await withTokens(giving({ token: 'good', expires_in: 100 }));
    const source = openRegistry(
      `${registry.host}/clinic/portal:1.4`,
      quietly(makeFolder(), { now: () => now }),
    );
    const read = (): Promise<unknown> => source.document(image.descriptors.config);
    await source.root();
    now += 80_000;
    await Promise.all([read(), read()]);
    expect(tokens.heard).toHaveLength(1);
    now += 11_000;
    await Promise.all([read(), read(), read()]);
    expect(tokens.heard).toHaveLength(2);
  });

  test('a request that is refused late uses the token that another got in the meantime', async () => {
    const { registry, tokens } = await withTokens(giving({ token: 'good' }));
    const late: (() => void)[] = [];
    const slow = await serve((request, response) => {
      const refuse = (): void => {
        const realm = `Bearer realm="${tokens.origin}/token"`;
        response.writeHead(401, { 'www-authenticate': realm }).end();
      };
      if (request.headers.authorization === 'Bearer good') {
        answering(image)(request, response);
        for (const one of late.splice(0)) one();
      } else if (request.url.includes(image.descriptors.layer.digest)) late.push(refuse);
      else if (request.url.includes('manifests')) answering(image)(request, response);
      else refuse();
    });
    const source = openRegistry(`${slow.host}/clinic/portal:1.4`, quietly(makeFolder()));
    await source.root();
    const layer = source.blob(image.descriptors.layer)[Symbol.asyncIterator]().next();
    while (late.length === 0) await new Promise((done) => setImmediate(done));
    await source.document(image.descriptors.config);
    expect((await layer).done).toBe(false);
    expect(tokens.heard).toHaveLength(1);
    expect(registry.heard).toEqual([]);
  });

  test('a token that is no good is told after one more try', async () => {
    const { registry } = await withTokens(giving({ token: 'stale' }));
    await expect(root(registry.host, makeFolder())).rejects.toMatchObject({ code: 'THERIAC_REGISTRY' });
    expect(registry.heard).toHaveLength(2);
  });

  test.each<[string, Handler, RegExp]>([
    [
      'refuses the login',
      (_, response) => response.writeHead(401).end('{"details":"hunter2"}'),
      /status 401; the login in .* is not accepted: docker login again$/,
    ],
    ['fails', (_, response) => response.writeHead(500).end(), /answers with status 500$/],
    ['sends a web page', (_, response) => response.end('<html>hunter2'), /sends something that is no JSON$/],
    ['sends no token', giving({ token: 5 }), /sends no token$/],
    ['sends a token with a line break', giving({ token: 'a\r\nx: y' }), /sends no token$/],
    ['sends too much', (_, response) => response.end(Buffer.alloc(2_000_000)), /larger than 1048576 bytes$/],
    [
      'redirects down',
      (_, response) => response.writeHead(302, { location: 'http://192.0.2.1/' }).end(),
      /over plain http/,
    ],
    ['hangs up', (_, response) => response.destroy(), /closed the connection without an answer/],
  ])('a server of tokens that %s is told', async (_, handler, message) => {
    const { registry } = await withTokens(handler);
    const error = await root(registry.host, homeWith(registry.host, auth('nurse:secret'))).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({ name: 'TheriacError', message: expect.stringMatching(message) });
    expect(String(error)).not.toMatch(/hunter2|secret/);
  });

  test.each([
    ['over plain http', 'http://192.0.2.1/token', 'without https; it is not asked'],
    ['by another scheme', 'file:///etc/passwd', 'without https; it is not asked'],
    ['with a login in it', 'https://a:b@192.0.2.1/token', 'names no server of tokens'],
    ['by nothing', '', 'names no server of tokens'],
  ])('a server of tokens that is named %s is not asked', async (_, realm, message) => {
    const { host } = await serve(wanting(image, 'x', `Bearer realm="${realm}"`));
    await expect(root(host, homeWith(host, auth('nurse:secret')))).rejects.toMatchObject({
      code: 'THERIAC_REGISTRY',
      message: expect.stringContaining(message),
    });
  });
});
