/** `theriac posture import`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { operand } from '../../../command/spec.ts';
import { AS_OF, TARGET } from '../../../inputs/options.ts';

export const importPosture = declare({
  name: 'import',
  summary: 'keep an export of the settings of a forge or a cloud beside the code',
  description:
    'Read an export of settings (organisation, branch protection, environments and workflow permissions of GitHub; groups, projects and branches of GitLab; branch policies of Azure DevOps; credential report and authorisation details of AWS IAM; findings of AWS Security Hub), keep what rules ask about in the folder posture/ of the target, and say what is wrong. Each scan of the target judges it from then on. Nothing is fetched. Exit code 1: something is wrong.',
  operands: { file: operand('<file>', 'the export, as JSON or CSV'), target: TARGET },
  options: { asOf: AS_OF },
  examples: ['posture import organisation.json', 'posture import credential-report.csv app'],
});

export type ImportPostureGiven = GivenTo<typeof importPosture>;
