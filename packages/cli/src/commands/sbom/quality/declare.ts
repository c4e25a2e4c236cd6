/** `theriac sbom quality`: what it takes. */
import type { ProfileId } from '@theriac/govern/sbom';
import { declare, type GivenTo } from '../../../command/command.ts';
import { choices, flag, operand, parsed } from '../../../command/spec.ts';
import { JSON_OUTPUT } from '../../../inputs/options.ts';

/** Written here so that the help needs no profiles; a test compares them. */
export const PROFILES = ['ntia', 'cisa', 'bsi', 'fda', 'all'] as const satisfies readonly (
  | ProfileId
  | 'all'
)[];

export const quality = declare({
  name: 'quality',
  summary: 'check minimum elements: NTIA, CISA, BSI, FDA',
  operands: { file: operand('<file>', 'the document; - for stdin') },
  options: {
    profile: choices('-p, --profile <profile>', 'published requirements; may be repeated', PROFILES),
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
