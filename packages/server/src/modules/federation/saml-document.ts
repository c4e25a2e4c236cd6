/** Rules for the shape of an answer, before its signature is verified, and for the verified assertion, after. */
import { elements as all, type XmlDocument, type XmlElement } from './xml-document.ts';

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** By element of a signature: what it may name. Neither SHA-1 nor a keyed hash of a public certificate. */
const ALGORITHMS: Readonly<Record<string, ReadonlySet<string>>> = {
  SignatureMethod: new Set([
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  ]),
  DigestMethod: new Set([
    'http://www.w3.org/2001/04/xmlenc#sha256',
    'http://www.w3.org/2001/04/xmlenc#sha512',
  ]),
  CanonicalizationMethod: new Set(['http://www.w3.org/2001/10/xml-exc-c14n#']),
  Transform: new Set([
    'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
  ]),
};

function anywhere(parent: XmlDocument, name: string): XmlElement[] {
  return all(parent, '*', name);
}

export function documentFault(document: XmlDocument, answerUrl: string): string | undefined {
  const root = document.documentElement;
  if (root === null || root.localName !== 'Response' || root.namespaceURI !== PROTOCOL)
    return 'it is not a response of SAML 2.0';
  const destination = root.getAttribute('Destination');
  if (destination !== '' && destination !== null && destination !== answerUrl)
    return 'it was sent to another place';
  const [status] = all(root, PROTOCOL, 'StatusCode');
  if (status?.getAttribute('Value') !== 'urn:oasis:names:tc:SAML:2.0:status:Success')
    return 'the provider reports a failure';
  if (anywhere(document, 'EncryptedAssertion').length > 0) return 'the assertion is encrypted';
  const assertions = anywhere(document, 'Assertion');
  const [assertion] = assertions;
  if (assertions.length !== 1 || assertion === undefined || assertion.namespaceURI !== SAML)
    return 'there is not exactly one assertion';
  if (assertion.parentNode !== root) return 'the assertion is not where it belongs';
  if (anywhere(document, 'Response').length !== 1) return 'there is more than one response';
  return signatureFault(document, root, assertion);
}

function signatureFault(document: XmlDocument, root: XmlElement, assertion: XmlElement): string | undefined {
  const signatures = anywhere(document, 'Signature');
  if (signatures.some(({ namespaceURI }) => namespaceURI !== DSIG)) return 'a signature is not one';
  if (!signatures.some(({ parentNode }) => parentNode === assertion)) return 'the assertion is not signed';
  for (const signature of signatures) {
    const owner = signature.parentNode as XmlElement;
    if (owner !== root && owner !== assertion) return 'a signature is not where it belongs';
    if (all(signature, DSIG, 'Object').length > 0) return 'a signature has content of its own';
    const references = all(signature, DSIG, 'Reference');
    if (references.length !== 1 || references[0]?.getAttribute('URI') !== `#${owner.getAttribute('ID')}`)
      return 'a signature is of something else';
    for (const [element, allowed] of Object.entries(ALGORITHMS))
      for (const one of all(signature, DSIG, element))
        if (!allowed.has(one.getAttribute('Algorithm') ?? '')) return 'an algorithm is not accepted';
  }
  const ids = all(document, '*', '*')
    .map((element) => element.getAttribute('ID'))
    .filter((one) => one !== null && one !== '');
  return new Set(ids).size === ids.length ? undefined : 'an ID is there twice';
}

export interface Expected {
  readonly issuer: string;
  readonly audience: string;
  readonly recipient: string;
  readonly now: Date;
  readonly skewMs: number;
}

/** @param assertion verified; @returns why it is refused, or which request it answers */
export function assertionFault(
  assertion: XmlElement,
  expected: Expected,
): string | { readonly inResponseTo: string } {
  if (assertion.localName !== 'Assertion' || assertion.namespaceURI !== SAML) return 'there is no assertion';
  if (textOf(assertion, 'Issuer') !== expected.issuer) return 'the issuer is another one';
  if (all(assertion, SAML, 'NameID').length !== 1 || textOf(assertion, 'NameID') === '')
    return 'there is not exactly one subject';
  const [conditions, ...more] = all(assertion, SAML, 'Conditions');
  if (conditions === undefined || more.length > 0 || !isNow(conditions, expected)) return 'the time is wrong';
  const restrictions = all(conditions, SAML, 'AudienceRestriction');
  const isForUs = (restriction: XmlElement): boolean =>
    all(restriction, SAML, 'Audience').some((one) => one.textContent?.trim() === expected.audience);
  if (restrictions.length === 0 || !restrictions.every(isForUs)) return 'the audience is another one';
  const [confirmation, ...others] = all(assertion, SAML, 'SubjectConfirmation');
  if (confirmation === undefined || others.length > 0 || confirmation.getAttribute('Method') !== BEARER)
    return 'the subject is not confirmed';
  const [data] = all(confirmation, SAML, 'SubjectConfirmationData');
  if (data === undefined || data.getAttribute('Recipient') !== expected.recipient)
    return 'the recipient is another one';
  if (!isNow(data, expected) || !data.getAttribute('NotOnOrAfter')) return 'the time is wrong';
  const inResponseTo = data.getAttribute('InResponseTo') ?? '';
  return inResponseTo === '' ? 'it answers no request' : { inResponseTo };
}

function isNow(element: XmlElement, { now, skewMs }: Expected): boolean {
  const time = (name: string, absent: number): number => {
    const text = element.getAttribute(name) ?? '';
    return text === '' ? absent : Date.parse(text);
  };
  // What cannot be read is not a number, with which every comparison is false.
  return (
    time('NotBefore', 0) - skewMs <= now.getTime() &&
    time('NotOnOrAfter', Number.POSITIVE_INFINITY) + skewMs > now.getTime()
  );
}

export function textOf(parent: XmlElement, name: string): string {
  return all(parent, SAML, name)[0]?.textContent?.trim() ?? '';
}

export function attributesOf(assertion: XmlElement): ReadonlyMap<string, readonly string[]> {
  return new Map(
    all(assertion, SAML, 'Attribute').map((attribute) => [
      attribute.getAttribute('Name') ?? '',
      all(attribute, SAML, 'AttributeValue').map((value) => value.textContent?.trim() ?? ''),
    ]),
  );
}
