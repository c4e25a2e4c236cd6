/** `theriac vex create`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { choiceOr } from '../../../command/spec.ts';
import { AS_OF, CONFIG, CSAF, OUTPUT, TARGET, VEX } from '../../../inputs/options.ts';
import { AUTHORED, FORMATS } from '../options.ts';

export const create = declare({
  name: 'create',
  summary: 'create a document from a scan',
  operands: { target: TARGET },
  options: {
    ...AUTHORED,
    format: choiceOr('-f, --format <format>', 'format', FORMATS, 'openvex'),
    output: OUTPUT,
    vex: VEX,
    csaf: CSAF,
    config: CONFIG,
    asOf: AS_OF,
  },
  examples: ['vex create --author "Clinic PSIRT" -o portal.openvex.json'],
});

export type CreateGiven = GivenTo<typeof create>;
