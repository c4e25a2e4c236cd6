/** A Sigstore instance of its own, for tests: certificate authority, transparency logs, and bundles that they vouch for. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { initializeCA, initializeCTLog, initializeTLog } from '@sigstore/mock';
import { isObject, objectField } from '../text/untrusted-json.ts';
import { preAuthEncoding } from './dsse.ts';
import { STATEMENT_PAYLOAD } from './statement.ts';

export const IDENTITY = 'https://forge.example.org/clinic/portal/.workflows/release.yml@refs/tags/v1';
export const ISSUER = 'https://token.forge.example.org';
const ISSUER_OID = '1.3.6.1.4.1.57264.1.8';
const START = '2020-01-01T00:00:00Z';

const p256 = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const keyOf = (publicKey: Uint8Array) => ({
  rawBytes: base64(publicKey),
  keyDetails: 'PKIX_ECDSA_P256_SHA_256',
  validFor: { start: START },
});
const logOf = (baseUrl: string, publicKey: Uint8Array) => ({
  baseUrl,
  hashAlgorithm: 'SHA2_256',
  publicKey: keyOf(publicKey),
  logId: { keyId: base64(createHash('sha256').update(publicKey).digest()) },
});

export interface Instance {
  /** What a verifier has to trust, as JSON. */
  readonly trustRoot: string;
  /** A bundle over an in-toto statement, as JSON. */
  bundle(statement: Uint8Array): Promise<string>;
}

export async function makeInstance(): Promise<Instance> {
  const ctLog = await initializeCTLog(p256());
  const ca = await initializeCA(p256(), ctLog);
  const tLog = await initializeTLog('https://log.example.org', p256());
  const root = ca.rootCertificate;
  const trustRoot = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [logOf('https://log.example.org', tLog.publicKey)],
    certificateAuthorities: [
      {
        subject: { organization: 'example.org', commonName: 'example' },
        uri: 'https://ca.example.org',
        certChain: { certificates: [{ rawBytes: base64(bytesOf(root)) }] },
        validFor: { start: START },
      },
    ],
    ctlogs: [logOf('https://ct.example.org', ctLog.publicKey)],
    timestampAuthorities: [],
  };
  return {
    trustRoot: JSON.stringify(trustRoot),
    bundle: async (statement) => {
      const { privateKey, publicKey } = p256();
      const certificate = bytesOf(
        await ca.issueCertificate({
          publicKey: publicKey.export({ format: 'der', type: 'spki' }),
          subjectAltName: IDENTITY,
          extensions: [{ oid: ISSUER_OID, value: ISSUER }],
        }),
      );
      const signature = sign('sha256', preAuthEncoding(STATEMENT_PAYLOAD, statement), privateKey);
      const pem = `-----BEGIN CERTIFICATE-----\n${base64(certificate).replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
      const logged = await tLog.log({
        apiVersion: '0.0.1',
        kind: 'dsse',
        spec: {
          payloadHash: { algorithm: 'sha256', value: createHash('sha256').update(statement).digest('hex') },
          signatures: [{ signature: base64(signature), verifier: base64(Buffer.from(pem)) }],
        },
      });
      const [entry] = Object.values(logged).filter(isObject);
      if (entry === undefined) throw new RangeError('the log has recorded nothing');
      const verification = objectField(entry, 'verification');
      const proof = objectField(verification, 'inclusionProof');
      return JSON.stringify({
        mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.2',
        verificationMaterial: {
          x509CertificateChain: { certificates: [{ rawBytes: base64(certificate) }] },
          tlogEntries: [
            {
              logIndex: String(entry.logIndex),
              logId: { keyId: Buffer.from(String(entry.logID), 'hex').toString('base64') },
              kindVersion: { kind: 'dsse', version: '0.0.1' },
              integratedTime: String(entry.integratedTime),
              inclusionPromise: { signedEntryTimestamp: verification.signedEntryTimestamp },
              inclusionProof: {
                logIndex: String(proof.logIndex),
                rootHash: Buffer.from(String(proof.rootHash), 'hex').toString('base64'),
                treeSize: String(proof.treeSize),
                hashes: [],
                checkpoint: { envelope: proof.checkpoint },
              },
              canonicalizedBody: entry.body,
            },
          ],
          timestampVerificationData: { rfc3161Timestamps: [] },
        },
        dsseEnvelope: {
          payload: base64(statement),
          payloadType: STATEMENT_PAYLOAD,
          signatures: [{ sig: base64(signature), keyid: '' }],
        },
      });
    },
  };
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
