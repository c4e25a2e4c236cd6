/**
 * Sigstore bundles (https://github.com/sigstore/protobuf-specs), verified offline: certificate chain, signed
 * certificate timestamp, transparency log and signature, against the trust root that ships or one that is given.
 */
import { createPublicKey } from 'node:crypto';
import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { type KeyFinderFunc, toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { TheriacError } from '@theriac/core';
import { parseJson } from '../text/untrusted-json.ts';
import { ambiguous } from './ambiguous.ts';
import { provenanceOf } from './slsa.ts';
import { otherPayload, readStatement, STATEMENT_PAYLOAD } from './statement.ts';
import { type Refusal, refused, subjectRefusal, type Verification } from './verify.ts';

export interface SigstoreInput {
  readonly bundle: string;
  readonly path: string;
  /** Trust root as JSON; the public good instance when absent. */
  readonly trustRoot?: string;
  /** SPKI in PEM, for bundles signed with a key of one's own instead of a certificate. */
  readonly publicKey?: string;
  /** Who must have signed: subject alternative name of the certificate (an address, a workflow). */
  readonly identity?: string;
  /** Who must have vouched for that identity. */
  readonly issuer?: string;
  /** What was signed: the artefact of a message signature, or a document that a statement is about. */
  readonly document?: Uint8Array;
  readonly artefact?: Uint8Array;
}

export async function verifySigstore(input: SigstoreInput): Promise<Verification> {
  let bundle: Bundle;
  try {
    bundle = bundleFromJSON(parseJson(input.bundle, input.path, 'THERIAC_SIGNATURE'));
  } catch (error) {
    return refused('unreadable', `not a whole Sigstore bundle: ${firstLine(error)}`);
  }
  const signed = input.document ?? input.artefact;
  const dsse = bundle.content.$case === 'dsseEnvelope' ? bundle.content.dsseEnvelope : undefined;
  if (dsse === undefined && signed === undefined)
    return refused('unreadable', 'the bundle signs a file that was not given');
  let who: string;
  try {
    const material = toTrustMaterial(
      await trustRootOf(input.trustRoot),
      input.publicKey === undefined ? undefined : keyFinder(input.publicKey),
    );
    const entity = toSignedEntity(bundle, dsse === undefined ? Buffer.from(signed ?? []) : undefined);
    const signer = new Verifier(material).verify(entity, {
      ...(input.identity === undefined ? {} : { subjectAlternativeName: input.identity }),
      ...(input.issuer === undefined ? {} : { extensions: { issuer: input.issuer } }),
    });
    who = signer.identity?.subjectAlternativeName ?? 'a key of the trust root';
  } catch (error) {
    if (error instanceof TheriacError) throw error;
    return refused(
      refusalOf(error),
      error instanceof TypeError ? 'its certificates cannot be read' : firstLine(error),
    );
  }
  if (dsse === undefined) {
    const doubt = ambiguous(signed ?? new Uint8Array());
    return doubt === undefined ? { verified: true, signer: who } : refused('unreadable', doubt);
  }
  if (dsse.payloadType !== STATEMENT_PAYLOAD) return refused('unreadable', otherPayload(dsse.payloadType));
  try {
    const statement = readStatement(dsse.payload, input.path);
    const other = subjectRefusal(statement, input);
    if (other !== undefined) return other;
    const provenance = provenanceOf(statement, true);
    return { verified: true, signer: who, statement, ...(provenance === null ? {} : { provenance }) };
  } catch (error) {
    if (error instanceof TheriacError) return refused('unreadable', error.message);
    throw error;
  }
}

/** @throws TheriacError THERIAC_KEY for anything that is not a trust root */
async function trustRootOf(given: string | undefined): Promise<TrustedRoot> {
  const json: unknown =
    given === undefined
      ? (await import('./sigstore-root.ts')).SIGSTORE_ROOT
      : parseJson(given, 'trust root', 'THERIAC_KEY');
  let root: TrustedRoot;
  try {
    root = TrustedRoot.fromJSON(json);
  } catch (cause) {
    throw new TheriacError('THERIAC_KEY', 'not a Sigstore trust root', {}, { cause });
  }
  // A log whose key is valid from nowhen on would be trusted for all time.
  if ([...root.tlogs, ...root.ctlogs].some((log) => log.publicKey?.validFor?.start === undefined))
    throw new TheriacError('THERIAC_KEY', 'a log of the trust root does not say since when its key is valid');
  return root;
}

function keyFinder(pem: string): KeyFinderFunc {
  const publicKey = createPublicKey(pem);
  return () => ({ publicKey, validFor: () => true });
}

/** Codes of the verifier (`VerificationError.code`, `PolicyError.code`) in our words. */
function refusalOf(error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'UNTRUSTED_SIGNER_ERROR':
      return 'wrong-key';
    case 'SIGNATURE_ERROR':
    case 'TLOG_BODY_ERROR':
      return 'tampered';
    case 'TIMESTAMP_ERROR':
      return 'expired';
    default:
      return 'untrusted';
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : 'unknown reason').split('\n')[0]?.slice(0, 300) ?? '';
}
