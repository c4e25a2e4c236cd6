/** `theriac sbom verify`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { operand, text } from '../../../command/spec.ts';
import { JSON_OUTPUT } from '../../../inputs/options.ts';
import { SIGNED } from '../options.ts';

export const verify = declare({
  name: 'verify',
  summary: 'check a signature, an attestation or a Sigstore bundle, offline',
  operands: { file: operand('<file>', 'the signed document, or the attestation itself') },
  options: {
    ...SIGNED,
    artefact: text('--artefact <file>', 'artefact that the statement must be about'),
    json: JSON_OUTPUT,
  },
  examples: [
    'sbom verify bom.json --key signer.pub',
    'sbom verify app.tar.sigstore.json --artefact app.tar --identity ID --issuer URL',
  ],
});

export type VerifyGiven = GivenTo<typeof verify>;
