/**
 * SAML 2.0, as a service provider (saml-profiles-2.0, section 4.1): what is read is the assertion whose signature was
 * verified, and nothing beside it.
 */

import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import type { samlSettings } from '@theriac/contract';
import type { z } from 'zod';
import type { Identity } from './just-in-time.ts';
import { assertionFault, attributesOf, documentFault, textOf } from './saml-document.ts';
import { parseXml } from './xml-document.ts';

type Settings = z.output<typeof samlSettings>;

export interface Party {
  /** Of this server for the organisation. */
  readonly entityId: string;
  readonly answerUrl: string;
}

export function partyOf(publicUrl: string, slug: string): Party {
  const base = new URL(`/api/v1/sso/saml/${slug}`, publicUrl).href;
  return { entityId: `${base}/metadata`, answerUrl: base };
}

/** Clocks of two servers that are set right. */
const SKEW_MS = 60_000;

function samlOf({ entityId, answerUrl }: Party, settings: Settings, requestId: string): SAML {
  return new SAML({
    issuer: entityId,
    callbackUrl: answerUrl,
    audience: entityId,
    entryPoint: settings.signInUrl,
    idpIssuer: settings.entityId,
    idpCert: settings.certificates,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: SKEW_MS,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    generateUniqueId: () => requestId,
    // Kept in the database, for all processes and once: see `answered`.
    validateInResponseTo: ValidateInResponseTo.never,
  });
}

export function requestUrl(party: Party, settings: Settings, requestId: string): Promise<string> {
  return samlOf(party, settings, requestId).getAuthorizeUrlAsync('', undefined, {});
}

export interface SamlAnswer {
  readonly identity: Identity;
  /** That of which request it is the answer. */
  readonly requestId: string;
}

/** @returns why it is refused, for the audit trail, where it is */
export async function verifiedAnswer(
  party: Party,
  settings: Settings,
  response: string,
  now: Date,
): Promise<SamlAnswer | { readonly refused: string }> {
  const xml = decoded(response);
  if (xml === undefined) return { refused: 'it is not XML in UTF-8' };
  const document = parseXml(xml);
  const fault = document === undefined ? 'it is not well-formed' : documentFault(document, party.answerUrl);
  if (fault !== undefined) return { refused: fault };
  let assertionXml: string | undefined;
  try {
    const { profile } = await samlOf(party, settings, '_').validatePostResponseAsync({
      SAMLResponse: response,
    });
    assertionXml = profile?.getAssertionXml?.();
  } catch {
    // Messages of the library quote the document.
    return { refused: 'the signature, the time or the audience is wrong' };
  }
  const assertion = assertionXml === undefined ? undefined : parseXml(assertionXml)?.documentElement;
  if (assertion == null) return { refused: 'there is no assertion' };
  const wrong = assertionFault(assertion, {
    issuer: settings.entityId,
    audience: party.entityId,
    recipient: party.answerUrl,
    now,
    skewMs: SKEW_MS,
  });
  if (typeof wrong === 'string') return { refused: wrong };
  const attributes = attributesOf(assertion);
  const first = (name: string): string | undefined => attributes.get(name)?.[0];
  const subject = textOf(assertion, 'NameID');
  return {
    requestId: wrong.inResponseTo,
    identity: {
      subject,
      email: first(settings.emailClaim) ?? subject,
      name: first(settings.nameClaim) ?? '',
      groups: attributes.get(settings.groupsClaim) ?? [],
    },
  };
}

/** Declarations of types, entities and comments have no place in an answer, and each was used to forge one. */
function decoded(response: string): string | undefined {
  const compact = response.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
  try {
    const xml = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(compact, 'base64'));
    return /<!|<\?(?!xml )/.test(xml) ? undefined : xml;
  } catch {
    return undefined;
  }
}
