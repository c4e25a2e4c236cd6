/** `theriac explain`: what it takes. */
import { declare, type GivenTo } from '../../command/command.ts';
import { operand } from '../../command/spec.ts';

export const explain = declare({
  name: 'explain',
  summary: 'explain an advisory, a rule or an error code',
  operands: { id: operand('<id>', 'CVE, GHSA or another advisory id, a rule or an error code of Theriac') },
  options: {},
  examples: ['explain CVE-2021-44228', 'explain GHSA-35jh-r3h4-6jhm', 'explain THERIAC-SC-TYPOSQUAT'],
});

export type ExplainGiven = GivenTo<typeof explain>;
