/**
 * Is this document signed by a trusted key, is it the one that was signed, and does the signature still hold? Every
 * way in which it may not be has a reason of its own; nothing but a complete yes is a yes.
 */
import { TheriacError } from '@theriac/core';
import { ambiguous } from './ambiguous.ts';
import { checkSeal, readEnvelope, shortId } from './dsse.ts';
import type { Verifier } from './keys.ts';
import { type Provenance, provenanceOf } from './slsa.ts';
import {
  digestsOf,
  isSubject,
  otherPayload,
  otherPredicate,
  readStatement,
  STATEMENT_PAYLOAD,
  type Statement,
} from './statement.ts';

const REFUSALS = [
  'unreadable',
  'wrong-key',
  'tampered',
  'other-document',
  'other-artefact',
  'other-type',
  'expired',
  'not-yet-valid',
  'untrusted',
] as const;
export type Refusal = (typeof REFUSALS)[number];

export type Verification =
  | {
      readonly verified: true;
      /** Key id, or the identity in a Sigstore certificate. */
      readonly signer: string;
      readonly statement?: Statement;
      readonly provenance?: Provenance;
      /** RFC 3339; absent when the signature does not end. */
      readonly validUntil?: string;
    }
  | { readonly verified: false; readonly refusal: Refusal; readonly reason: string };

export interface VerifyInput {
  /** The signature file: DSSE envelope. */
  readonly envelope: string;
  readonly path: string;
  readonly verifiers: readonly Verifier[];
  /** The document that is said to be signed, when it lies beside the envelope. */
  readonly document?: Uint8Array;
  /** An artefact that the statement must be about. */
  readonly artefact?: Uint8Array;
  /** RFC 3339: when is now. */
  readonly now: string;
}

/** A DSSE envelope with an in-toto statement, verified with given keys. */
export function verifyEnvelope(input: VerifyInput): Verification {
  try {
    const envelope = readEnvelope(input.envelope, input.path);
    const seal = checkSeal(envelope, input.verifiers);
    if (seal.state !== 'good') return refused(seal.state, seal.reason);
    if (envelope.payloadType !== STATEMENT_PAYLOAD)
      return refused('unreadable', otherPayload(envelope.payloadType));
    const statement = readStatement(envelope.payload, input.path);
    const late = timeRefusal([statement.validity, seal.verifier.validity], input.now);
    if (late !== undefined) return late;
    const other = subjectRefusal(statement, input);
    if (other !== undefined) return other;
    const provenance = provenanceOf(statement, true);
    const ends = [statement.validity?.to, seal.verifier.validity?.to]
      .filter((t) => t !== undefined)
      .sort()[0];
    return {
      verified: true,
      signer: `key ${shortId(seal.keyId)}`,
      statement,
      ...(provenance === null ? {} : { provenance }),
      ...(ends === undefined ? {} : { validUntil: ends }),
    };
  } catch (error) {
    if (error instanceof TheriacError) return refused('unreadable', error.message);
    throw error;
  }
}

export interface DetachedInput {
  readonly document: Uint8Array;
  /** Base64 (as written by `sign --detached`, cosign or openssl) or raw bytes. */
  readonly signature: Uint8Array;
  readonly verifiers: readonly Verifier[];
  readonly now: string;
}

/** A bare signature over the bytes of a document. */
export function verifyDetached({ document, signature, verifiers, now }: DetachedInput): Verification {
  const bytes = signatureBytes(signature);
  if (bytes.length === 0) return refused('unreadable', 'the signature is empty');
  for (const verifier of verifiers) {
    if (!verifier.verify(document, bytes)) continue;
    const doubt = ambiguous(document);
    if (doubt !== undefined) return refused('unreadable', doubt);
    const late = timeRefusal([verifier.validity], now);
    if (late !== undefined) return late;
    const ends = verifier.validity?.to;
    return {
      verified: true,
      signer: `key ${shortId(verifier.keyId)}`,
      ...(ends === undefined ? {} : { validUntil: ends }),
    };
  }
  return refused(
    'tampered',
    'the signature does not hold: the document or the signature was changed or cut off, or another key signed it',
  );
}

function signatureBytes(given: Uint8Array): Uint8Array {
  const text = Buffer.from(given).toString('latin1').trim();
  return /^[A-Za-z0-9+/\s]+={0,2}$/.test(text) && text.length % 4 === 0 ? Buffer.from(text, 'base64') : given;
}

/** Whether the statement is about what lies beside it. */
export function subjectRefusal(
  statement: Statement,
  { document, artefact }: Pick<VerifyInput, 'document' | 'artefact'>,
): Verification | undefined {
  const type = otherPredicate(statement.predicateType);
  if (type !== undefined) return refused('other-type', type);
  if (document !== undefined) {
    const doubt = ambiguous(document);
    // The digest is that of the bytes, never of what a parser made of them.
    if (doubt !== undefined) return refused('unreadable', doubt);
    if (!isSubject(statement, digestsOf(document)))
      return refused(
        'other-document',
        'the signature is good, but over another document: the digest of these bytes is not among its subjects, so this one was changed, or belongs to another signature',
      );
  }
  if (artefact !== undefined && !isSubject(statement, digestsOf(artefact)))
    return refused(
      'other-artefact',
      'the statement is not about this artefact: its digest is not among the subjects',
    );
  return undefined;
}

function timeRefusal(
  spans: readonly ({ readonly from: string; readonly to?: string } | undefined)[],
  now: string,
): Verification | undefined {
  const at = Date.parse(now);
  for (const span of spans) {
    if (span === undefined) continue;
    const [from, to] = [
      Date.parse(span.from),
      span.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(span.to),
    ];
    if (Number.isNaN(from) || Number.isNaN(to))
      return refused('unreadable', 'its validity is not an RFC 3339 time');
    if (at < from) return refused('not-yet-valid', `it is valid from ${span.from} on`);
    if (at > to) return refused('expired', `it was valid until ${span.to}`);
  }
  return undefined;
}

export function refused(refusal: Refusal, reason: string): Verification {
  return { verified: false, refusal, reason };
}
