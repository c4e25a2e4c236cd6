/** `theriac rules show`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { operand } from '../../../command/spec.ts';
import { CONFIG, JSON_OUTPUT, RULES, TARGET } from '../../../inputs/options.ts';

export const show = declare({
  name: 'show',
  summary: 'show a rule about configuration, or what rules can ask about',
  description:
    'Show a rule: why it matters, what must hold, the fix, and a file that fails and one that passes. With `types`: the types of resources that rules can be asked of; with `query`: the words of the query language.',
  operands: { id: operand('<id>', 'id of a rule, `types` or `query`'), target: TARGET },
  options: { rules: RULES, config: CONFIG, json: JSON_OUTPUT },
  examples: ['rules show THERIAC-CFG-K8S-PRIVILEGED', 'rules show types', 'rules show query'],
});

export type ShowGiven = GivenTo<typeof show>;
