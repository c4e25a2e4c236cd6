/** `theriac why`: what it takes. */
import { declare, type GivenTo } from '../../command/command.ts';
import { operand, wholeNumber } from '../../command/spec.ts';
import { CONFIG, EXCLUDE, PLATFORM, TARGET } from '../../inputs/options.ts';

export const why = declare({
  name: 'why',
  summary: 'show which dependencies need a package',
  description:
    'Show every dependency path from the project to a package. Exit code 1: the package is not there.',
  operands: { package: operand('<package>', 'name, name@version or purl'), target: TARGET },
  options: {
    platform: PLATFORM,
    limit: wholeNumber('--limit <n>', 'paths to show per root (default: 20)'),
    exclude: EXCLUDE,
    config: CONFIG,
  },
  examples: ['why lodash', 'why pkg:npm/lodash@4.17.20 app'],
});

export type WhyGiven = GivenTo<typeof why>;
