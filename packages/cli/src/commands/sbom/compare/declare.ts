/** `theriac sbom compare`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { choiceOr, operand } from '../../../command/spec.ts';
import { ALL, AS_OF, CONFIG, FAIL_ON, OFFLINE, QUIET } from '../../../inputs/options.ts';

export const compare = declare({
  name: 'compare',
  summary: "compare a supplier's document with the artefact itself",
  operands: {
    file: operand('<file>', "the supplier's document"),
    artefact: operand('<artefact>', 'folder or package file that it describes'),
  },
  options: {
    format: choiceOr(
      '-f, --format <format>',
      'report on stdout',
      ['terminal', 'json', 'sarif', 'junit', 'markdown', 'html'],
      'terminal',
    ),
    offline: OFFLINE,
    failOn: FAIL_ON,
    config: CONFIG,
    asOf: AS_OF,
    all: ALL,
    quiet: QUIET,
  },
  examples: ['sbom compare vendor.cdx.json ./unpacked --offline'],
});

export type CompareGiven = GivenTo<typeof compare>;
