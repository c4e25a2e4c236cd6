/** Options that several commands about bills of materials share. */
import { text, texts } from '../../command/spec.ts';

const FORMAT = 'cyclonedx, cyclonedx-xml, spdx or spdx-tv, with @VERSION (default: cyclonedx@1.6)';

export const FORMAT_OPTION = text('-f, --format <format>', FORMAT);
export const TO_OPTION = text('-t, --to <format>', FORMAT);

/** Options that name the accepted signers. */
export const SIGNED = {
  key: texts('-k, --key <file>', 'public key or certificate of the signer; may be repeated'),
  signature: text('--signature <file>', 'the signature (default: beside the document)'),
  identity: text('--identity <identity>', 'Sigstore: identity that must have signed'),
  issuer: text('--issuer <url>', 'Sigstore: issuer that must have verified that identity'),
  trustRoot: text('--trust-root <file>', 'Sigstore: trust root to use instead of the public one'),
};

export interface SignedGiven {
  readonly key: readonly string[];
  readonly signature: string | undefined;
  readonly identity: string | undefined;
  readonly issuer: string | undefined;
  readonly trustRoot: string | undefined;
}
