/** `theriac sbom intake`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { operand, text, texts, wholeNumber } from '../../../command/spec.ts';
import { AS_OF, CONFIG, JSON_OUTPUT } from '../../../inputs/options.ts';
import { SIGNED } from '../options.ts';

export const intake = declare({
  name: 'intake',
  summary: "accept or reject a supplier's document",
  operands: { file: operand('<file>', 'the document') },
  options: {
    ...SIGNED,
    artefact: text('--artefact <path>', 'the artefact that it describes'),
    previous: text('--previous <file>', 'the previous document of the same product'),
    maxAge: wholeNumber('--max-age <days>', 'days after which a document is out of date (default: 180)'),
    require: texts('--require <check>', 'a further check that must pass; may be repeated'),
    config: CONFIG,
    asOf: AS_OF,
    json: JSON_OUTPUT,
  },
  examples: ['sbom intake vendor.json', 'sbom intake vendor.json --key vendor.pub --artefact ./unpacked'],
});

export type IntakeGiven = GivenTo<typeof intake>;
