/** `theriac explain`: what it takes. */
import { declare, type GivenTo } from '../../command/command.ts';
import { operand, text } from '../../command/spec.ts';
import { AS_OF, CONFIG, CSAF, EXCLUDE, QUIET, TARGET, VEX } from '../../inputs/options.ts';

export const explain = declare({
  name: 'explain',
  summary: 'explain an advisory, a finding, a rule or an error code',
  description:
    'Explain what an advisory, a rule or an error code means. For a fingerprint of `theriac scan --all`, of a JSON result or of a code scanning alert (its first digits are enough): why the finding ranks where it does.',
  operands: {
    id: operand(
      '<id>',
      'CVE, GHSA or another advisory id, a rule or an error code of Theriac, a fingerprint',
    ),
    target: TARGET,
  },
  options: {
    result: text('--result <file>', 'take the finding from this JSON result instead of scanning the target'),
    config: CONFIG,
    exclude: EXCLUDE,
    vex: VEX,
    csaf: CSAF,
    asOf: AS_OF,
    quiet: QUIET,
  },
  examples: [
    'explain CVE-2021-44228',
    'explain GHSA-35jh-r3h4-6jhm',
    'explain THERIAC-SC-TYPOSQUAT',
    'explain 1bcbe13dd153 app',
  ],
});

export type ExplainGiven = GivenTo<typeof explain>;
