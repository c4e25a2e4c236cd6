/** `theriac sbom diff`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { flag, operand } from '../../../command/spec.ts';
import { JSON_OUTPUT } from '../../../inputs/options.ts';

export const diff = declare({
  name: 'diff',
  summary: 'compare two documents',
  operands: {
    before: operand('<before>', 'the older document'),
    after: operand('<after>', 'the newer document'),
  },
  options: { exitCode: flag('--exit-code', 'exit with 1 when something changed'), json: JSON_OUTPUT },
  examples: ['sbom diff release-1.json release-2.json'],
});

export type DiffGiven = GivenTo<typeof diff>;
