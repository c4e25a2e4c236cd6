/** Which of the user's logins belongs to a host. */

import { quietly } from '@theriac/testing/loopback-registry';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, describe, expect, test } from 'vitest';
import { loginFor } from './credentials.ts';

afterAll(removeFolders);

const of = (name: string): object => ({ auth: Buffer.from(`${name}:x`).toString('base64') });
const nameIn = async (home: string, host: string, repository = 'a/b', env: NodeJS.ProcessEnv = {}) => {
  const login = await loginFor(host, repository, quietly(home, { env }));
  return login.kind === 'password' ? login.username : login.kind;
};
const docker = (auths: object): string => makeFolder({ '.docker/config.json': JSON.stringify({ auths }) });

describe('a key of the file', () => {
  test.each([
    ['docker.io', 'https://index.docker.io/v1/'],
    ['docker.io', 'index.docker.io'],
    ['docker.io', 'registry-1.docker.io'],
    ['a.example', 'a.example'],
    ['a.example', 'A.Example'],
    ['a.example', 'https://a.example'],
    ['a.example:5000', 'http://a.example:5000/v2/'],
    ['a.example', 'a.example/v1/'],
  ])('names %s as %s', async (host, key) => {
    expect(await nameIn(docker({ [key]: of('nurse') }), host)).toBe('nurse');
  });

  test.each([
    ['a.example', 'a.example:5000'],
    ['a.example:5000', 'a.example'],
    ['a.example', 'b.a.example'],
    ['a.example', 'a.example.evil.example'],
    ['docker.io', 'docker.io.evil.example'],
    ['a.example', 'a.example/other'],
    ['a.example', 'a.example/a/bc'],
    ['a.example', '__proto__'],
  ])('does not name %s as %s', async (host, key) => {
    expect(await nameIn(docker(JSON.parse(JSON.stringify({ [key]: of('nurse') }))), host)).toBe('none');
  });

  test('that names more of the repository is used', async () => {
    const home = docker({ 'a.example': of('all'), 'a.example/a': of('part'), 'a.example/a/b': of('exact') });
    expect(await nameIn(home, 'a.example')).toBe('exact');
    expect(await nameIn(home, 'a.example', 'a/c')).toBe('part');
    expect(await nameIn(home, 'a.example', 'c')).toBe('all');
  });
});

test('the files of docker and podman are read in order', async () => {
  const file = (name: string): string => JSON.stringify({ auths: { 'a.example': of(name) } });
  const home = makeFolder({
    '.docker/config.json': file('docker'),
    'other/config.json': file('other'),
    'named.json': file('named'),
    'run/containers/auth.json': file('runtime'),
    '.config/containers/auth.json': file('podman'),
  });
  expect(await nameIn(home, 'a.example')).toBe('docker');
  expect(await nameIn(home, 'a.example', 'x', { DOCKER_CONFIG: `${home}/other` })).toBe('other');
  expect(await nameIn(home, 'a.example', 'x', { REGISTRY_AUTH_FILE: `${home}/named.json` })).toBe('named');
  const elsewhere = { DOCKER_CONFIG: `${home}/none` };
  expect(await nameIn(home, 'a.example', 'x', elsewhere)).toBe('podman');
  expect(await nameIn(home, 'a.example', 'x', { ...elsewhere, XDG_RUNTIME_DIR: `${home}/run` })).toBe(
    'runtime',
  );
  expect(await nameIn(makeFolder(), 'a.example')).toBe('none');
});

test.each([
  ['an empty name', { auth: Buffer.from(':x').toString('base64') }],
  ['no password', { auth: Buffer.from('nurse').toString('base64') }],
  ['nothing', {}],
  ['no object', 5],
])('an entry with %s is no login', async (_, entry) => {
  expect(await nameIn(docker({ 'a.example': entry }), 'a.example')).toBe('none');
});

test('user name and password may be written out', async () => {
  expect(await nameIn(docker({ 'a.example': { username: 'nurse', password: 'x' } }), 'a.example')).toBe(
    'nurse',
  );
});

test('a file that is not JSON is told with its line, without what it holds', async () => {
  const home = makeFolder({ '.docker/config.json': '{\n"auths": hunter2\n}' });
  const error = await nameIn(home, 'a.example').catch((caught: unknown) => caught);
  expect(error).toMatchObject({
    code: 'THERIAC_CONFIG',
    message: 'not valid JSON',
    place: { path: `${home}/.docker/config.json`, line: 2 },
  });
});

test('a file that is too large is told', async () => {
  const home = makeFolder({ '.docker/config.json': ' '.repeat(1024 * 1024 + 1) });
  await expect(nameIn(home, 'a.example')).rejects.toMatchObject({
    code: 'THERIAC_CONFIG',
    message: 'larger than 1048576 bytes',
  });
});
