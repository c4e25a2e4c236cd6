/** `theriac sbom merge`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { flag, text, texts } from '../../../command/spec.ts';
import { OUTPUT } from '../../../inputs/options.ts';
import { FORMAT_OPTION } from '../options.ts';

export const merge = declare({
  name: 'merge',
  summary: 'merge several documents into one',
  operands: { files: texts('<files...>', 'documents, at least one') },
  options: {
    format: FORMAT_OPTION,
    output: OUTPUT,
    name: text('--name <name>', 'name of the merged product'),
    productVersion: text('--product-version <version>', 'version of the merged product'),
    hierarchical: flag('--hierarchical', 'keep the parts separate instead of listing equal components once'),
  },
  examples: ['sbom merge portal.json api.json --name suite -o suite.json'],
});

export type MergeGiven = GivenTo<typeof merge>;
