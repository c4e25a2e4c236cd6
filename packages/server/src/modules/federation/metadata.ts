/** Metadata of SAML 2.0: of this server, and what is needed of that of a provider. */
import { boundedText } from '../../bounded-text.ts';
import { ApiFailure } from '../../errors.ts';
import { isSafeAddress } from '../../identity/safe-address.ts';
import type { Party } from './saml.ts';
import { elements, parseXml } from './xml-document.ts';

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const TIMEOUT_MS = 10_000;
const MAX_BYTES = 500_000;

export function ownMetadata({ entityId, answerUrl }: Party): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<EntityDescriptor xmlns="${METADATA}" entityID="${entityId}">`,
    '<SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true"',
    ' protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
    '<AssertionConsumerService index="0" isDefault="true"',
    ` Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${answerUrl}"/>`,
    '</SPSSODescriptor></EntityDescriptor>\n',
  ].join('');
}

export interface ProviderMetadata {
  readonly entityId: string;
  readonly signInUrl: string;
  readonly certificates: string[];
}

/** @throws ApiFailure where it is none, or of something else */
export function providerMetadata(xml: string): ProviderMetadata {
  const unreadable = (message: string): ApiFailure => new ApiFailure('UNREADABLE', message);
  if (/<!/.test(xml)) throw unreadable('The metadata has a document type or comments; remove them.');
  const root = parseXml(xml)?.documentElement;
  const all = (name: string) => (root === undefined ? [] : elements(root, '*', name));
  if (root?.localName !== 'EntityDescriptor' || root.namespaceURI !== METADATA)
    throw unreadable('The metadata is not of one entity of SAML 2.0.');
  const signInUrl = all('SingleSignOnService')
    .find((one) => one.getAttribute('Binding') === REDIRECT)
    ?.getAttribute('Location');
  if (signInUrl == null || !/^https?:\/\//.test(signInUrl))
    throw unreadable('The metadata names no sign-in address for the binding HTTP-Redirect.');
  const certificates = all('KeyDescriptor')
    .filter((one) => one.getAttribute('use') !== 'encryption')
    .flatMap((one) => elements(one, '*', 'X509Certificate'))
    .map((one) => pemOf(one.textContent ?? ''));
  if (certificates.length === 0) throw unreadable('The metadata has no certificate for signatures.');
  return { entityId: root.getAttribute('entityID') ?? '', signInUrl, certificates };
}

function pemOf(base64: string): string {
  const lines = base64.replace(/\s/g, '').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n');
}

/** @throws ApiFailure */
export async function fetchedMetadata(url: string): Promise<string> {
  if (!isSafeAddress(url)) throw new ApiFailure('UNREADABLE', 'Metadata is fetched over TLS only.');
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (answer.ok) return await boundedText(answer, MAX_BYTES);
  } catch {
    // Said below; what is behind the address is not for the caller.
  }
  throw new ApiFailure('UNREADABLE', 'The metadata cannot be fetched from there; give it as XML.');
}
