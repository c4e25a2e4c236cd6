/** Signing bills of materials and VEX documents: an in-toto statement in a DSSE envelope, or a bare signature. */
import { valueWithoutCredentials, withoutCredentials } from '@theriac/core';
import { isObject, utf8Text } from '../text/untrusted-json.ts';
import { refuseAmbiguous } from './ambiguous.ts';
import { sealed } from './dsse.ts';
import type { Signer } from './keys.ts';
import {
  PREDICATES,
  STATEMENT_PAYLOAD,
  type StatementSubject,
  statementBytes,
  subjectOf,
} from './statement.ts';

export interface SignInput {
  readonly name: string;
  readonly document: Uint8Array;
  readonly kind: keyof typeof PREDICATES;
  /** Artefacts that the document is about; none: the document speaks for itself and is its own subject. */
  readonly artefacts: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** RFC 3339. */
  readonly signedAt: string;
  readonly validUntil?: string;
}

/**
 * @returns the envelope as JSON; the document itself is always among the subjects
 * @throws TheriacError THERIAC_INPUT_SYNTAX for a document that is damaged or ambiguous: nobody should vouch for it
 */
export async function signDocument(input: SignInput, signer: Signer): Promise<string> {
  const subjects: StatementSubject[] = [
    ...input.artefacts.map((a) => subjectOf(a.name, a.bytes)),
    subjectOf(input.name, input.document),
  ];
  const statement = {
    subjects,
    predicateType: PREDICATES[input.kind],
    predicate: predicateOf(input.document),
    validity: {
      from: input.signedAt,
      ...(input.validUntil === undefined ? {} : { to: input.validUntil }),
    },
  };
  return sealed(STATEMENT_PAYLOAD, statementBytes(statement), signer);
}

/**
 * Base64 with a newline: what `cosign verify-blob` and, decoded, `openssl dgst -verify` take.
 * @throws TheriacError as {@link signDocument}
 */
export async function signDetached(document: Uint8Array, signer: Signer): Promise<string> {
  refuseAmbiguous(document, 'THERIAC_INPUT_SYNTAX');
  return `${Buffer.from(await signer.sign(document)).toString('base64')}\n`;
}

/** An attestation is published: credentials in the document stay in the document. */
function predicateOf(document: Uint8Array): unknown {
  refuseAmbiguous(document, 'THERIAC_INPUT_SYNTAX');
  const text = utf8Text(document, 'document', 'THERIAC_INPUT_SYNTAX');
  // XML and tag-value travel as text.
  if (!/^\s*\{/.test(text)) return { text: withoutCredentials(text) };
  const value: unknown = JSON.parse(text.trimStart());
  return isObject(value) ? valueWithoutCredentials(value) : { text };
}
