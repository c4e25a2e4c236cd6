/** Signatures of documents: keys, DSSE envelopes with in-toto statements, Sigstore bundles. All offline. */
import type { SigstoreInput } from './sigstore.ts';
import type { Verification } from './verify.ts';

export { type KeyAlgorithm, type Signer, signerOf, verifierOf } from './keys.ts';
export { signDetached, signDocument } from './sign.ts';
export { isSigstoreBundle } from './sigstore-bundle.ts';
export { kindOfDocument } from './statement.ts';
export { type Verification, verifyDetached, verifyEnvelope } from './verify.ts';

/**
 * Verifies a Sigstore bundle against the trust root that is included or one that is given.
 * @throws TheriacError THERIAC_SIGNATURE for a trust root or key that cannot be read
 */
export async function verifySigstore(input: SigstoreInput): Promise<Verification> {
  return (await import('./sigstore.ts')).verifySigstore(input);
}
