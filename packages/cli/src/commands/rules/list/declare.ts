/** `theriac rules list`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { text } from '../../../command/spec.ts';
import { CONFIG, JSON_OUTPUT, RULES, TARGET } from '../../../inputs/options.ts';

export const list = declare({
  name: 'list',
  summary: 'list the rules about configuration',
  description:
    'List the rules about configuration: those of Theriac, then your own, by what they are asked of.',
  operands: { target: TARGET },
  options: {
    on: text('--on <type>', 'only rules asked of this type of resources; `*` is any text'),
    rules: RULES,
    config: CONFIG,
    json: JSON_OUTPUT,
  },
  examples: ['rules list', "rules list --on 'kubernetes.*'", 'rules list --rules our-rules.yaml --json'],
});

export type ListGiven = GivenTo<typeof list>;
