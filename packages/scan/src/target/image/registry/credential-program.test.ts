/** Programs that keep logins: when they are started, and what is done with what they say. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  answering,
  basic,
  closeServers,
  quietly,
  sampleImage,
  serve,
  wanting,
} from '@theriac/testing/loopback-registry';
import { makeFolder, removeFolders, writeInto } from '@theriac/testing/make-target';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { credentialProgram, openRegistry, type RegistryOptions } from './index.ts';

afterEach(closeServers);
afterAll(removeFolders);

const image = sampleImage();

function homeWith(host: string, entry: object, more: object = {}): string {
  return makeFolder({ '.docker/config.json': JSON.stringify({ auths: { [host]: entry }, ...more }) });
}
const auth = (text: string): object => ({ auth: Buffer.from(text).toString('base64') });
const root = (host: string, home: string, more: Partial<RegistryOptions> = {}) =>
  openRegistry(`${host}/clinic/portal:1.4`, quietly(home, more)).root();

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
    const { host } = await serve(wanting(image, basic('nurse:secret'), 'Basic realm="clinic"'));
    const home = homeWith(host, {}, { credHelpers: { [host]: 'vault' } });
    await root(host, home, { runHelper: at(folder, home) });
    expect(readFileSync(join(home, 'asked'), 'utf8')).toBe(`get ${host}\n`);
  });

  test('of all hosts is asked likewise, and a name of <token> is an identity token', async () => {
    const tokens = await serve((_, response) => response.end('{"access_token":"good"}'));
    const registry = await serve(wanting(image, 'Bearer good', `Bearer realm="${tokens.origin}/token"`));
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
    const { host } = await serve(wanting(image, 'x', 'Basic realm="clinic"'));
    const home = homeWith(host, {}, { credsStore: 'vault' });
    const error = await root(host, home, { runHelper: at(programs(script), home, 0.2) }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({
      message: `access is refused (status 401): docker-credential-vault gave no login: ${reason}`,
    });
  });

  test('that has no login for the host is no fault, and the file may have one', async () => {
    const { host } = await serve(wanting(image, basic('nurse:secret'), 'Basic realm="clinic"'));
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
    const { host } = await serve(wanting(image, 'x', 'Basic realm="clinic"'));
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
