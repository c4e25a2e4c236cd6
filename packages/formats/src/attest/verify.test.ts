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
  const signature = Buffer.from(await signDetached(doubled, signer));
  expect(verifyDetached({ document: doubled, signature, verifiers, now })).toMatchObject({
    refusal: 'unreadable',
  });
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
