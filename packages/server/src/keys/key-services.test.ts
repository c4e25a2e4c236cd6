/** Key management services, each against one on loopback that checks what it is asked as the real one does. */
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { signedHeaders } from './aws-signature.ts';
import { keyServiceOf } from './choose-service.ts';
import { open, seal } from './envelope.ts';
import type { KeyService } from './key-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'theriac-kms-'));
const servers: Server[] = [];
afterAll(async () => {
  for (const server of servers) await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true, force: true });
});

type Answer = { readonly status: number; readonly body: unknown };

async function serving(answer: (request: IncomingMessage, body: string) => Answer): Promise<string> {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      const { status, body } = answer(request, text);
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const master = randomBytes(32);
const ID = ['AKID', 'EXAMPLE'].join('');
const SECRET = ['wJalrXUtnFEMI', 'K7MDENG+bPxRfiCYEXAMPLEKEY'].join('/');
const now = (): Date => new Date('2015-08-30T12:36:00Z');

test('the signature is that of the published example of AWS (get-vanilla)', () => {
  const { authorization } = signedHeaders(
    {
      method: 'GET',
      host: 'example.amazonaws.com',
      headers: {},
      body: '',
      region: 'us-east-1',
      service: 'service',
      now: now(),
    },
    { accessKeyId: ID, secretAccessKey: SECRET },
  );
  expect(authorization).toBe(
    `AWS4-HMAC-SHA256 Credential=${ID}/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31`,
  );
});

/** Encrypts under what it was given as context, as the real ones do. */
async function fakeAws(): Promise<string> {
  return serving((request, text) => {
    const names = /SignedHeaders=([^,]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const headers = Object.fromEntries(
      names
        .split(';')
        .filter((name) => name !== 'host' && name !== 'x-amz-date')
        .map((name) => [name, String(request.headers[name])]),
    );
    const expected = signedHeaders(
      {
        method: request.method ?? '',
        host: request.headers.host ?? '',
        headers,
        body: text,
        region: 'eu-central-1',
        service: 'kms',
        now: now(),
      },
      { accessKeyId: ID, secretAccessKey: SECRET },
    );
    if (expected.authorization !== request.headers.authorization)
      return { status: 403, body: { secret: SECRET } };
    const asked = JSON.parse(text) as {
      KeyId: string;
      Plaintext?: string;
      CiphertextBlob?: string;
      EncryptionContext: Record<string, string>;
    };
    const place = { org: asked.KeyId, record: JSON.stringify(asked.EncryptionContext), field: 'kms' };
    const target = request.headers['x-amz-target'];
    try {
      if (target === 'TrentService.Encrypt') {
        const sealed = seal(master, 'm', Buffer.from(asked.Plaintext ?? '', 'base64'), place);
        return { status: 200, body: { CiphertextBlob: sealed.toString('base64'), KeyId: 'arn:x' } };
      }
      const opened = open(master, Buffer.from(asked.CiphertextBlob ?? '', 'base64'), place);
      return { status: 200, body: { Plaintext: opened.toString('base64'), KeyId: 'arn:x' } };
    } catch {
      return { status: 400, body: { __type: 'InvalidCiphertextException' } };
    }
  });
}

const TOKEN = `hvs.${randomBytes(12).toString('hex')}`;

async function fakeVault(version: { now: number }): Promise<string> {
  return serving((request, text) => {
    if (request.headers['x-vault-token'] !== TOKEN)
      return { status: 403, body: { errors: ['permission denied'] } };
    const [, kind] = /^\/v1\/transit\/(keys|encrypt|decrypt)\/theriac$/.exec(request.url ?? '') ?? [];
    if (kind === undefined) return { status: 404, body: { errors: [] } };
    if (kind === 'keys') return { status: 200, body: { data: { latest_version: version.now } } };
    const asked = JSON.parse(text) as { plaintext?: string; ciphertext?: string; associated_data: string };
    const keyOf = (number: string): Buffer => createHmac('sha256', master).update(number).digest();
    const place = { org: '', record: asked.associated_data, field: 'vault' };
    try {
      if (kind === 'encrypt') {
        const number = String(version.now);
        const sealed = seal(keyOf(number), 'm', Buffer.from(asked.plaintext ?? '', 'base64'), place);
        return {
          status: 200,
          body: { data: { ciphertext: `vault:v${number}:${sealed.toString('base64')}` } },
        };
      }
      const [, number = '', packed = ''] = /^vault:v(\d+):(.+)$/.exec(asked.ciphertext ?? '') ?? [];
      const opened = open(keyOf(number), Buffer.from(packed, 'base64'), place);
      return { status: 200, body: { data: { plaintext: opened.toString('base64') } } };
    } catch {
      return { status: 400, body: { errors: ['cipher: message authentication failed'] } };
    }
  });
}

const AWS_ENV = { AWS_ACCESS_KEY_ID: ID, AWS_SECRET_ACCESS_KEY: SECRET };
const context = { org: 'a', dataKey: '1' };

describe.each<[string, () => Promise<KeyService>]>([
  [
    'AWS KMS',
    async () =>
      keyServiceOf({
        dataFolder: folder,
        service: 'aws-kms:eu-central-1/alias/theriac',
        env: { ...AWS_ENV, AWS_ENDPOINT_URL_KMS: await fakeAws() },
        clock: now,
      }),
  ],
  [
    'Vault',
    async () =>
      keyServiceOf({
        dataFolder: folder,
        service: `vault:${await fakeVault({ now: 3 })}/transit/theriac`,
        env: { VAULT_TOKEN: TOKEN },
        clock: now,
      }),
  ],
])('%s', (_, start) => {
  test('wraps and unwraps, bound to the organisation and the key', async () => {
    const service = await start();
    const key = randomBytes(32);
    const wrapped = await service.wrap(key, context);
    expect(wrapped.keyId).toBe(await service.currentKeyId());
    expect(wrapped.bytes.includes(key)).toBe(false);
    expect((await service.unwrap(wrapped, context)).equals(key)).toBe(true);
    await expect(service.unwrap(wrapped, { ...context, org: 'b' })).rejects.toThrow('status 400');
    await expect(service.unwrap(wrapped, { ...context, dataKey: '2' })).rejects.toThrow('status 400');
    const changed = Buffer.from(wrapped.bytes);
    const last = changed.length - 5;
    changed[last] = (changed[last] ?? 0) === 65 ? 66 : 65;
    await expect(service.unwrap({ ...wrapped, bytes: changed }, context)).rejects.toThrow('status 400');
  });

  test('still unwraps what the file of keys wrapped', async () => {
    const local = keyServiceOf({ dataFolder: folder, env: {}, clock: now });
    const key = randomBytes(32);
    const wrapped = await local.wrap(key, context);
    const service = await start();
    expect((await service.unwrap(wrapped, context)).equals(key)).toBe(true);
    expect(await service.currentKeyId()).not.toBe(wrapped.keyId);
  });
});

test('a rotation in Vault is another key, which is what wrapping anew asks for', async () => {
  const version = { now: 1 };
  const service = keyServiceOf({
    dataFolder: folder,
    service: `vault:${await fakeVault(version)}/transit/theriac`,
    env: { VAULT_TOKEN: TOKEN },
    clock: now,
  });
  const key = randomBytes(32);
  const old = await service.wrap(key, context);
  version.now = 2;
  expect([old.keyId, await service.currentKeyId()]).toEqual([
    'vault:transit/theriac:v1',
    'vault:transit/theriac:v2',
  ]);
  expect((await service.unwrap(old, context)).equals(key)).toBe(true);
});

test.each<[string, Answer, string]>([
  ['refuses', { status: 403, body: { token: TOKEN } }, 'Vault: the answer has status 403'],
  ['redirects', { status: 302, body: '' }, 'Vault: no answer'],
  [
    'says something else',
    { status: 200, body: { data: { ciphertext: 'x' } } },
    'not what the service describes',
  ],
  ['does not speak JSON', { status: 200, body: '<html>' }, 'Vault: the answer is not JSON'],
  ['says too much', { status: 200, body: 'x'.repeat(100_000) }, 'Vault: no answer'],
])('a service that %s', async (_, answer, message) => {
  const service = keyServiceOf({
    dataFolder: folder,
    service: `vault:${await serving(() => answer)}/transit/theriac`,
    env: { VAULT_TOKEN: TOKEN },
    clock: now,
  });
  const failed = service.wrap(randomBytes(32), context);
  await expect(failed).rejects.toThrow(message);
  await expect(failed).rejects.not.toThrow(TOKEN);
});

test.each([
  ['gcp:x', /write aws-kms/],
  ['aws-kms:eu-central-1', /REGION/],
  ['aws-kms:eu-central-1/k', /AWS_ACCESS_KEY_ID is not set/],
  ['vault:http://vault.example.org:8200/transit/k', /over https/],
  ['vault:https://vault.example.org:8200/transit/k', /VAULT_TOKEN is not set/],
])('%s cannot be used', (service, message) => {
  expect(() => keyServiceOf({ dataFolder: folder, service, env: {}, clock: now })).toThrow(message);
});
