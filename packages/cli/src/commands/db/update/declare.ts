/** `theriac db update`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { text } from '../../../command/spec.ts';
import { QUIET } from '../../../inputs/options.ts';
import { onlyOption } from '../options.ts';

export const update = declare({
  name: 'update',
  summary: 'fetch what changed in the feeds and rebuild the index',
  operands: {},
  options: {
    feeds: text('--feeds <dir|url>', 'use a mirror instead of the public feeds'),
    only: onlyOption('what is installed; if nothing is, all but the large distributions'),
    quiet: QUIET,
  },
  examples: ['db update', 'db update --only npm,facts'],
});

export type UpdateGiven = GivenTo<typeof update>;
