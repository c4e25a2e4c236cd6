/** `theriac sbom quality`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { flag, operand, parsed, texts } from '../../../command/spec.ts';
import { JSON_OUTPUT } from '../../../inputs/options.ts';

export const quality = declare({
  name: 'quality',
  summary: 'check minimum elements: NTIA, CISA, BSI, FDA',
  operands: { file: operand('<file>', 'the document; - for stdin') },
  options: {
    profile: texts('-p, --profile <profile>', 'ntia, cisa, bsi, fda or all; may be repeated'),
    minScore: parsed(
      '--min-score <n>',
      'pass from this score on (0 to 100) instead of full conformance',
      (given, refuse) => {
        const score = Number(given);
        if (given.trim() === '' || !(score >= 0 && score <= 100)) throw refuse('not a number from 0 to 100');
        return score;
      },
    ),
    all: flag('-a, --all', 'also list what is present, and all components with gaps'),
    json: JSON_OUTPUT,
  },
  examples: ['sbom quality bom.json', 'sbom quality bom.json --profile bsi --all'],
});

export type QualityGiven = GivenTo<typeof quality>;
