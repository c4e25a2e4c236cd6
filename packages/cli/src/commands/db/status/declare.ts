/** `theriac db status`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { JSON_OUTPUT } from '../../../inputs/options.ts';

export const status = declare({
  name: 'status',
  summary: 'show installed indexes, their feeds and their age',
  operands: {},
  options: { json: JSON_OUTPUT },
  examples: ['db status', 'db status --json'],
});

export type StatusGiven = GivenTo<typeof status>;
