/** `theriac list`: what it takes. */
import { declare, type GivenTo } from '../../command/command.ts';
import { flag } from '../../command/spec.ts';
import { CONFIG, EXCLUDE, JSON_OUTPUT, PLATFORM, TARGET } from '../../inputs/options.ts';

export const list = declare({
  name: 'list',
  summary: 'list all components',
  operands: { target: TARGET },
  options: {
    unowned: flag('--unowned', 'list the files of an image that no package owns'),
    json: JSON_OUTPUT,
    platform: PLATFORM,
    exclude: EXCLUDE,
    config: CONFIG,
  },
  examples: ['list', 'list app --json', 'list rootfs:device --unowned'],
});

export type ListGiven = GivenTo<typeof list>;
