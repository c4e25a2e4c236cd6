/** `theriac ignore`: what it takes. */
import { declare, type GivenTo } from '../../command/command.ts';
import { day, flag, mandatory, operand, text, texts } from '../../command/spec.ts';
import { AS_OF, CONFIG, EXCLUDE, QUIET, TARGET } from '../../inputs/options.ts';

export const ignore = declare({
  name: 'ignore',
  summary: 'accept a finding until a day: write an exception',
  description:
    'Write an exception into theriac.yaml, after a scan has shown that it covers a finding and keeps the limits (`theriac docs gate`). Comments and the form of the file stay as they are.',
  operands: {
    id: operand('<id>', 'advisory id or rule, as the report shows it'),
    target: TARGET,
  },
  options: {
    expires: mandatory(day('--expires <day>', 'the last day on which it holds (YYYY-MM-DD)')),
    reason: mandatory(text('--reason <text>', 'why the risk is acceptable until then')),
    package: text('--package <name>', 'only in this package (name or purl)'),
    path: text('--path <path>', 'only in this folder or manifest'),
    owner: text('--owner <name>', 'who answers for the risk (default: user.name of git)'),
    approvedBy: text('--approved-by <name>', 'who approved it; not the owner'),
    control: texts('--control <text>', 'a compensating control; may be repeated'),
    dryRun: flag('--dry-run', 'print the entry and write nothing'),
    config: CONFIG,
    exclude: EXCLUDE,
    asOf: AS_OF,
    quiet: QUIET,
  },
  examples: [
    'ignore CVE-2022-24785 --expires 2026-12-12 --reason "Locale names come from a fixed list."',
    'ignore CVE-2022-24785 app --package moment --control "Tests check the list." --expires 2026-12-12 --reason "Fixed list."',
  ],
});

export type IgnoreGiven = GivenTo<typeof ignore>;
