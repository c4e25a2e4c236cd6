/** `theriac sbom intake`: what it takes. */
import type { IntakeCheck } from '@theriac/govern/sbom';
import { declare, type GivenTo } from '../../../command/command.ts';
import { choices, operand, text, wholeNumber } from '../../../command/spec.ts';
import { AS_OF, CONFIG, JSON_OUTPUT } from '../../../inputs/options.ts';
import { SIGNED } from '../options.ts';

/** Written here so that the help needs no policy; a test compares them. */
export const CHECKS = [
  'schema',
  'signature',
  'minimum-elements',
  'freshness',
  'depth',
  'identifiers',
  'malware',
  'vulnerabilities',
  'end-of-life',
  'licences',
  'artefact',
  'previous',
] as const satisfies readonly IntakeCheck[];

export const intake = declare({
  name: 'intake',
  summary: "accept or reject a supplier's document",
  operands: { file: operand('<file>', 'the document') },
  options: {
    ...SIGNED,
    artefact: text('--artefact <path>', 'the artefact that it describes'),
    previous: text('--previous <file>', 'the previous document of the same product'),
    maxAge: wholeNumber('--max-age <days>', 'days after which a document is out of date (default: 180)'),
    require: choices('--require <check>', 'a further check that must pass; may be repeated', CHECKS),
    config: CONFIG,
    asOf: AS_OF,
    json: JSON_OUTPUT,
  },
  examples: ['sbom intake vendor.json', 'sbom intake vendor.json --key vendor.pub --artefact ./unpacked'],
});

export type IntakeGiven = GivenTo<typeof intake>;
