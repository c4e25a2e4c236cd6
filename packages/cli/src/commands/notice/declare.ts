/** `theriac notice`: what it takes. */
import { SCOPES, type Scope } from '@theriac/core';
import { declare, type GivenTo } from '../../command/command.ts';
import { choiceOr, flag, parsed, texts } from '../../command/spec.ts';
import { CONFIG, EXCLUDE, OUTPUT, QUIET, TARGET } from '../../inputs/options.ts';

export const notice = declare({
  name: 'notice',
  summary: 'write third-party notices with all licence texts',
  description:
    'Collect licences, notices and copyright lines of the packages in the target. Where a package has no text, the standard text is used and marked as such. Exit code 3 when something could not be found.',
  operands: { target: TARGET },
  options: {
    format: choiceOr('-f, --format <format>', 'format', ['text', 'html', 'json'], 'text'),
    output: OUTPUT,
    scope: parsed(
      '--scope <scopes>',
      'production, all, or scopes separated by commas (default: production)',
      (given, refuse): 'production' | readonly Scope[] => {
        if (given === 'production') return given;
        if (given === 'all') return SCOPES;
        return given.split(',').map((name) => {
          const scope = SCOPES.find((s) => s === name.trim());
          if (scope === undefined) throw refuse(`write production, all, or some of ${SCOPES.join(', ')}`);
          return scope;
        });
      },
    ),
    workspace: texts(
      '--workspace <name>',
      'only what this package of a monorepo needs; name or folder; may be repeated',
    ),
    acceptGaps: flag('--accept-gaps', 'exit with 0 although something could not be found'),
    exclude: EXCLUDE,
    config: CONFIG,
    quiet: QUIET,
  },
  examples: [
    'notice --output THIRD-PARTY-NOTICES.txt',
    'notice app --format html --output notices.html',
    'notice --workspace app   # one package of a monorepo',
  ],
});

export type NoticeGiven = GivenTo<typeof notice>;
