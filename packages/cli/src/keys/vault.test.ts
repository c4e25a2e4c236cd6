import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { verifierOf } from '@theriac/formats/attest';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSigner } from './signer.ts';

afterAll(removeFolders);

const unwarned = (what: string): void => expect.unreachable(what);

/** The part of Vault's transit API that signing needs, as its documentation describes it, on loopback. */
const keys = new Map<string, { type: string; privateKey: KeyObject; shown: string }>();
let server: Server;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const ed = generateKeyPairSync('ed25519');
  const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const rawEd = ed.publicKey.export({ format: 'jwk' }).x ?? '';
  keys.set('ed', {
    type: 'ed25519',
    privateKey: ed.privateKey,
    shown: Buffer.from(rawEd, 'base64url').toString('base64'),
  });
  keys.set('ec', {
    type: 'ecdsa-p256',
    privateKey: ec.privateKey,
    shown: ec.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  });
  keys.set('rsa', { type: 'rsa-2048', privateKey: ec.privateKey, shown: '' });
  server = createServer((request, response) => {
    const [, , , verb = '', name = ''] = (request.url ?? '').split('/');
    const key = keys.get(name);
    if (request.headers['x-vault-token'] !== 'token' || key === undefined) {
      response.writeHead(403).end('{"errors":["permission denied"]}');
      return;
    }
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const message = Buffer.from(body === '' ? '' : (JSON.parse(body) as { input: string }).input, 'base64');
      const data =
        verb === 'keys'
          ? {
              type: key.type,
              latest_version: 2,
              keys: { 1: { public_key: 'old' }, 2: { public_key: key.shown } },
            }
          : {
              signature: `vault:v2:${sign(key.type === 'ed25519' ? null : 'sha256', message, key.privateKey).toString('base64')}`,
            };
      response.end(JSON.stringify({ data }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  env = { VAULT_ADDR: `http://127.0.0.1:${port}`, VAULT_TOKEN: 'token' };
});
afterAll(() => {
  server.close();
});

describe('a key in Vault', () => {
  test.each(['ed', 'ec'])('%s signs without leaving it', async (name) => {
    const signer = await openSigner(`vault:${name}`, env, unwarned);
    const message = Buffer.from('a bill of materials');
    const signature = await signer.sign(message);
    const key = keys.get(name);
    const pem = createPrivateKey(key?.privateKey.export({ type: 'pkcs8', format: 'pem' }) ?? '');
    const { createPublicKey } = await import('node:crypto');
    const verifier = verifierOf(createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString(), 'k');
    expect(verifier.keyId).toBe(signer.keyId);
    expect(verifier.verify(message, signature)).toBe(true);
  });

  test.each([
    ['an unknown key', 'vault:none', {}, 'Vault answered 403'],
    ['a wrong token', 'vault:ed', { VAULT_TOKEN: 'secret-word' }, 'Vault answered 403'],
    ['another kind of key', 'vault:rsa', {}, 'not an ed25519 or ecdsa-p256 key'],
    ['a path instead of a name', 'vault:../sys', {}, 'not a valid name of a transit key'],
    ['nobody there', 'vault:ed', { VAULT_ADDR: 'http://127.0.0.1:1' }, 'Vault does not respond'],
  ])('%s: a coded error without the token', async (_, key, over, message) => {
    await expect(openSigner(key, { ...env, ...over }, unwarned)).rejects.toMatchObject({
      code: 'THERIAC_KEY',
      message,
    });
  });
});

test('a key in an environment variable', async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  expect((await openSigner('env:SIGNING_KEY', { SIGNING_KEY: pem }, unwarned)).algorithm).toBe('ed25519');
  expect(
    (await openSigner('env:SIGNING_KEY', { SIGNING_KEY: pem.replaceAll('\n', '\\n') }, unwarned)).algorithm,
  ).toBe('ed25519');
  await expect(openSigner('env:SIGNING_KEY', {}, unwarned)).rejects.toThrow(
    'the environment variable SIGNING_KEY is not set',
  );
});

test('a key file that others can read is told, and signs', async () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const path = join(makeFolder({ 'own.pem': pem }), 'own.pem');
  for (const [mode, warnings] of [
    [0o600, 0],
    [0o640, 1],
    [0o604, 1],
  ] as const) {
    chmodSync(path, mode);
    const told: string[] = [];
    expect((await openSigner(path, {}, (what) => told.push(what))).algorithm).toBe('ed25519');
    expect(told).toHaveLength(warnings);
  }
});
