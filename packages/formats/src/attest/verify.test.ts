/** What is verified is the bytes, and they mean one thing. */
import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { sealed } from './dsse.ts';
import { signerOf, verifierOf } from './keys.ts';
import { signDetached, signDocument } from './sign.ts';
import { STATEMENT_PAYLOAD, statementBytes, subjectOf } from './statement.ts';
import { verifyDetached, verifyEnvelope } from './verify.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signer = signerOf(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'key');
const verifiers = [verifierOf(publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'key')];
const now = '2026-02-01T00:00:00Z';
const document = Buffer.from('{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": []}');
const doubled = Buffer.from('{"components": [1], "bomFormat": "CycloneDX", "components": []}');

const attested = (subject: Uint8Array, predicateType = 'https://cyclonedx.org/bom') =>
  sealed(
    STATEMENT_PAYLOAD,
    statementBytes({
      subjects: [subjectOf('bom.json', subject)],
      predicateType,
      predicate: JSON.parse(document.toString()),
    }),
    signer,
  );
const verify = (envelope: string, given: Uint8Array) =>
  verifyEnvelope({ envelope, path: 'x', verifiers, now, document: given });

test('the same value in other bytes is another document', async () => {
  const envelope = await attested(document);
  expect(verify(envelope, document)).toMatchObject({ verified: true });
  expect(verify(envelope, Buffer.from(`${document.toString()}\n`))).toMatchObject({
    refusal: 'other-document',
  });
});

test('a document with a duplicate key is refused whoever signed it, and is not signed', async () => {
  expect(verify(await attested(doubled), doubled)).toMatchObject({
    refusal: 'unreadable',
    reason: expect.stringContaining('duplicate key "components"'),
  });
  const signature = Buffer.from(await signer.sign(doubled));
  expect(verifyDetached({ document: doubled, signature, verifiers, now })).toMatchObject({
    refusal: 'unreadable',
  });
  await expect(signDetached(doubled, signer)).rejects.toMatchObject({ code: 'THERIAC_INPUT_SYNTAX' });
  await expect(
    signDocument({ name: 'x', document: doubled, kind: 'cyclonedx', artefacts: [], signedAt: now }, signer),
  ).rejects.toMatchObject({ code: 'THERIAC_INPUT_SYNTAX' });
});

test('an envelope or a payload with a duplicate key', async () => {
  const envelope = await attested(document);
  const twice = envelope.replace('"payloadType"', '"payload": "AAAA", "payloadType"');
  expect(verify(twice, document)).toMatchObject({
    refusal: 'unreadable',
    reason: expect.stringContaining('duplicate key "payload"'),
  });
  const statement = Buffer.from(
    statementBytes({
      subjects: [subjectOf('x', document)],
      predicateType: 'https://cyclonedx.org/bom',
      predicate: {},
    }),
  ).toString();
  const payload = Buffer.from(statement.replace('"predicateType"', '"subject":[],"predicateType"'));
  expect(verify(await sealed(STATEMENT_PAYLOAD, payload, signer), document)).toMatchObject({
    refusal: 'unreadable',
    reason: expect.stringContaining('duplicate key "subject"'),
  });
});

test('a predicate type of which nothing is known is refused with those that are accepted', async () => {
  expect(verify(await attested(document, 'https://cyclonedx.org/bom/v1.6'), document)).toMatchObject({
    verified: true,
  });
  expect(verify(await attested(document, 'https://cyclonedx.org/bomb'), document)).toMatchObject({
    refusal: 'other-type',
    reason: expect.stringMatching(/accepted are CycloneDX .*SPDX .*OpenVEX .*CSAF .*SLSA/),
  });
  const other = await sealed('application/x', Buffer.from('{}'), signer);
  expect(verify(other, document)).toMatchObject({ reason: expect.stringContaining(STATEMENT_PAYLOAD) });
});

