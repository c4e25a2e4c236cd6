import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSeal, preAuthEncoding, readEnvelope, sealed } from './dsse.ts';
import { signerOf, verifierOf } from './keys.ts';
import { signDetached, signDocument } from './sign.ts';
import { type Verification, verifyDetached, verifyEnvelope } from './verify.ts';

const pem = (key: { export(options: object): string | Buffer }, type: string): string =>
  key.export({ type, format: 'pem' }).toString();
const pairOf = ({ privateKey, publicKey }: { privateKey: never; publicKey: never }) => ({
  secret: pem(privateKey, 'pkcs8'),
  open: pem(publicKey, 'spki'),
});
const ed25519 = pairOf(generateKeyPairSync('ed25519') as never);
const p256 = pairOf(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }) as never);
const stranger = pairOf(generateKeyPairSync('ed25519') as never);

const NOW = '2026-06-01T00:00:00Z';
const document = Buffer.from('{"bomFormat":"CycloneDX","specVersion":"1.6"}\n');
const envelope = (keys: { secret: string }, over: object = {}) =>
  signDocument(
    {
      name: 'bom.json',
      document,
      kind: 'cyclonedx',
      artefacts: [{ name: 'app.tar', bytes: Buffer.from('app') }],
      signedAt: '2026-01-01T00:00:00Z',
      validUntil: '2027-01-01T00:00:00Z',
      ...over,
    },
    signerOf(keys.secret, 'key.pem'),
  );
const verify = (text: string, keys: { open: string }, over: object = {}): Verification =>
  verifyEnvelope({
    envelope: text,
    path: 'bom.sig',
    verifiers: [verifierOf(keys.open, 'k.pub')],
    document,
    now: NOW,
    ...over,
  });

describe.each([
  ['Ed25519', ed25519],
  ['ECDSA P-256', p256],
])('%s', (_, keys) => {
  test('what is signed verifies, alone and beside its document and artefact', async () => {
    const text = await envelope(keys);
    expect(verify(text, keys)).toMatchObject({ verified: true, validUntil: '2027-01-01T00:00:00Z' });
    expect(verify(text, keys, { document: undefined })).toMatchObject({ verified: true });
    expect(verify(text, keys, { artefact: Buffer.from('app') })).toMatchObject({ verified: true });
  });

  test('another key: refused as wrong-key', async () => {
    expect(verify(await envelope(keys), stranger)).toMatchObject({ verified: false, refusal: 'wrong-key' });
  });

  test.each<[string, string, object]>([
    ['a document that was changed', 'other-document', { document: Buffer.from('{"bomFormat":"CycloneDX"}') }],
    ['another artefact', 'other-artefact', { artefact: Buffer.from('another') }],
    ['after its end', 'expired', { now: '2027-01-02T00:00:00Z' }],
    ['before its begin', 'not-yet-valid', { now: '2025-12-31T00:00:00Z' }],
  ])('%s: refused as %s', async (_case, refusal, over) => {
    expect(verify(await envelope(keys), keys, over)).toMatchObject({ verified: false, refusal });
  });

  test('a payload that was changed after signing is distinguished from a wrong key', async () => {
    const parsed = JSON.parse(await envelope(keys)) as { payload: string };
    parsed.payload = Buffer.from(`${Buffer.from(parsed.payload, 'base64')} `).toString('base64');
    expect(verify(JSON.stringify(parsed), keys)).toMatchObject({ verified: false, refusal: 'tampered' });
  });

  test('cut off anywhere: refused, never verified, never a crash', async () => {
    const text = await envelope(keys);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 3 }), (length) => {
        expect(verify(text.slice(0, length), keys)).toMatchObject({ verified: false, refusal: 'unreadable' });
      }),
    );
  });

  test('no flipped character passes', async () => {
    const parsed = JSON.parse(await envelope(keys)) as { payload: string; signatures: { sig: string }[] };
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('payload', 'sig'), (n, what) => {
        const copy = structuredClone(parsed);
        const [first] = copy.signatures;
        const bytes = Buffer.from(what === 'payload' ? copy.payload : (first?.sig ?? ''), 'base64');
        const at = n % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        if (what === 'payload') copy.payload = bytes.toString('base64');
        else if (first !== undefined) first.sig = bytes.toString('base64');
        expect(verify(JSON.stringify(copy), keys).verified).toBe(false);
      }),
    );
  });

  test('a detached signature holds over these bytes and no others', async () => {
    const signature = Buffer.from(await signDetached(document, signerOf(keys.secret, 'k')));
    const given = { signature, verifiers: [verifierOf(keys.open, 'k')], now: NOW };
    expect(verifyDetached({ ...given, document })).toMatchObject({ verified: true });
    expect(verifyDetached({ ...given, document: Buffer.concat([document, document]) })).toMatchObject({
      verified: false,
      refusal: 'tampered',
    });
    expect(verifyDetached({ ...given, document, signature: Buffer.alloc(0) })).toMatchObject({
      refusal: 'unreadable',
    });
  });
});

test('the message that is signed is that of the DSSE specification', () => {
  const message = preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world'));
  expect(Buffer.from(message).toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
});

test('the signature covers the type: the same payload under another type is refused', async () => {
  const text = await sealed('text/plain', document, signerOf(ed25519.secret, 'k'));
  const changed = readEnvelope(text.replace('text/plain', 'text/html'), 'x');
  expect(checkSeal(changed, [verifierOf(ed25519.open, 'k')]).state).toBe('tampered');
});

test.each([
  ['a public key where a private one is needed', ed25519.open, /needs the private one/],
  ['no PEM', 'hello', /not a private key/],
  [
    'another curve',
    pem(generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey, 'pkcs8'),
    /neither an Ed25519/,
  ],
  ['RSA', pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'pkcs8'), /neither an Ed25519/],
])('%s is refused', (_, text, reason) => {
  expect(() => signerOf(text, 'k.pem')).toThrow(
    expect.objectContaining({ code: 'THERIAC_KEY', message: expect.stringMatching(reason) }),
  );
});

test('an encrypted key opens with its passphrase only, and errors show nothing of it', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const locked = privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret word' })
    .toString();
  expect(signerOf(locked, 'k', 'secret word').algorithm).toBe('ed25519');
  expect(() => signerOf(locked, 'k')).toThrow(/needs a passphrase/);
  expect(() => signerOf(locked, 'k', 'other')).toThrow(/does not open$/);
});
