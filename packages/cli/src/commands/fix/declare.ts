/** `theriac fix`: what it takes. */
import { SEVERITIES } from '@theriac/core';
import { declare, type GivenTo } from '../../command/command.ts';
import { choiceList, flag, texts } from '../../command/spec.ts';
import { AS_OF, CONFIG, CSAF, EXCLUDE, QUIET, TARGET, VEX } from '../../inputs/options.ts';

export const fix = declare({
  name: 'fix',
  summary: 'make the changes that the report names',
  description:
    'Edit manifests and lockfiles through the project’s own package managers, one change at a time: after each the project is scanned again, and a change that fails, clears nothing or brings something worse is taken back. Nothing is installed and no script of a package runs where the tool can do without. The package managers use the network. Exit code 3: something that may need changes could not be read.',
  operands: { target: TARGET },
  options: {
    dryRun: flag('--dry-run', 'show what would be run and edited, and change nothing'),
    major: flag('--major', 'also make changes to another major version'),
    only: texts('--only <id|package>', 'only changes for this advisory, rule or package; may be repeated'),
    severity: choiceList(
      '--severity <list>',
      'only changes that clear a finding of these severities',
      SEVERITIES,
    ),
    exclude: EXCLUDE,
    config: CONFIG,
    vex: VEX,
    csaf: CSAF,
    asOf: AS_OF,
    quiet: QUIET,
  },
  examples: ['fix --dry-run', 'fix app --severity critical,high', 'fix --only lodash --major'],
});

export type FixGiven = GivenTo<typeof fix>;
