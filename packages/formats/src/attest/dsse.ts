/** DSSE 1.0.2 envelopes (https://github.com/secure-systems-lab/dsse): a payload, its type, and who signed both. */
import { TheriacError } from '@theriac/core';
import { isObject, listField, parseJson, textField } from '../text/untrusted-json.ts';
import type { Signer, Verifier } from './keys.ts';

export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly { readonly keyId?: string; readonly signature: Uint8Array }[];
}

const MAX_SIGNATURES = 100;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** DSSE allows the URL-safe alphabet too. */
const BASE64_URL = /^[A-Za-z0-9_-]*={0,2}$/;

/** What is signed: type and payload with their lengths, so that neither can be read as part of the other. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType, 'utf8');
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/** The envelope as JSON, ending with a newline. */
export async function sealed(payloadType: string, payload: Uint8Array, signer: Signer): Promise<string> {
  const signature = await signer.sign(preAuthEncoding(payloadType, payload));
  const envelope = {
    payload: Buffer.from(payload).toString('base64'),
    payloadType,
    signatures: [{ keyid: signer.keyId, sig: Buffer.from(signature).toString('base64') }],
  };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}

/**
 * @param path what messages call the envelope
 * @throws TheriacError THERIAC_SIGNATURE for anything that is not a whole envelope
 */
export function readEnvelope(text: string, path: string): Envelope {
  const refuse = (reason: string): TheriacError => new TheriacError('THERIAC_SIGNATURE', reason, { path });
  if (text.trim() === '') throw refuse('the file is empty');
  let value: unknown;
  try {
    value = parseJson(text, path, 'THERIAC_SIGNATURE');
  } catch (error) {
    if (error instanceof TheriacError && error.message.startsWith('ambiguous')) throw error;
    throw refuse('not a whole JSON document: truncated, or no envelope at all');
  }
  if (!isObject(value)) throw refuse('not an envelope: no object at the top');
  const payloadType = textField(value, 'payloadType');
  if (payloadType === undefined) throw refuse('not a DSSE envelope: it has no payloadType');
  const signatures = listField(value, 'signatures');
  if (signatures.length === 0) throw refuse('the envelope carries no signature');
  if (signatures.length > MAX_SIGNATURES) throw refuse(`more than ${MAX_SIGNATURES} signatures`);
  return {
    payloadType,
    payload: bytesOf(value.payload, 'payload', refuse),
    signatures: signatures.map((item) => {
      if (!isObject(item)) throw refuse('a signature is not an object');
      const keyId = textField(item, 'keyid');
      const signature = bytesOf(item.sig, 'signature', refuse);
      return keyId === undefined ? { signature } : { keyId, signature };
    }),
  };
}

function bytesOf(value: unknown, what: string, refuse: (reason: string) => TheriacError): Uint8Array {
  if (typeof value !== 'string' || value === '') throw refuse(`the ${what} is missing`);
  if (BASE64.test(value)) return Buffer.from(value, 'base64');
  if (BASE64_URL.test(value)) return Buffer.from(value, 'base64url');
  throw refuse(`the ${what} is not base64: truncated or damaged`);
}

export type SealVerdict =
  | { readonly state: 'good'; readonly keyId: string; readonly verifier: Verifier }
  /** `wrong-key`: signed by another key; `tampered`: signed by a given key, but not over these bytes. */
  | { readonly state: 'wrong-key' | 'tampered'; readonly reason: string };

/** Whether one of the keys signed exactly this payload under exactly this type. */
export function checkSeal(envelope: Envelope, verifiers: readonly Verifier[]): SealVerdict {
  const message = preAuthEncoding(envelope.payloadType, envelope.payload);
  for (const { signature } of envelope.signatures) {
    // The key id is a hint that anyone may write: every given key is tried.
    for (const verifier of verifiers) {
      if (verifier.verify(message, signature)) return { state: 'good', keyId: verifier.keyId, verifier };
    }
  }
  const known = new Set(verifiers.map((v) => v.keyId));
  const named = envelope.signatures.flatMap((s) => s.keyId ?? []);
  if (named.some((id) => known.has(id))) {
    return {
      state: 'tampered',
      reason:
        'it names one of the given keys, but the signature does not hold over these bytes: changed after signing',
    };
  }
  const by = named.length === 0 ? 'a key that it does not name' : named.map(shortId).join(', ');
  return {
    state: 'wrong-key',
    reason: `no given key verifies it: signed with ${by}, given ${[...known].map(shortId).join(', ') || 'none'}`,
  };
}

/** Enough of a key id to compare by eye. */
export function shortId(keyId: string): string {
  return keyId.slice(0, 16);
}
