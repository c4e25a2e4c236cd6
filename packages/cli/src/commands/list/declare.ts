/** `theriac list`: what it takes. */
import { declare, type GivenTo } from '../../command/command.ts';
import { CONFIG, EXCLUDE, JSON_OUTPUT, PLATFORM, TARGET } from '../../inputs/options.ts';

export const list = declare({
  name: 'list',
  summary: 'list all components',
  operands: { target: TARGET },
  options: { json: JSON_OUTPUT, platform: PLATFORM, exclude: EXCLUDE, config: CONFIG },
  examples: ['list', 'list app --json'],
});

export type ListGiven = GivenTo<typeof list>;
