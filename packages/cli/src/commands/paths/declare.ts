/** `theriac paths`: what it takes. */
import { PATH_FORMATS } from '@theriac/formats/paths';
import { declare, type GivenTo } from '../../command/command.ts';
import { choiceOr, text } from '../../command/spec.ts';
import { ALL, CONFIG, EXCLUDE, OUTPUT, QUIET, TARGET } from '../../inputs/options.ts';

export const paths = declare({
  name: 'paths',
  summary: 'show how the internet reaches data, hop by hop',
  description:
    'Show how the internet reaches each store of data by what the configuration says: Compose files, Kubernetes, Terraform, CloudFormation, Bicep and ARM. Each hop with its file and line, whether it is encrypted and asks for a login, and what would cut it; then what may leave. Exit code 1: a path should be cut; 3: something is not known, or no store was recognised.',
  operands: { target: TARGET },
  options: {
    to: text('--to <name>', 'only stores whose name contains this'),
    format: choiceOr('-f, --format <format>', 'text, json, svg or html', PATH_FORMATS, 'text'),
    output: OUTPUT,
    all: ALL,
    exclude: EXCLUDE,
    config: CONFIG,
    quiet: QUIET,
  },
  examples: ['paths deploy', 'paths deploy --to db --all', 'paths deploy --format html --output paths.html'],
});

export type PathsGiven = GivenTo<typeof paths>;
