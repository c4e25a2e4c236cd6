/** `theriac secrets`: what it takes. */
import { REPORTS, type ReportId } from '@theriac/formats/reports';
import { declare, type GivenTo } from '../../command/command.ts';
import { choiceOr, flag, text, textOr, texts } from '../../command/spec.ts';
import { ALL, AS_OF, CONFIG, EXCLUDE, FAIL_ON, HISTORY, QUIET } from '../../inputs/options.ts';
import { reportFiles } from '../../inputs/report-options.ts';

/** Bills of materials say nothing of secrets. */
type SecretReport = Exclude<ReportId, 'cyclonedx' | 'spdx'>;
const isReport = (id: ReportId): id is SecretReport => id !== 'cyclonedx' && id !== 'spdx';
const FORMATS = ['terminal', 'table', ...REPORTS.map(({ id }) => id).filter(isReport)] as const;

export const secrets = declare({
  name: 'secrets',
  summary: 'keys, tokens and passwords: in files, staged changes, history',
  description:
    'Search a folder, a text, standard input, what is staged, or the history for keys, tokens, passwords and connection texts, and show how secrets reach the system. The gate, exceptions and the baseline are those of `theriac scan`; nothing else is looked at.',
  operands: { target: textOr('[target]', 'folder or text; `-` is standard input', '.') },
  options: {
    staged: flag('--staged', 'search what the next commit would bring, for a pre-commit hook'),
    history: HISTORY,
    format: choiceOr('-f, --format <format>', 'report on stdout', FORMATS, 'terminal'),
    output: reportFiles(FORMATS),
    failOn: FAIL_ON,
    ignore: texts('--ignore <id>', 'do not count a rule in this run; may be repeated'),
    baseline: text(
      '--baseline <file|revision>',
      'fail only on secrets that are not in an earlier JSON result or git revision',
    ),
    exclude: EXCLUDE,
    config: CONFIG,
    asOf: AS_OF,
    all: ALL,
    quiet: QUIET,
  },
  examples: [
    'secrets',
    'secrets --staged                # in a pre-commit hook',
    'secrets --history               # every commit of every branch and tag',
    'secrets --history=main..HEAD    # what this branch adds',
    'secrets --baseline origin/main  # only what is new since then',
  ],
});

export type SecretsGiven = GivenTo<typeof secrets>;
