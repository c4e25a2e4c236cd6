/**
 * Keys that sign and verify: Ed25519 and ECDSA over P-256, in PEM (PKCS #8, SPKI, or an X.509 certificate). Where a
 * private key lives is the caller's business: a {@link Signer} may as well be a key service that never discloses it.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
  X509Certificate,
} from 'node:crypto';
import { TheriacError } from '@theriac/core';

const KEY_ALGORITHMS = ['ed25519', 'ecdsa-p256'] as const;
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];

/** Something that signs: a key in memory or a key service. */
export interface Signer {
  /** SHA-256 of the SubjectPublicKeyInfo, hexadecimal. */
  readonly keyId: string;
  readonly algorithm: KeyAlgorithm;
  /** @returns Ed25519: 64 bytes; ECDSA: DER, over SHA-256 of the message */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** A key that verifies. */
export interface Verifier {
  readonly keyId: string;
  readonly algorithm: KeyAlgorithm;
  /** RFC 3339 bounds of a certificate; absent for a bare key. */
  readonly validity?: { readonly from: string; readonly to: string };
  verify(message: Uint8Array, signature: Uint8Array): boolean;
}

/**
 * @param pem PKCS #8, SEC 1, encrypted when `passphrase` is given
 * @param path what messages call the key
 * @throws TheriacError THERIAC_KEY; never with anything of the key
 */
export function signerOf(pem: string, path: string, passphrase?: string): Signer {
  const refuse = (reason: string): TheriacError => new TheriacError('THERIAC_KEY', reason, { path });
  if (/-----BEGIN (?:PUBLIC KEY|CERTIFICATE)-----/.test(pem))
    throw refuse('this is a public key; signing needs the private one');
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    const locked = /ENCRYPTED/.test(pem);
    throw refuse(
      locked
        ? `an encrypted key that ${passphrase === undefined ? 'needs a passphrase (THERIAC_KEY_PASSPHRASE)' : 'this passphrase does not open'}`
        : 'not a private key in PEM',
    );
  }
  const algorithm = algorithmOf(key, refuse);
  return {
    keyId: keyIdOf(createPublicKey(key)),
    algorithm,
    sign: async (message) => signBytes(algorithm === 'ed25519' ? null : 'sha256', message, key),
  };
}

/**
 * @param pem SPKI or an X.509 certificate
 * @throws TheriacError THERIAC_KEY
 */
export function verifierOf(pem: string, path: string): Verifier {
  const refuse = (reason: string): TheriacError => new TheriacError('THERIAC_KEY', reason, { path });
  if (/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/.test(pem))
    throw refuse(
      'this is a private key; verifying needs the public one, and a private key is not to be passed around',
    );
  let key: KeyObject;
  let certificate: X509Certificate | undefined;
  try {
    certificate = pem.includes('-----BEGIN CERTIFICATE-----') ? new X509Certificate(pem) : undefined;
    key = certificate?.publicKey ?? createPublicKey(pem);
  } catch (cause) {
    throw new TheriacError('THERIAC_KEY', 'not a public key or certificate in PEM', { path }, { cause });
  }
  const algorithm = algorithmOf(key, refuse);
  return {
    keyId: keyIdOf(key),
    algorithm,
    ...(certificate === undefined
      ? {}
      : { validity: { from: rfc3339(certificate.validFrom), to: rfc3339(certificate.validTo) } }),
    verify: (message, signature) =>
      verifyBytes(algorithm === 'ed25519' ? null : 'sha256', message, key, signature),
  };
}

function algorithmOf(key: KeyObject, refuse: (reason: string) => TheriacError): KeyAlgorithm {
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519';
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1')
    return 'ecdsa-p256';
  throw refuse('neither an Ed25519 key nor an ECDSA key over P-256');
}

function keyIdOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

function rfc3339(text: string): string {
  return `${new Date(text).toISOString().slice(0, 19)}Z`;
}
