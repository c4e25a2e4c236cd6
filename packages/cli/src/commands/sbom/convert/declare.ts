/** `theriac sbom convert`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { flag, operand, text } from '../../../command/spec.ts';
import { OUTPUT } from '../../../inputs/options.ts';
import { TO_OPTION } from '../options.ts';

export const convert = declare({
  name: 'convert',
  summary: 'convert to another format or version, and list every loss',
  operands: { file: operand('<file>', 'the document; - for stdin') },
  options: {
    to: TO_OPTION,
    output: OUTPUT,
    losses: text('--losses <file>', 'write all losses to this file, as JSON'),
    strict: flag('--strict', 'exit with 1 when anything was lost'),
  },
  examples: [
    'sbom convert app.spdx --to cyclonedx@1.6',
    'sbom convert bom.json -t cyclonedx-xml@1.4 -o bom.xml',
  ],
});

export type ConvertGiven = GivenTo<typeof convert>;
