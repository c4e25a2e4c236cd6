/** `theriac vex check`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { AS_OF, CONFIG, TARGET, VEX } from '../../../inputs/options.ts';

export const check = declare({
  name: 'check',
  summary: 'show which statements apply to a target, and which have no effect',
  operands: { target: TARGET },
  options: { vex: VEX, config: CONFIG, asOf: AS_OF },
  examples: ['vex check --vex portal.openvex.json', 'vex check app --vex a.json --vex b.json'],
});

export type CheckGiven = GivenTo<typeof check>;
