/** `theriac sbom validate`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { flag, texts } from '../../../command/spec.ts';
import { JSON_OUTPUT } from '../../../inputs/options.ts';

export const validate = declare({
  name: 'validate',
  summary: 'list every place where a document is invalid',
  operands: { files: texts('<files...>', 'documents') },
  options: { strict: flag('--strict', 'treat warnings as errors'), json: JSON_OUTPUT },
  examples: ['sbom validate bom.json', 'sbom validate vendor/*.xml --strict'],
});

export type ValidateGiven = GivenTo<typeof validate>;
