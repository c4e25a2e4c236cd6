/** `theriac db build`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { mandatory, text } from '../../../command/spec.ts';
import { QUIET } from '../../../inputs/options.ts';
import { onlyOption } from '../options.ts';

export const build = declare({
  name: 'build',
  summary: 'build the index from a folder or mirror of feeds',
  operands: {},
  options: {
    feeds: mandatory(text('--feeds <dir|url>', 'folder or address with the layout of the OSV bucket')),
    only: onlyOption('everything that the feeds have'),
    quiet: QUIET,
  },
  examples: ['db build --feeds ./mirror'],
});

export type BuildGiven = GivenTo<typeof build>;
