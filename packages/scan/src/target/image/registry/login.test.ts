/** Logins as registries ask for them, and where they are not sent. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, removeFolders, writeInto } from '@theriac/testing/make-target';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { credentialProgram, openRegistry, type RegistryOptions } from './index.ts';
import {
  answering,
  closeServers,
  type Handler,
  type Loopback,
  quietly,
  sampleImage,
  serve,
  sha256,
} from './loopback-registry.ts';

afterEach(closeServers);
afterAll(removeFolders);

const image = sampleImage();
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

/** The home of a user with a login for `host`. */
function homeWith(host: string, entry: object, more: object = {}): string {
  return makeFolder({ '.docker/config.json': JSON.stringify({ auths: { [host]: entry }, ...more }) });
}
const auth = (text: string): object => ({ auth: Buffer.from(text).toString('base64') });
const root = (host: string, home: string, more: Partial<RegistryOptions> = {}) =>
  openRegistry(`${host}/clinic/portal:1.4`, quietly(home, more)).root();

/** A registry that wants this header. */
const wanting =
  (header: string, challenge: string): Handler =>
  (request, response) => {
    if (request.headers.authorization === header) answering(image)(request, response);
    else response.writeHead(401, { 'www-authenticate': challenge }).end('{}');
  };

describe('basic', () => {
  test('the login of the configuration is sent when it is asked for', async () => {
    const { host, heard } = await serve(wanting(basic('nurse:secret:colon'), 'Basic realm="clinic"'));
    expect((await root(host, homeWith(host, auth('nurse:secret:colon')))).digest).toBe(sha256(image.index));
    expect(heard.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      basic('nurse:secret:colon'),
    ]);
  });

  test('is sent with the first request from then on', async () => {
    const { host, heard } = await serve(wanting(basic('nurse:secret'), 'Basic realm="clinic"'));
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
    const { host, heard } = await serve(wanting(basic('nurse:secret'), 'Basic realm="clinic"'));
    const error = await root(host, homeWith(host, entry)).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'THERIAC_REGISTRY', message: expect.stringMatching(message) });
    expect(JSON.stringify(error) + String(error)).not.toContain('wrong');
    expect(heard.length).toBeLessThanOrEqual(2);
  });

  test('a way to log in that is not known is told', async () => {
    const { host } = await serve(wanting('', 'Negotiate'));
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
  return { registry: await serve(wanting('Bearer good', challenge)), tokens: server };
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
    const { host } = await serve(wanting('x', `Bearer realm="${realm}"`));
    await expect(root(host, homeWith(host, auth('nurse:secret')))).rejects.toMatchObject({
      code: 'THERIAC_REGISTRY',
      message: expect.stringContaining(message),
    });
  });
});

describe.skipIf(process.platform === 'win32')('a program that keeps logins', () => {
  /** A folder for the PATH with one program. */
  function programs(script: string, name = 'docker-credential-vault'): string {
    const folder = makeFolder();
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
    return folder;
  }
  const at = (folder: string, home = folder, seconds = 30) =>
    credentialProgram({ PATH: `${folder}:/bin:/usr/bin`, HOME: home }, seconds);

  test('is asked for the host, on its standard input', async () => {
    const folder = programs(
      'read host; echo "$1 $host" > "$HOME/asked"; echo \'{"Username":"nurse","Secret":"secret"}\'',
    );
    const { host } = await serve(wanting(basic('nurse:secret'), 'Basic realm="clinic"'));
    const home = homeWith(host, {}, { credHelpers: { [host]: 'vault' } });
    await root(host, home, { runHelper: at(folder, home) });
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(join(home, 'asked'), 'utf8')).toBe(`get ${host}\n`);
  });

  test('of all hosts is asked likewise, and a name of <token> is an identity token', async () => {
    const { registry, tokens } = await withTokens(giving({ access_token: 'good' }));
    const home = homeWith('other.example', {}, { credsStore: 'vault' });
    const runHelper = at(programs('echo \'{"Username":"<token>","Secret":"refresh"}\''));
    await root(registry.host, home, { runHelper });
    expect(tokens.heard[0]?.body).toContain('refresh_token=refresh');
  });

  test.each([
    ['fails', 'echo secret; exit 3', 'it ended with code 3'],
    ['says nothing of use', 'echo secret', 'its output is not JSON'],
    ['says something else', 'echo "{}"', 'its output has no Username and Secret'],
    ['writes without end', 'yes', 'it wrote more than 65536 bytes'],
    ['does not end', 'sleep 60', 'it did not end within 0.2 s'],
  ])('and %s is told when the registry refuses', async (_, script, reason) => {
    const { host } = await serve(wanting('x', 'Basic realm="clinic"'));
    const home = homeWith(host, {}, { credsStore: 'vault' });
    const error = await root(host, home, { runHelper: at(programs(script), home, 0.2) }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({
      message: `access is refused (status 401): docker-credential-vault gave no login: ${reason}`,
    });
  });

  test('that has no login for the host is no fault, and the file may have one', async () => {
    const { host } = await serve(wanting(basic('nurse:secret'), 'Basic realm="clinic"'));
    const home = homeWith(host, auth('nurse:secret'), { credsStore: 'vault' });
    const runHelper = at(programs('echo "credentials not found in native keychain"; exit 1'));
    await root(host, home, { runHelper });
  });

  test('is started neither when the caller may not, nor by a path, nor out of a project', async () => {
    const evil = programs('echo \'{"Username":"a","Secret":"b"}\'', 'docker-credential-evil');
    const project = makeFolder();
    writeInto(project, 'node_modules/.bin/docker-credential-evil', '#!/bin/sh\n');
    chmodSync(join(project, 'node_modules/.bin/docker-credential-evil'), 0o755);
    expect(await at(evil)('evil', 'a.example')).toEqual({ kind: 'login', username: 'a', secret: 'b' });
    for (const name of ['../evil', '-evil', 'evil;id', 'e v', ''])
      expect(await at(evil)(name, 'a.example')).toEqual({ kind: 'failed', reason: 'its name is not valid' });
    expect(await at(join(project, 'node_modules', '.bin'))('evil', 'a.example')).toEqual({
      kind: 'failed',
      reason: 'it is not on the PATH',
    });
    const { host } = await serve(wanting('x', 'Basic realm="clinic"'));
    await expect(root(host, homeWith(host, {}, { credsStore: 'evil' }))).rejects.toMatchObject({
      message: expect.stringContaining('docker-credential-evil may keep a login but was not started'),
    });
  });

  test('is not started where nobody asks for a login', async () => {
    const { host } = await serve(answering(image));
    const runHelper = (): never => expect.unreachable('started');
    await root(host, homeWith(host, {}, { credsStore: 'vault' }), { runHelper });
  });
});
