/** `theriac rules test`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { texts } from '../../../command/spec.ts';
import { CONFIG, JSON_OUTPUT, TARGET } from '../../../inputs/options.ts';

export const test = declare({
  name: 'test',
  summary: 'try your own rules on their examples',
  description:
    'Try each rule of your own on its examples: it must report the one and not the other. Exit code 1: one does not, or has no examples.',
  operands: { target: TARGET },
  options: {
    rules: texts('--rules <file>', 'files of rules; otherwise those that theriac.yaml names'),
    config: CONFIG,
    json: JSON_OUTPUT,
  },
  examples: ['rules test deploy', 'rules test --rules our-rules.yaml'],
});

export type TestGiven = GivenTo<typeof test>;
