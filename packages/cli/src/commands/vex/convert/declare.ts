/** `theriac vex convert`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { choice, mandatory, operand } from '../../../command/spec.ts';
import { OUTPUT } from '../../../inputs/options.ts';
import { AUTHORED, FORMATS } from '../options.ts';

export const convert = declare({
  name: 'convert',
  summary: 'convert a document to another format',
  operands: { file: operand('<file>', 'the document; - for stdin') },
  options: {
    ...AUTHORED,
    to: mandatory(choice('-t, --to <format>', 'format', FORMATS)),
    output: OUTPUT,
  },
  examples: ['vex convert vendor.csaf.json --to openvex'],
});

export type ConvertGiven = GivenTo<typeof convert>;
