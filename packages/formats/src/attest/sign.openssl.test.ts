/** A second opinion on signatures: openssl verifies what we sign. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signerOf } from './keys.ts';
import { signDetached } from './sign.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const open = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const document = Buffer.from('{"bomFormat":"CycloneDX","specVersion":"1.6"}\n');

test('openssl verifies a detached ECDSA signature', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-sign-'));
  try {
    const signature = Buffer.from(await signDetached(document, signerOf(secret, 'k')), 'utf8').toString();
    writeFileSync(join(folder, 'doc'), document);
    writeFileSync(join(folder, 'sig'), Buffer.from(signature, 'base64'));
    writeFileSync(join(folder, 'pub'), open);
    const out = execFileSync('openssl', [
      'dgst',
      '-sha256',
      '-verify',
      join(folder, 'pub'),
      '-signature',
      join(folder, 'sig'),
      join(folder, 'doc'),
    ]);
    expect(out.toString()).toContain('Verified OK');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