test('credentials of a document do not get into its attestation', async () => {
  const secret = Buffer.from('{"url": "https://u:s3cr3t@host/"}');
  const envelope: { payload: string } = JSON.parse(
    await signDocument(
      { name: 'x', document: secret, kind: 'cyclonedx', artefacts: [], signedAt: now },
      signer,
    ),
  );
  expect(Buffer.from(envelope.payload, 'base64').toString()).not.toContain('s3cr3t');
});

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf32 = (text: string): Buffer =>
  Buffer.concat([...text].map((c) => Buffer.from([c.charCodeAt(0), 0, 0, 0])));
const big = (bytes: Buffer, width: number): Buffer =>
  Buffer.concat(
    Array.from({ length: bytes.length / width }, (_, i) =>
      Buffer.from(bytes.subarray(i * width, (i + 1) * width)).reverse(),
    ),
  );
const xml = (encoding: string, name: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6">${name}</bom>`;
const tagValue = 'SPDXVersion: SPDX-2.3\nDocumentName: a\n';

test.each([
  ...[document.toString(), doubled.toString(), xml('UTF-16', 'a'), tagValue, `\n  ${document}`].flatMap(
    (text, i): [string, Buffer][] => [
      [`UTF-16LE with a mark, ${i}`, utf16(`\ufeff${text}`)],
      [`UTF-16BE with a mark, ${i}`, big(utf16(`\ufeff${text}`), 2)],
      [`UTF-16LE, ${i}`, utf16(text)],
      [`UTF-16BE, ${i}`, big(utf16(text), 2)],
      [`UTF-32LE, ${i}`, utf32(text)],
      [`UTF-32BE, ${i}`, big(utf32(text), 4)],
      [`UTF-32BE with a mark, ${i}`, Buffer.concat([Buffer.from([0, 0, 0xfe, 0xff]), big(utf32(text), 4)])],
    ],
  ),
  ['JSON with a byte that is none', Buffer.from('{"name": "caf\u00e9"}', 'latin1')],
  ['XML in Latin 1', Buffer.from(xml('ISO-8859-1', 'caf\u00e9'), 'latin1')],
  ['XML in UTF-8 that says Latin 1', Buffer.from(xml('ISO-8859-1', 'caf\u00e9'))],
  ['XML that says UTF-7', Buffer.from(xml('UTF-7', '+AGE-'))],
  ['tag-value in Latin 1', Buffer.from(`${tagValue}DocumentComment: \u00e9\n`, 'latin1')],
  ['a duplicate key behind many spaces', Buffer.from(' '.repeat(70_000) + doubled.toString())],
  ['a duplicate key behind two marks', Buffer.from(`\ufeff\ufeff${doubled.toString()}`)],
  ['a duplicate key in a list', Buffer.from('[{"a": 1, "a": 2}]')],
])('%s: not signed, and refused whoever signed it', async (_, given) => {
  expect(verify(await attested(given), given)).toMatchObject({ refusal: 'unreadable' });
  const signature = Buffer.from(await signer.sign(given));
  expect(verifyDetached({ document: given, signature, verifiers, now })).toMatchObject({
    refusal: 'unreadable',
  });
  await expect(signDetached(given, signer)).rejects.toMatchObject({ code: 'THERIAC_INPUT_SYNTAX' });
  const input = { name: 'x', kind: 'cyclonedx', artefacts: [], signedAt: now } as const;
  await expect(signDocument({ ...input, document: given }, signer)).rejects.toMatchObject({
    code: 'THERIAC_INPUT_SYNTAX',
  });
});

test.each<[string, Buffer]>([
  ['JSON with a mark', Buffer.from(`\ufeff${document.toString()}`)],
  ['XML', Buffer.from(xml('utf-8', 'caf\u00e9'))],
  ['XML in ASCII that says Latin 1', Buffer.from(xml('ISO-8859-1', 'a'))],
  ['tag-value', Buffer.from(tagValue)],
  ['a program', Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0xff])],
  ['an archive', Buffer.from([0x1f, 0x8b, 8, 0, 0xff, 0xfe, 0x7b])],
])('%s: verified', async (_, given) => {
  const signature = Buffer.from(await signDetached(given, signer));
  expect(verifyDetached({ document: given, signature, verifiers, now })).toMatchObject({ verified: true });
  expect(verify(await attested(given), given)).toMatchObject({ verified: true });
});
