/** `theriac cms diff`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { flag, operand } from '../../../command/spec.ts';
import { SITE_OPTIONS } from '../options.ts';

export const diff = declare({
  name: 'diff',
  summary: 'compare two exports of a site: privileges, sign-in, patient data',
  description:
    'Show which permissions roles gained and lost, which settings of authentication changed, and which patient data forms began to ask for, to store or to send. Exit code 1: privileges grew (with --fail-on-privilege); 3: something could not be compared.',
  operands: {
    old: operand('<old>', 'folder of the older site or configuration export'),
    new: operand('<new>', 'folder of the newer one'),
  },
  options: {
    failOnPrivilege: flag('--fail-on-privilege', 'exit with 1 when a role gained a permission'),
    ...SITE_OPTIONS,
  },
  examples: ['cms diff release-1/config/sync portal/config/sync --fail-on-privilege'],
});

export type DiffGiven = GivenTo<typeof diff>;
