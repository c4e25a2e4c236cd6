/** `theriac vex add`: what it takes. */

import { VEX_JUSTIFICATIONS, VEX_STATUSES } from '@theriac/core';
import { declare, type GivenTo } from '../../../command/command.ts';
import { atLeastOne, choice, mandatory, operand, text, texts } from '../../../command/spec.ts';
import { AUTHORED } from '../options.ts';

export const add = declare({
  name: 'add',
  summary: 'add a statement to an OpenVEX document',
  operands: { file: operand('<file>', 'the document; created when it does not exist') },
  options: {
    ...AUTHORED,
    vulnerability: atLeastOne(texts('--vulnerability <id>', 'CVE or another id; may be repeated')),
    product: atLeastOne(texts('--product <id>', 'purl or name of the product; may be repeated')),
    component: texts('--component <purl>', 'component of the product; may be repeated'),
    status: mandatory(choice('--status <status>', 'status', VEX_STATUSES)),
    justification: choice('--justification <word>', 'why it is not affected', VEX_JUSTIFICATIONS),
    impact: text('--impact <text>', 'why it is not affected, as a sentence'),
    action: text('--action <text>', 'what users of an affected product should do'),
  },
  examples: [
    'vex add portal.openvex.json --author PSIRT --vulnerability CVE-2021-23369 \\\n      --product "Patient portal" --component pkg:npm/handlebars@4.0.11 \\\n      --status not_affected --justification vulnerable_code_not_in_execute_path',
  ],
});

export type AddGiven = GivenTo<typeof add>;
