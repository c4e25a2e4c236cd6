/** `theriac schema`: what it takes. */
import { declare, type GivenTo } from '../../command/command.ts';
import { choiceOr } from '../../command/spec.ts';
import { OUTPUT } from '../../inputs/options.ts';

export const schema = declare({
  name: 'schema',
  summary: 'print the JSON schema of theriac.yaml, of own rules or of results',
  operands: { name: choiceOr('[name]', 'schema', ['config', 'rules', 'scan-result'], 'config') },
  options: { output: OUTPUT },
  examples: ['schema config > theriac.schema.json', 'schema rules', 'schema scan-result'],
});

export type SchemaGiven = GivenTo<typeof schema>;
