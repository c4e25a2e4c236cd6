/** `theriac sbom sign`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { day, flag, mandatory, operand, text, texts } from '../../../command/spec.ts';

export const sign = declare({
  name: 'sign',
  summary: 'sign a document',
  operands: { file: operand('<file>', 'the document') },
  options: {
    key: mandatory(text('-k, --key <key>', 'private key: a PEM file, env:NAME, or vault:KEY')),
    artefact: texts('--artefact <file>', 'artefact that the document describes; may be repeated'),
    expires: day('--expires <day>', 'last day on which the signature is valid (YYYY-MM-DD)'),
    detached: flag('--detached', 'write a bare signature instead of an attestation'),
    output: text('-o, --output <file>', 'where to write (default: beside the document)'),
  },
  examples: [
    'sbom sign bom.json --key key.pem',
    'sbom sign bom.json --key env:SIGNING_KEY --artefact app.tar',
  ],
});

export type SignGiven = GivenTo<typeof sign>;
