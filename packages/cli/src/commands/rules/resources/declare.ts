/** `theriac rules resources`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { text } from '../../../command/spec.ts';
import { CONFIG, EXCLUDE, JSON_OUTPUT, TARGET } from '../../../inputs/options.ts';

export const resources = declare({
  name: 'resources',
  summary: 'show what the configuration of a target declares, as rules see it',
  description:
    'Show what the configuration of a target declares, in the terms that rules ask in. Values where secrets usually stand are not shown; look at it before you pass it on.',
  operands: { target: TARGET },
  options: {
    on: text('--on <type>', 'only this type of resources; `*` is any text'),
    exclude: EXCLUDE,
    config: CONFIG,
    json: JSON_OUTPUT,
  },
  examples: ['rules resources deploy', "rules resources deploy --on 'kubernetes.container' --json"],
});

export type ResourcesGiven = GivenTo<typeof resources>;
